"""Which reads stand on a claim: what a contract may not take (spec 5.5); and which claims are the last word."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from reads.claims.repository import claims_by_id, corrections_of
from reads.claims.tables import ClaimLineRow, ClaimRow


def keys_on_claims(session: Session) -> frozenset[str]:
    """The reads that stand on a claim which is the payer's last word from us: neither a void, nor replaced or voided."""
    replaced = select(ClaimRow.replaces).where(col(ClaimRow.replaces).is_not(None))
    query = (
        select(ClaimLineRow.read_key)
        .join(ClaimRow, col(ClaimRow.id) == col(ClaimLineRow.claim_id))
        .where(ClaimRow.frequency != "8", col(ClaimRow.id).not_in(replaced))
    )
    return frozenset(session.exec(query))


def on_claims(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these reads stand on a claim."""
    return set(keys) & keys_on_claims(session)


def standing_claims(session: Session, numbers: Iterable[int]) -> dict[int, ClaimRow]:
    """Those of these claims that are the payer's last word from us: neither voids, nor replaced or voided."""
    claims = claims_by_id(session, numbers)
    corrected = corrections_of(session, claims)
    return {number: row for number, row in claims.items() if row.frequency != "8" and number not in corrected}
