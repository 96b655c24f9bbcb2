"""Which reads stand on a claim: what a contract may not take (spec 5.5); and which claims are the last word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from reads.claims.repository import claimed_lines, claims_by_id, corrections_of
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of


@dataclass(frozen=True, slots=True)
class Claimed:
    """A final's newest claim, and whether that is a void."""

    claim: ClaimRow
    line: ClaimLineRow

    @property
    def is_void(self) -> bool:
        """Whether the payer was told to forget it."""
        return self.claim.frequency == "8"


def keys_on_claims(session: Session) -> frozenset[str]:
    """The reads that stand on a claim which is the payer's last word from us: neither a void, nor replaced or voided."""
    return frozenset(session.exec(_on_claims()))


def on_claims(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these reads stand on such a claim."""
    query = _on_claims()
    return {
        key for some in portions(keys) for key in session.exec(query.where(one_of(col(ClaimLineRow.read_key), some)))
    }


def _on_claims() -> SelectOfScalar[str]:
    replaced = select(ClaimRow.replaces).where(col(ClaimRow.replaces).is_not(None))
    return (
        select(ClaimLineRow.read_key)
        .join(ClaimRow, col(ClaimRow.id) == col(ClaimLineRow.claim_id))
        .where(ClaimRow.frequency != "8", col(ClaimRow.id).not_in(replaced))
    )


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
