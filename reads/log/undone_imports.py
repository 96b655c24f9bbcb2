"""Which imports stand: what one brought that was taken back counts as never come (spec 2.4), though nothing of it is deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, true
from sqlmodel import Session, col

from reads.log.tables import ImportRow, ImportUndoRow


def undone(session: Session) -> frozenset[int]:
    """The numbers of the imports that were taken back: few."""
    return frozenset(session.scalars(select(col(ImportUndoRow.import_id))))


def standing_imports(session: Session, import_id: Any) -> Any:
    """The condition that the import of this column stands; null where the column is."""
    back = undone(session)
    return import_id.not_in(sorted(back)) if back else true()


def undone_at(session: Session) -> frozenset[tuple[str, datetime]]:
    """File and time of the imports that were taken back: for rows from before their import's number was kept."""
    back = select(col(ImportRow.path), col(ImportRow.at)).join(
        ImportUndoRow, col(ImportUndoRow.import_id) == col(ImportRow.id)
    )
    return frozenset((path, at) for path, at in session.execute(back))
