"""Under which words the log has a reader's reads: as files sent them, by whatever the directory understands."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from reads.core.read import BEFORE_SIGNING
from reads.core.times import stored
from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.log.tables import ReadVersionRow

_ZONES = timedelta(days=1)


def words_for_reader(
    session: Session, directory: Directory, reader: str, start: datetime, end: datetime
) -> frozenset[str]:
    """Every word under which a read with a moment in [start, end) may be the reader's, at some facility, on some day."""
    signed = col(ReadVersionRow.signed_at)
    low, soon = stored(start - _ZONES), stored(end + BEFORE_SIGNING)
    words = session.exec(select(ReadVersionRow.radiologist).where(signed >= low, signed < soon).distinct())
    named = directory.names.of_kind("radiologist")

    def may_be(word: str) -> bool:
        known = directory.radiologist(word)
        return (known is not None and known.id == reader) or reader in named.get(folded(word), ())

    return frozenset(word for word in words if may_be(word))
