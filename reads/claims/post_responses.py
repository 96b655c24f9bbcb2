"""Answers are taken: each transaction set of a file whole or not at all, and each once; what it says is in the ledger.

set refused     not ours, doesn't add up, posted before, cut short: named, the others are posted (spec 5.7)
file refused    nothing of it could be taken

A file goes by set by set and claim by claim before anything is locked; its rows wait in a file of their own until they are
written, so that others work on meanwhile and a file of any size takes little memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import BinaryIO

from sqlmodel import Session

from reads.claims.errors import AnswersRefused, PostedBefore
from reads.claims.ledger.answer_rows import AnswerRows
from reads.claims.ledger.enter_remittance import enter_remittance, refused
from reads.claims.ledger.enter_status import enter_advice, enter_receipt, enter_statuses
from reads.claims.ledger.our_identifiers import ours_of
from reads.claims.ledger.posting_answers import AnswerPosting, CheckedSet, Entering
from reads.claims.ledger.repository import set_taken
from reads.claims.repository import answer_file, posted
from reads.claims.tables import AnswerFileRow
from reads.claims.x12.response_file import AnswerSet, answer_sets
from reads.claims.x12.segment_reader import encoding_of, segments, text_of
from reads.core.actor_and_moment import By
from reads.core.findings import Finding, Where
from reads.core.money import Money
from reads.store.engine import Store
from reads.store.events import Deed, record

_KINDS = ("TA1", "999", "997", "824", "277", "835")


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


def take_answers(store: Store, stream: BinaryIO, path: str, by: By) -> Posted:
    """Takes a file of answers, which can be read twice; AnswersRefused where nothing of it could be taken.

    It is read and checked while others work; the lock is held for as long as its rows are written.
    """
    sha256, encoding = _told_by_bytes(stream)
    faults: list[Finding] = []
    with TemporaryFile() as kept:
        rows = AnswerRows(kept)
        with store.read() as session:
            entering = Entering(session, ours_of(session), path, by, rows)
            answers = answer_sets(segments(text_of(stream, encoding), faults, path), faults, path)
            checked = [_checked(entering, answer) for answer in answers]
        with store.write() as session:
            posting = AnswerPosting(session, _file(session, sha256, path, by), path, rows)
            done = _post(posting, checked)
            done.findings += faults
            _settle(posting, done, by)
            return done


def _told_by_bytes(stream: BinaryIO) -> tuple[str, str]:
    """The SHA-256 and the encoding of a file; the stream is at its beginning again."""
    stream.seek(0)
    made = hashlib.sha256()
    while piece := stream.read(1 << 20):
        made.update(piece)
    stream.seek(0)
    encoding = encoding_of(stream)
    stream.seek(0)
    return made.hexdigest(), encoding


def _checked(entering: Entering, answer: AnswerSet) -> CheckedSet:
    """One set as it is read and checked: its rows are kept unless an error was found."""
    checked = CheckedSet(answer, begin=entering.rows.ended())
    checked.findings += entering.ours.strangers(answer.addressed)
    if not checked.findings:
        _enter(entering, checked)
    for _ in answer.body:
        pass
    checked.findings += answer.faults
    if refused(checked.findings):
        entering.rows.drop(checked.begin)
    checked.end = entering.rows.ended()
    return checked


def _enter(entering: Entering, checked: CheckedSet) -> None:
    kind = checked.answer.kind
    if kind == "277":
        enter_statuses(entering, checked)
    elif kind == "835":
        enter_remittance(entering, checked)
    elif kind == "824":
        enter_advice(entering, checked)
    elif kind in _KINDS:
        enter_receipt(entering, checked)
    else:
        checked.findings.append(_no_answer(entering.path, f"it is {kind[:3]}, which is"))


def _file(session: Session, sha256: str, path: str, by: By) -> AnswerFileRow:
    """The file's row, the one that it has where it was taken before."""
    file = answer_file(session, sha256)
    if file is None:
        file = AnswerFileRow(path=path, sha256=sha256, at=by.at, actor=by.actor)
        session.add(file)
        session.flush()
    return file


def _post(posting: AnswerPosting, checked: Sequence[CheckedSet]) -> Posted:
    """Writes the sets that stand, in their order; whether one was taken before is asked now that nobody else writes."""
    done = Posted(posting.path, posting.file.id or 0, posting.sets)
    for each in checked:
        findings = list(_posted_before(posting, each)) or each.findings
        if refused(findings):
            done.refused += 1
        elif set_taken(posting.session, each.answer.digest):
            done.known += 1
            continue
        else:
            posting.post(each)
        done.findings += [_placed(finding, each.answer, posting.path) for finding in findings]
    return done


def _settle(posting: AnswerPosting, done: Posted, by: By) -> None:
    """Puts what was written into the audit log; refuses a file of which nothing was and nothing had been."""
    if not (done.sets or done.known or done.findings):
        done.findings.append(_no_answer(done.path, "the file holds"))
    if not done.sets and not done.known:
        again = all(each.code == "posted_before" for each in done.findings)
        raise (PostedBefore if again else AnswersRefused)(done.path, done.findings)
    if done.sets:
        detail = {"path": done.path, "sha256": posting.file.sha256, "sets": [done.sets[0], done.sets[-1]]}
        detail["rows"] = posting.digest.hex()
        deed = Deed("answers.taken", f"answers:{done.file}", detail)
        record(posting.session, deed, actor=by.actor, at=by.at)


def _posted_before(posting: AnswerPosting, checked: CheckedSet) -> Iterator[Finding]:
    """Names a payment that was posted, from this file or another."""
    before = posted(posting.session, checked.identity) if checked.identity else None
    if before:
        row, file = before
        here = row.set_id in posting.sets
        place = "earlier in this file" if here else f"from {file.path} on {file.at:%Y-%m-%d}"
        message = f"payment {row.trace} of {Money(row.amount)} was posted {place}; it is posted once"
        remedy = "nothing to do; if it is another payment, ask the payer for a file with its own trace number"
        yield Finding("posted_before", message, remedy, Where(posting.path))


def _placed(finding: Finding, answer: AnswerSet, path: str) -> Finding:
    """The finding with the set that it is about."""
    said = finding.message
    message = said if said.startswith(answer.name) else f"{answer.name}: {said}"
    return replace(finding, message=message, where=replace(finding.where, file=path))


def _no_answer(path: str, what: str) -> Finding:
    message = f"{what} no answer to claims (999, TA1, 824, 277CA or 835)"
    return Finding("x12_no_answer", message, "give a file that the payer or clearinghouse sent back", Where(path))
