"""Which reads are void: cancelled by their sender or voided by hand, as long as no person took that back (spec 2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reads.log.undone_imports import standing
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.log.tables import ReadVoidRow, VoidRestoreRow
    from reads.store.look_without_orm import Reading

_VOID = "SELECT read_key FROM read_voids WHERE id NOT IN (SELECT void_id FROM void_restores)"


def voids_of(session: Session, keys: Iterable[str]) -> list[tuple[ReadVoidRow, VoidRestoreRow | None]]:
    """Every void of these reads, the oldest first, with how a person took it back; those of imports taken back are left out."""
    from sqlalchemy import select, text
    from sqlmodel import col

    from reads.log.tables import ReadVoidRow, VoidRestoreRow
    from reads.store.one_of_many import one_of

    found: list[tuple[ReadVoidRow, VoidRestoreRow | None]] = []
    back = col(VoidRestoreRow.void_id) == col(ReadVoidRow.id)
    for some in portions(keys):
        query = select(ReadVoidRow, VoidRestoreRow).outerjoin(VoidRestoreRow, back)
        pairs = session.execute(query.where(one_of(col(ReadVoidRow.read_key), some), text(_stand(session))))
        found += [(void, restore) for void, restore in pairs]
    return sorted(found, key=lambda each: each[0].id or 0)


def void_keys(reading: Reading, keys: Iterable[str]) -> set[str]:
    """Which of these reads are void."""
    void = f"{void_query(reading)} AND read_key IN :some"
    return {key for some in portions(keys) for (key,) in rows(reading, void, some=some)}


def void_query(reading: Reading) -> str:
    """The keys of all reads that are void, as SQL."""
    return f"{_VOID} AND {_stand(reading)}"


def _stand(reading: Reading) -> str:
    return f"(read_voids.import_id IS NULL OR {standing(reading, 'read_voids.import_id')})"
