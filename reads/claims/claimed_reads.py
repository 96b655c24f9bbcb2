"""Which claims are the last word: of a read the newest, of some claims those that stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from reads.claims.repository import claimed_lines, claims_by_id, corrections_of
from reads.claims.tables import ClaimLineRow, ClaimRow


@dataclass(frozen=True, slots=True)
class Claimed:
    """A final's newest claim, and whether that is a void."""

    claim: ClaimRow
    line: ClaimLineRow

    @property
    def is_void(self) -> bool:
        """Whether the payer was told to forget it."""
        return self.claim.frequency == "8"


def standing_claims(session: Session, numbers: Iterable[int]) -> dict[int, ClaimRow]:
    """Those of these claims that are the payer's last word from us: neither voids, nor replaced or voided."""
    claims = claims_by_id(session, numbers)
    corrected = corrections_of(session, claims)
    return {number: row for number, row in claims.items() if row.frequency != "8" and number not in corrected}


def newest_claims(session: Session, keys: Iterable[str]) -> dict[str, Claimed]:
    """The newest claim of each of these reads."""
    lines = claimed_lines(session, keys)
    rows = claims_by_id(session, {line.claim_id for some in lines.values() for line in some})
    return {key: Claimed(rows[some[-1].claim_id], some[-1]) for key, some in lines.items()}
