"""Which reads are void: cancelled by their sender or voided by hand, as long as no person took that back (spec 2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from reads.log.tables import ReadVoidRow, VoidRestoreRow
from reads.log.undone_imports import standing_imports
from reads.store.look_without_orm import portions
from reads.store.one_of_many import one_of


def voids_of(session: Session, keys: Iterable[str]) -> list[tuple[ReadVoidRow, VoidRestoreRow | None]]:
    """Every void of these reads, the oldest first, with how a person took it back; those of imports taken back are left out."""
    found: list[tuple[ReadVoidRow, VoidRestoreRow | None]] = []
    back = col(VoidRestoreRow.void_id) == col(ReadVoidRow.id)
    for some in portions(keys):
        query = select(ReadVoidRow, VoidRestoreRow).outerjoin(VoidRestoreRow, back)
        rows = session.execute(query.where(one_of(col(ReadVoidRow.read_key), some), _voids_stand(session)))
        found += [(void, restore) for void, restore in rows]
    return sorted(found, key=lambda each: each[0].id or 0)


def void_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these reads are void."""
    void = void_query(session)
    return {
        key for some in portions(keys) for key in session.scalars(void.where(one_of(col(ReadVoidRow.read_key), some)))
    }


def void_query(session: Session) -> Any:
    """The keys of all reads that are void, as a query."""
    restored_ = select(col(VoidRestoreRow.void_id))
    return select(col(ReadVoidRow.read_key)).where(_voids_stand(session), col(ReadVoidRow.id).not_in(restored_))


def _voids_stand(session: Session) -> Any:
    number = col(ReadVoidRow.import_id)
    return or_(number.is_(None), standing_imports(session, number))
