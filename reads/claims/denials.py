"""`wetread claims denials`: what payers denied, rejected, paid twice or below expectation, each with the field that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from reads.claims.claim_list import ListedClaim, known_claims
from reads.claims.expected_payment import Expectation
from reads.claims.ledger.claims_elsewhere import denied_elsewhere
from reads.claims.ledger.denial_remedies import mend_of_status
from reads.claims.ledger.ledger_entries import LedgerEntry, denial_reasons
from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.repository import claims_of_month
from reads.claims.tables import ClaimRow
from reads.claims.x12.adjustment_reasons import REASONS
from reads.claims.x12.code_words import words
from reads.claims.x12.remark_codes import remark_in_words
from reads.core.money import Money
from reads.core.month import Month

_AT_ONCE = 500
_ELSEWHERE = "these books don't have the claim: look where it was billed"
_LESS_ALLOWED = "expected_percent of directory/payers.csv, if the contract allows less; else ask the payer"
_ASK_THE_PAYER = (
    "`wetread claims show` has every 835 of it; ask the payer for the one that is missing, or what to send back"
)
_STATUS = re.compile(r"\[\w*:(\w+)(?::(\w*))?(?::(\w+))?\]")
"""A status as it is told: its code, whom it is about, and the list that has the code where that isn't X12's (`A3:65::RX`)."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One amount that somebody must look at: `codes` name why (CO-16 N264), `mend` the field of wetread behind it."""

    kind: str
    payer: str
    codes: str
    in_words: str
    claim: str
    reference: str
    cpt: str
    amount: Money
    on: date | None
    mend: str

    def as_json(self) -> dict[str, object]:
        """A row of `claims denials`."""
        return {
            "kind": self.kind,
            "payer": self.payer,
            "codes": self.codes,
            "in_words": self.in_words,
            "claim": self.claim,
            "reference": self.reference,
            "cpt": self.cpt,
            "amount": str(self.amount),
            "on": self.on.isoformat() if self.on else None,
            "mend": self.mend,
        }


def denials(session: Session, month: Month | None = None, day: date | None = None) -> list[Denial]:
    """All of the claims of a month (None: of all), as of a day, by payer, codes and claim. Claims that were corrected are done.

    Without a month also what is denied of claims that these books don't have: it is part of their deposits.
    """
    expectation = Expectation.load(session)
    rows = claims_of_month(session, month)
    found: list[Denial] = []
    for start in range(0, len(rows), _AT_ONCE):
        for claim in known_claims(session, rows[start : start + _AT_ONCE], day):
            if not claim.corrected_by:
                found += _of_claim(claim)
                found += _alarms(claim, expectation)
    if month is None:
        for entry in denied_elsewhere(session, day):
            found += _of_entry(entry, None, {})
    return sorted(found, key=lambda each: (each.payer, each.codes, each.claim, each.reference))


def _of_claim(claim: ListedClaim) -> Iterator[Denial]:
    if claim.state is ClaimState.REJECTED:
        yield from _rejected(claim)
    if not claim.account.denied.minor and claim.state is not ClaimState.DENIED:
        return
    references = {line.cpt: line.reference for line in claim.lines}
    for entry in claim.entries:
        if (entry.row.set_id, entry.row.number) in claim.account.standing:
            yield from _of_entry(entry, claim.row, references)


def _of_entry(entry: LedgerEntry, claim: ClaimRow | None, references: Mapping[str, str]) -> Iterator[Denial]:
    """The denials of a decision on a claim of ours; without one they are by the payer's own name."""
    for posting, remarks, mend in denial_reasons(entry):
        code = f"{posting.group_code}-{posting.reason}"
        told = [words(REASONS, posting.reason), *map(remark_in_words, remarks)]
        yield Denial(
            kind="denied",
            payer=claim.payer if claim else entry.row.payer,
            codes=" ".join((code, *remarks)),
            in_words=f"{code}: {'; '.join(told)}",
            claim=claim.control_number if claim else entry.row.control_number,
            reference=posting.reference or references.get(posting.cpt, ""),
            cpt=posting.cpt,
            amount=Money(posting.amount),
            on=entry.row.day,
            mend=mend if claim else _ELSEWHERE,
        )


def _rejected(claim: ListedClaim) -> Iterator[Denial]:
    """A rejection by a receipt or status: its reasons as they were told, a row for all of them."""
    answer = claim.told[-1]
    codes = [found for reason in claim.reasons for found in _STATUS.findall(reason)]
    named = re.findall(r"\[([^\]]+)\]", " ".join(claim.reasons))
    mends = dict.fromkeys(mend_of_status(*found) for found in codes) or {"the segment that the answer names": None}
    yield Denial(
        kind="rejected",
        payer=claim.row.payer,
        codes=" ".join(dict.fromkeys(named)) or answer.kind,
        in_words="; ".join(claim.reasons) or f"rejected by a {answer.kind}",
        claim=claim.row.control_number,
        reference="",
        cpt="",
        amount=Money(claim.row.charge),
        on=answer.said_on,
        mend="; ".join(mends),
    )


def _alarms(claim: ListedClaim, expectation: Expectation) -> Iterator[Denial]:
    """Payments that are too low, or that can't be as they came."""
    below, account = expectation.below(claim.row.payer, claim.account), claim.account
    for kind, said, amount, mend in (
        ("below_expectation", below, account.paid + account.patient, _LESS_ALLOWED),
        ("unclear_payment", account.unclear, account.paid, _ASK_THE_PAYER),
    ):
        if said:
            yield Denial(
                kind=kind,
                payer=claim.row.payer,
                codes=kind.replace("_", " "),
                in_words=said,
                claim=claim.row.control_number,
                reference="",
                cpt="",
                amount=amount,
                on=max((entry.row.day for entry in claim.entries), default=None),
                mend=mend,
            )
