"""Claims as lists and `show` tell them: where each stands, what was answered, and nothing that names a patient."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from reads.claims.errors import UnknownClaim
from reads.claims.ledger.claim_state import State, known_payer_number, state_of
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
    """A claim with all that is known of it."""

    row: ClaimRow
    lines: Sequence[ClaimLineRow]
    answers: Sequence[ClaimAnswerRow]
    file: str
    corrects: str
    corrected_by: str

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(self.answers, exported=bool(self.file))

    @property
    def reasons(self) -> list[str]:
        """Why, in the words of the answer that gives its state."""
        giving = [answer for answer in self.answers if answer.state == self.state]
        return list(json.loads(giving[-1].reasons)) if giving else []

    @property
    def payer_claim_number(self) -> str:
        """The payer's own number of it, where an answer gave one."""
        return known_payer_number(self.answers)

    @property
    def paid(self) -> Money | None:
        """What the last payment of it says; None where none came."""
        amounts = [answer.paid for answer in self.answers if answer.paid is not None]
        return Money(amounts[-1]) if amounts else None

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
            "charge": str(Money(row.charge)),
            "state": self.state.value,
            "reasons": self.reasons,
            "paid": None if self.paid is None else str(self.paid),
            "payer_claim_number": self.payer_claim_number,
            "file": self.file,
            "corrects": self.corrects,
            "corrected_by": self.corrected_by,
        }


def listed(session: Session, month: Month | None = None) -> list[ListedClaim]:
    """All claims, or those of a month, in the order in which they were made."""
    return _known(session, claims_of_month(session, month))


def shown(session: Session, control_number: str) -> ListedClaim:
    """One claim; UnknownClaim where there is none of that number."""
    row = claims_numbered(session, [control_number]).get(control_number)
    if row is None:
        raise UnknownClaim(control_number)
    return _known(session, [row])[0]


def _known(session: Session, rows: Sequence[ClaimRow]) -> list[ListedClaim]:
    numbers = [row.id or 0 for row in rows]
    lines, answers = lines_of(session, numbers), answers_to(session, numbers)
    filed = files_of_claims(session, numbers)
    files = files_by_id(session, set(filed.values()))
    corrections = corrections_of(session, numbers)
    before = claims_by_id(session, {row.replaces for row in rows if row.replaces})
    return [
        ListedClaim(
            row,
            lines.get(number, []),
            answers.get(number, []),
            files[filed[number]].name if number in filed else "",
            before[row.replaces].control_number if row.replaces else "",
            corrections[number][-1].control_number if number in corrections else "",
        )
        for number, row in zip(numbers, rows, strict=True)
    ]
