"""Answers are taken: each claim they name gets its new state, by control number and REF*6R; payments are posted once.

All of a file or nothing: one that is cut short, doesn't add up or pays what was posted before is refused with its figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session

from reads.claims.errors import AnswersRefused, PostedBefore
from reads.claims.ledger.claim_state import OF_OUTCOME, OF_STANDING, State, of_group, of_interchange
from reads.claims.repository import (
    answer_file,
    claims_by_id,
    claims_in_file,
    claims_numbered,
    claims_of_references,
    file_controlled,
    hold_claims,
    posted,
)
from reads.claims.snapshot import envelope_of
from reads.claims.tables import AnswerFileRow, ClaimAnswerRow, ClaimFileRow, ClaimRow, RemittanceRow
from reads.claims.x12.remittance_835 import ClaimPayment, Remittance
from reads.claims.x12.response_file import Answers, read_answers
from reads.claims.x12.status_277 import BatchStatus, ClaimStatus, Standing
from reads.claims.x12.write_837p import MOST_CLAIMS
from reads.core.by import By
from reads.core.findings import Finding, Where
from reads.core.money import Money
from reads.core.times import rfc3339
from reads.store.events import Deed, record


@dataclass(frozen=True, slots=True)
class Taken:
    """What one claim was told by a file."""

    control_number: str
    kind: str
    state: State
    reasons: tuple[str, ...]
    charge: Money
    paid: Money | None = None
    patient_owes: Money | None = None


@dataclass(slots=True)
class Posted:
    """What a file of answers did; `findings` are what a person should see, `known` that it was taken before."""

    path: str
    known: bool = False
    taken: list[Taken] = field(default_factory=list)
    payments: list[Remittance] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def take_answers(session: Session, data: bytes, path: str, by: By) -> Posted:
    """Takes a file of answers. AnswersRefused, PostedBefore: nothing of it was taken."""
    hold_claims(session)
    answers = read_answers(data, path)
    if answers.refused:
        raise AnswersRefused(path, answers.findings)
    done = Posted(path, findings=list(answers.findings))
    for payment in answers.remittances:
        _refuse_repeated(session, payment)
    sha256 = hashlib.sha256(data).hexdigest()
    if answer_file(session, sha256):
        done.known = True
        return done
    file = AnswerFileRow(path=path, sha256=sha256, at=by.at, actor=by.actor)
    session.add(file)
    session.flush()
    work = _Posting(session, file, done)
    work.receipts(answers)
    work.batches(answers.batches)
    work.statuses(answers.claims)
    for payment in answers.remittances:
        work.payment(payment)
    detail = {"path": path, "sha256": sha256, "claims": len(done.taken), "payments": len(done.payments)}
    record(session, Deed("answers.taken", f"answers:{file.id}", detail), actor=by.actor, at=by.at)
    return done


def _refuse_repeated(session: Session, payment: Remittance) -> None:
    before = posted(session, payment.identity)
    if before:
        row, file = before
        raise PostedBefore(row.trace, str(Money(row.amount)), file.path, rfc3339(file.at))


@dataclass(slots=True)
class _Posting:
    """One file under way."""

    session: Session
    file: AnswerFileRow
    done: Posted

    def receipts(self, answers: Answers) -> None:
        """TA1 and 999: what they say of a file, each of its claims is told."""
        for interchange in answers.interchanges:
            file = file_controlled(self.session, "interchange", interchange.interchange)
            if file is None:
                self._stranger("TA1", f"interchange {interchange.interchange}")
                continue
            state, reasons = of_interchange(interchange)
            for row in claims_in_file(self.session, file.id or 0):
                self._tell(row, "TA1", state, reasons)
        for group in answers.groups:
            file = file_controlled(self.session, "group_number", group.group)
            if file is None:
                self._stranger("999", f"group {group.group}")
                continue
            for row, transaction in self._in_sets(file):
                state, reasons = of_group(group, transaction, row.control_number)
                self._tell(row, "999", state, reasons)

    def _in_sets(self, file: ClaimFileRow) -> Iterator[tuple[ClaimRow, int]]:
        first = envelope_of(file.envelope).transaction
        for at, row in enumerate(claims_in_file(self.session, file.id or 0)):
            yield row, first + at // MOST_CLAIMS

    def batches(self, batches: Iterable[BatchStatus]) -> None:
        """A 277CA that turns a whole transaction set away: each claim in it is rejected. Other words of a set say nothing new."""
        for batch in batches:
            if batch.standing is not Standing.REJECTED or len(batch.batch) != 18 or not batch.batch.isdecimal():
                continue
            file = file_controlled(self.session, "interchange", int(batch.batch[:9]))
            if file is None:
                self._stranger("277", f"batch {batch.batch}")
                continue
            reasons = tuple(dict.fromkeys(map(str, batch.statuses)))
            for row, transaction in self._in_sets(file):
                if transaction == int(batch.batch[9:]):
                    self._tell(row, "277", State.REJECTED, reasons)

    def statuses(self, statuses: Iterable[ClaimStatus]) -> None:
        """277CA and 277: claim by claim."""
        told = list(statuses)
        known = claims_numbered(self.session, {each.control_number for each in told})
        by_line = self._by_lines(line.reference for each in told for line in each.lines)
        for each in told:
            row = known.get(each.control_number) or next(
                (by_line[line.reference] for line in each.lines if line.reference in by_line), None
            )
            if row is None:
                self._stranger("277", f"claim {each.control_number}")
                continue
            self._tell(row, "277", OF_STANDING[each.standing], each.reasons, payer_number=each.payer_claim_number)

    def payment(self, payment: Remittance) -> None:
        """An 835: what it pays, claim by claim, and the payment itself, once."""
        self.session.add(
            RemittanceRow(
                answer_file_id=self.file.id or 0,
                identity=payment.identity,
                payer=payment.payer,
                trace=payment.trace,
                amount=payment.amount.minor,
                claims=len(payment.claims),
            )
        )
        self.session.flush()
        known = claims_numbered(self.session, {each.control_number for each in payment.claims})
        by_line = self._by_lines(line.reference for each in payment.claims for line in each.lines)
        for each in payment.claims:
            row = known.get(each.control_number) or next(
                (by_line[line.reference] for line in each.lines if line.reference in by_line), None
            )
            if row is None:
                self._stranger("835", f"claim {each.control_number}, which it pays {each.paid}")
            else:
                self._pay(row, each)
        self.done.payments.append(payment)

    def _pay(self, row: ClaimRow, paid: ClaimPayment) -> None:
        if paid.charge != Money(row.charge):
            message = (
                f"claim {row.control_number}: the payer says {paid.charge} was charged, it was {Money(row.charge)}"
            )
            self.done.findings.append(
                Finding("charge_differs", message, "ask the payer what it has", Where(self.file.path))
            )
        reasons = (paid.status_in_words, *map(str, paid.all_adjustments))
        self._tell(
            row,
            "835",
            OF_OUTCOME[paid.outcome],
            tuple(dict.fromkeys(reasons)),
            payer_number=paid.payer_claim_number,
            amounts=(paid.paid, paid.patient_owes),
        )

    def _by_lines(self, references: Iterable[str]) -> dict[str, ClaimRow]:
        numbers = claims_of_references(self.session, (reference for reference in references if reference))
        rows = claims_by_id(self.session, numbers.values())
        return {reference: rows[number] for reference, number in numbers.items()}

    def _tell(
        self,
        row: ClaimRow,
        kind: str,
        state: State,
        reasons: tuple[str, ...],
        *,
        payer_number: str = "",
        amounts: tuple[Money | None, Money | None] = (None, None),
    ) -> None:
        paid, owes = amounts
        self.session.add(
            ClaimAnswerRow(
                answer_file_id=self.file.id or 0,
                claim_id=row.id or 0,
                kind=kind,
                state=state.value,
                reasons=json.dumps(reasons, ensure_ascii=False),
                payer_claim_number=payer_number,
                paid=paid.minor if paid is not None else None,
                patient_owes=owes.minor if owes is not None else None,
            )
        )
        self.done.taken.append(Taken(row.control_number, kind, state, reasons, Money(row.charge), paid, owes))

    def _stranger(self, kind: str, what: str) -> None:
        message = f"the {kind} speaks of {what}, which these books don't have"
        remedy = "look whether it belongs to other books, or was billed before wetread"
        self.done.findings.append(Finding("unknown_claim", message, remedy, Where(self.file.path)))
