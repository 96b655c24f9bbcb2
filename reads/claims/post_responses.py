"""Answers are taken: each transaction set of a file whole or not at all, and each once; what it says is in the ledger.

set refused     not ours, doesn't add up, posted before, cut short: named, the others are posted (spec 5.7)
file refused    nothing of it could be taken

A file goes by set by set and claim by claim; nothing of it is held. Rows of a set that is refused are rolled back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from sqlmodel import Session

from reads.claims.errors import AnswersRefused, PostedBefore
from reads.claims.ledger.enter_remittance import enter_remittance, refused
from reads.claims.ledger.enter_status import enter_receipt, enter_statuses
from reads.claims.ledger.entering import EnteredSet, Entering
from reads.claims.ledger.ours import ours_of
from reads.claims.repository import answer_file, hold_claims
from reads.claims.tables import AnswerFileRow
from reads.claims.x12.response_file import AnswerSet, answer_sets
from reads.claims.x12.segment_reader import encoding_of, segments, text_of
from reads.core.by import By
from reads.core.findings import Finding, Where
from reads.store.events import Deed, record

_KINDS = ("TA1", "999", "997", "277", "835")


@dataclass(slots=True)
class Posted:
    """What a file of answers did: the sets that were entered now (`sets`), or before (`known`), and what a person must see."""

    path: str
    file: int = 0
    sets: list[int] = field(default_factory=list)
    known: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def nothing_new(self) -> bool:
        """Whether all of the file was taken before."""
        return bool(self.known) and not self.sets and not self.refused


def take_answers(session: Session, stream: BinaryIO, path: str, by: By) -> Posted:
    """Takes a file of answers, which can be read twice; AnswersRefused where nothing of it could be taken."""
    hold_claims(session)
    done = Posted(path)
    file, encoding = _file(session, stream, path, by)
    entering = Entering(session, ours_of(session), file, by)
    faults: list[Finding] = []
    for answer in answer_sets(segments(text_of(stream, encoding), faults, path), faults, path):
        _take(entering, answer, done)
    done.findings += faults
    if not (done.sets or done.known or done.findings):
        done.findings.append(_no_answer(path, ""))
    if not done.sets and not done.known:
        again = all(each.code == "posted_before" for each in done.findings)
        raise (PostedBefore if again else AnswersRefused)(path, done.findings)
    if done.sets:
        detail = {"path": path, "sha256": file.sha256, "sets": [done.sets[0], done.sets[-1]]}
        detail["rows"] = entering.digest.hex()
        record(session, Deed("answers.taken", f"answers:{file.id}", detail), actor=by.actor, at=by.at)
    done.file = file.id or 0
    return done


def _file(session: Session, stream: BinaryIO, path: str, by: By) -> tuple[AnswerFileRow, str]:
    """The file's row, the one that it has where it was taken before, and its encoding; the stream is at its beginning again."""
    stream.seek(0)
    sha256 = _sha256(stream)
    stream.seek(0)
    encoding = encoding_of(stream)
    stream.seek(0)
    file = answer_file(session, sha256)
    if file is None:
        file = AnswerFileRow(path=path, sha256=sha256, at=by.at, actor=by.actor)
        session.add(file)
        session.flush()
    return file, encoding


def _sha256(stream: BinaryIO) -> str:
    made = hashlib.sha256()
    while piece := stream.read(1 << 20):
        made.update(piece)
    return made.hexdigest()


def _take(entering: Entering, answer: AnswerSet, done: Posted) -> None:
    """Enters one set, or nothing of it."""
    entered = EnteredSet(answer)
    before = entering.digest.copy()
    savepoint = entering.session.begin_nested()
    entered.findings += entering.ours.strangers(answer.addressed)
    said: list[dict[str, object]] = []
    if not entered.findings:
        said = _entered(entering, answer, entered)
    for _ in answer.body:
        pass
    entered.findings += answer.faults
    if not refused(entered.findings):
        entered.known = not entering.finish(entered.number, answer, said)
    if entered.known or refused(entered.findings):
        entering.forget()
        savepoint.rollback()
        entering.digest = before
        done.known += entered.known
        done.refused += not entered.known
    else:
        savepoint.commit()
        done.sets.append(entered.number)
    if not entered.known:
        done.findings += [_placed(each, answer, done.path) for each in entered.findings]


def _entered(entering: Entering, answer: AnswerSet, entered: EnteredSet) -> list[dict[str, object]]:
    if answer.kind == "277":
        return enter_statuses(entering, answer, entered)
    if answer.kind == "835":
        enter_remittance(entering, answer, entered)
    elif answer.kind in _KINDS:
        enter_receipt(entering, answer, entered)
    else:
        entered.findings.append(_no_answer(entering.file.path, f" ({answer.kind[:3]})"))
    return []


def _placed(finding: Finding, answer: AnswerSet, path: str) -> Finding:
    """The finding with the set that it is about."""
    said = finding.message
    message = said if said.startswith(answer.name) else f"{answer.name}: {said}"
    return replace(finding, message=message, where=replace(finding.where, file=path))


def _no_answer(path: str, what: str) -> Finding:
    message = f"this file holds no answer to claims{what} (999, TA1, 277CA or 835)"
    return Finding("x12_no_answer", message, "give a file that the payer or clearinghouse sent back", Where(path))
