"""Which imports stand: what one brought that was taken back counts as never come (spec 2.4), though nothing of it is deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from reads.core.times import restored
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading


def undone(reading: Reading) -> frozenset[int]:
    """The numbers of the imports that were taken back: few."""
    return frozenset(number for (number,) in rows(reading, "SELECT import_id FROM import_undos"))


def standing(reading: Reading, import_id: str) -> str:
    """The condition that the import of this column stands, as SQL; null where the column is."""
    back = ", ".join(map(str, sorted(undone(reading))))
    return f"{import_id} NOT IN ({back})" if back else "true"


def standing_imports(session: Session, import_id: Any) -> Any:
    """The same condition of a column of the ORM."""
    from sqlalchemy import true

    back = undone(session)
    return import_id.not_in(sorted(back)) if back else true()


def undone_at(reading: Reading) -> frozenset[tuple[str, datetime]]:
    """File and time of the imports that were taken back: for rows from before their import's number was kept."""
    back = "SELECT path, at FROM imports WHERE id IN (SELECT import_id FROM import_undos)"
    return frozenset((path, restored(at)) for path, at in rows(reading, back))
