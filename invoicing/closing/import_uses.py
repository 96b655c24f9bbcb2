"""Which papers and claims something of an import is on, and its undoing where none is (spec 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from invoicing.papers.tables import BilledReadRow, PaperRow
from reads.claims.tables import ClaimLineRow, ClaimRow, FinalFieldsRow
from reads.core.actor_and_moment import By
from reads.log.batches import Undoing, undo
from reads.log.repository import import_of
from reads.log.tables import ReadVersionRow, ReadVoidRow

FindPaid = Callable[[Collection[str]], Sequence[str]]
"""Of reads, by key: the readers' statements by which they were paid, in words."""


def undo_import(
    session: Session, number: int, because: str, paid: FindPaid, *, by: By, keep_later: bool = False
) -> Undoing:
    """Takes an import back, as `reads.log.batches.undo`; ImportInUse names papers, claims and statements by number."""

    def uses(session: Session, number: int) -> list[str]:
        return [*uses_of(session, number), *paid(_keys(session, number))]

    return undo(session, number, because, uses, by=by, keep_later=keep_later)


def uses_of(session: Session, number: int) -> list[str]:
    """The papers and claims on which something of an import is: its versions, what its voids took back, what it said of finals."""
    since = import_of(session, number).at
    versions = select(col(ReadVersionRow.id)).where(col(ReadVersionRow.import_id) == number)
    voids = select(col(ReadVoidRow.read_key)).where(col(ReadVoidRow.import_id) == number)
    said = select(col(FinalFieldsRow.read_key)).where(col(FinalFieldsRow.import_id) == number)
    billed = or_(
        col(BilledReadRow.version_id).in_(versions),
        and_(col(BilledReadRow.read_key).in_(voids), col(BilledReadRow.kind) != "original", col(PaperRow.at) >= since),
    )
    papers = (
        select(col(PaperRow.number), func.count(func.distinct(col(BilledReadRow.read_key))))
        .join(BilledReadRow, col(BilledReadRow.paper_id) == col(PaperRow.id))
        .where(billed, col(PaperRow.number).is_not(None))
        .group_by(col(PaperRow.id), col(PaperRow.number))
        .order_by(col(PaperRow.id))
    )
    claimed = or_(
        col(ClaimLineRow.version_id).in_(versions),
        and_(col(ClaimLineRow.read_key).in_(said), col(ClaimRow.at) >= since),
        and_(col(ClaimLineRow.read_key).in_(voids), col(ClaimRow.frequency) == "8", col(ClaimRow.at) >= since),
    )
    claims = (
        select(col(ClaimRow.control_number), func.count(func.distinct(col(ClaimLineRow.read_key))))
        .join(ClaimLineRow, col(ClaimLineRow.claim_id) == col(ClaimRow.id))
        .where(claimed)
        .group_by(col(ClaimRow.id), col(ClaimRow.control_number))
        .order_by(col(ClaimRow.id))
    )
    return [
        *_told(session.execute(papers).all(), "paper"),
        *_told(session.execute(claims).all(), "claim"),
    ]


_NAMED = 20


def _told(found: Sequence[tuple[str | None, int]], what: str) -> list[str]:
    """Each with how many of the import's reads it has; the rest counted."""
    told = [f"{reads} of its reads on {what} {number}" for number, reads in found[:_NAMED]]
    return told + ([f"and {len(found) - _NAMED} more {what}s"] if len(found) > _NAMED else [])


def _keys(session: Session, number: int) -> set[str]:
    query = select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.import_id) == number).distinct()
    return set(session.scalars(query))
