"""A claim's ledger as lists and `show` tell it: each decision with its amounts, why in words, and its place in the claim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reads.claims.ledger.denial_remedies import mend_of
from reads.claims.ledger.postings import AmountKind
from reads.claims.ledger.tables import ClaimPaymentRow, ClaimPostingRow
from reads.claims.tables import ClaimAnswerRow
from reads.claims.x12.adjudication_words import notes_in_words
from reads.claims.x12.adjustment_reasons import GROUPS, REASONS
from reads.claims.x12.code_words import words
from reads.claims.x12.payer_statuses import DENIAL, STATUS_WORDS, Decides, decided_by
from reads.claims.x12.remark_codes import remark_in_words
from reads.core.money import Money

_STATES = {
    Decides.REVERSAL: "reversed",
    Decides.NOTHING: "forwarded",
    Decides.UNKNOWN: "pending",
    Decides.DENIAL: "denied",
}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One decision of a payer on a claim, with its postings."""

    row: ClaimPaymentRow
    postings: Sequence[ClaimPostingRow]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The claim's and its lines' remark codes, each once."""
        said = [self.row.remarks, *(each.remarks for each in self.postings)]
        return tuple(dict.fromkeys(code for text in said for code in text.split()))

    @property
    def state(self) -> str:
        """What this decision alone says: paid, adjusted (denied in part), denied, reversed, forwarded, or pending where it decides nothing."""
        row = self.row
        decides = decided_by(row.status, row.charge, row.paid)
        if decides in _STATES:
            return _STATES[decides]
        if not (row.paid or row.patient or row.prior):
            return "denied"
        return "adjusted" if row.denied else "paid"

    @property
    def reasons(self) -> list[str]:
        """The status, every amount with its codes, the remarks and the interest, in words."""
        row = self.row
        told = [words(STATUS_WORDS, row.status), *filter(None, map(reason_in_words, self.postings))]
        told += [remark_in_words(code) for code in self.remarks]
        told += notes_in_words(row.notes)
        return list(dict.fromkeys(told))

    def as_json(self) -> dict[str, object]:
        """An entry of `claims show` and `claims ack`."""
        row = self.row
        return {
            "kind": "835",
            "on": row.day.isoformat(),
            "state": self.state,
            "status": row.status,
            "payer": row.payer,
            "payer_claim_number": row.payer_claim_number,
            "charge": str(Money(row.charge)),
            "paid": str(Money(row.paid)),
            "patient_owes": str(Money(row.patient)),
            "denied": str(Money(row.denied)),
            "interest": str(Money(row.interest)),
            "remarks": list(self.remarks),
            "reasons": self.reasons,
            "lines": [posting_as_json(each) for each in self.postings],
        }


def posting_as_json(posting: ClaimPostingRow) -> dict[str, object]:
    """One amount of an entry."""
    return {
        "line": posting.line,
        "reference": posting.reference,
        "cpt": posting.cpt,
        "kind": posting.kind,
        "group": posting.group_code,
        "reason": posting.reason,
        "amount": str(Money(posting.amount)),
        "remarks": posting.remarks.split(),
    }


def reason_in_words(posting: ClaimPostingRow) -> str:
    """Why an amount is what it is, with its codes and its line; empty for what is simply paid."""
    if posting.kind in {AmountKind.PAID, AmountKind.REVERSED}:
        return ""
    amount = Money(posting.amount)
    if posting.kind == AmountKind.INTEREST:
        return f"interest, paid apart: {amount}"
    place = f"line {posting.reference or posting.line} ({posting.cpt}): " if posting.line else ""
    code = f"{posting.group_code}-{posting.reason}"
    place += "denied, " if posting.kind == AmountKind.DENIED and posting.amount > 0 else ""
    return f"{place}{words(GROUPS, posting.group_code)}, {words(REASONS, posting.reason)} ({code}): {amount}"


def entries(
    rows: Sequence[ClaimPaymentRow], postings: Mapping[tuple[int, int], list[ClaimPostingRow]]
) -> list[LedgerEntry]:
    """The decisions with their postings."""
    return [LedgerEntry(row, postings.get((row.set_id, row.number), [])) for row in rows]


def told_as_json(answer: ClaimAnswerRow) -> dict[str, object]:
    """A receipt or status of `claims show`."""
    return {
        "kind": answer.kind,
        "on": answer.said_on.isoformat() if answer.said_on else None,
        "state": answer.state,
        "reasons": json.loads(answer.reasons),
        "payer_claim_number": answer.payer_claim_number,
        "paid": None,
        "patient_owes": None,
    }


def denial_reasons(entry: LedgerEntry) -> Iterator[tuple[ClaimPostingRow, tuple[str, ...], str]]:
    """What is denied in an entry: the amount, its remark codes, and what mends it.

    Of a claim that is denied as a whole (CLP02 4) also what the payer leaves to the patient.
    """
    of_claim = tuple(entry.row.remarks.split())
    kinds = {AmountKind.DENIED, AmountKind.PATIENT} if entry.row.status == DENIAL else {AmountKind.DENIED}
    for each in entry.postings:
        if each.kind in kinds and each.amount > 0:
            remarks = tuple(dict.fromkeys((*each.remarks.split(), *of_claim)))
            yield each, remarks, mend_of(each.group_code, each.reason, remarks)
