"""Claims as lists and `show` tell them: where each stands, what was answered, and nothing that names a patient."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from reads.claims.errors import UnknownClaim
from reads.claims.ledger.accounts import accounts_of
from reads.claims.ledger.ledger_entries import LedgerEntry, entries, told_as_json
from reads.claims.ledger.payer_decisions import ClaimAccount, ClaimState
from reads.claims.ledger.repository import payments_of, postings_of
from reads.claims.ledger.told_state import statuses
from reads.claims.repository import (
    answers_to,
    claims_by_id,
    claims_numbered,
    claims_of_month,
    corrections_of,
    files_by_id,
    files_of_claims,
    lines_of,
)
from reads.claims.tables import ClaimAnswerRow, ClaimLineRow, ClaimRow
from reads.core.money import Money
from reads.core.month import Month

_FREQUENCIES = {"1": "original", "7": "replacement", "8": "void"}


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim with its account at the end of a day, and all that was answered to it by then."""

    row: ClaimRow
    lines: Sequence[ClaimLineRow]
    account: ClaimAccount
    told: Sequence[ClaimAnswerRow]
    entries: Sequence[LedgerEntry]
    file: str
    corrects: str
    corrected_by: str

    @property
    def state(self) -> ClaimState:
        """Where it stands."""
        return self.account.state

    @property
    def reasons(self) -> list[str]:
        """Why, in the words of the decisions that there are, else of the newest status."""
        if self.entries:
            return list(dict.fromkeys(reason for each in self.entries for reason in each.reasons))
        return list(json.loads(self.told[-1].reasons)) if self.told else []

    @property
    def paid(self) -> Money | None:
        """What all payers have paid; None where none has said anything."""
        return self.account.paid if self.entries else None

    def as_json(self) -> dict[str, object]:
        """A row of `claims list`."""
        row = self.row
        return {
            "claim": row.control_number,
            "frequency": _FREQUENCIES[row.frequency],
            "payer": row.payer,
            "filing_state": row.state,
            "month": row.month,
            "service_date": row.service_date.isoformat(),
            **self.account.as_json(),
            "reasons": self.reasons,
            "paid": None if self.paid is None else str(self.paid),
            "payer_claim_number": self.account.payer_claim_number,
            "file": self.file,
            "corrects": self.corrects,
            "corrected_by": self.corrected_by,
        }

    def shown_as_json(self) -> dict[str, object]:
        """What `claims show` tells: the list's row, its lines, and every answer in the order of their days."""
        lines = [
            {"reference": line.reference, "read": line.read_key, "cpt": line.cpt, "charge": str(Money(line.charge))}
            for line in self.lines
        ]
        answers = [*map(told_as_json, self.told), *(each.as_json() for each in self.entries)]
        unclear = self.account.unclear
        return {**self.as_json(), "unclear": unclear, "because": self.row.because, "lines": lines, "answers": answers}


def listed(session: Session, month: Month | None = None, day: date | None = None) -> list[ListedClaim]:
    """All claims, or those of a month, in the order in which they were made, as of a day (None: with all that is known)."""
    return known_claims(session, claims_of_month(session, month), day)


def listed_after(
    session: Session, after: int, count: int, *, month: Month | None = None, state: str = ""
) -> tuple[list[ListedClaim], bool]:
    """So many claims after an id, of a month and state if asked for, and whether there are more; it looks no further."""
    found: list[ListedClaim] = []
    while len(found) <= count and (rows := claims_of_month(session, month, after, count + 1)):
        found += [each for each in known_claims(session, rows) if state in ("", each.state)]
        after = rows[-1].id or 0
    return found[:count], len(found) > count


def shown(session: Session, control_number: str, day: date | None = None) -> ListedClaim:
    """One claim; UnknownClaim where there is none of that number."""
    row = claims_numbered(session, [control_number]).get(control_number)
    if row is None:
        raise UnknownClaim(control_number)
    return known_claims(session, [row], day)[0]


def known_claims(session: Session, rows: Sequence[ClaimRow], day: date | None = None) -> list[ListedClaim]:
    """These claims with what is known of them at the end of a day."""
    numbers = [row.id or 0 for row in rows]
    lines, answers = lines_of(session, numbers), answers_to(session, numbers)
    accounts = accounts_of(session, rows, day, answers=answers)
    decided, amounts = payments_of(session, numbers), postings_of(session, numbers)
    filed = files_of_claims(session, numbers)
    files = files_by_id(session, set(filed.values()))
    corrections = corrections_of(session, numbers)
    before = claims_by_id(session, {row.replaces for row in rows if row.replaces})
    return [
        ListedClaim(
            row=row,
            lines=lines.get(number, []),
            account=accounts[number],
            told=statuses(answers.get(number, []), day),
            entries=entries([each for each in decided.get(number, []) if day is None or each.day <= day], amounts),
            file=files[filed[number]].name if number in filed else "",
            corrects=before[row.replaces].control_number if row.replaces else "",
            corrected_by=corrections[number][-1].control_number if number in corrections else "",
        )
        for number, row in zip(numbers, rows, strict=True)
    ]
