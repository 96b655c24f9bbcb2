"""What the database keeps of the books: the version in force of every row, and new versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading


_ALL = 2**63 - 1
"""No record has a higher id."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The last version of a row; its content is empty where the row has left the books."""

    kind: str
    key: str
    version: int
    content: str


def last_versions(reading: Reading, kinds: Collection[str], up_to: int | None = None) -> Iterator[Kept]:
    """The last version of every row of these kinds, in the order in which they came; with `up_to`, as of that record."""
    query = """
        SELECT kind, key, version, content FROM book_records
        WHERE id IN (SELECT max(id) FROM book_records WHERE kind IN :kinds AND id <= :newest GROUP BY kind, key)
        ORDER BY id
    """
    newest = _ALL if up_to is None else up_to
    return (Kept(*row) for row in rows(reading, query, kinds=sorted(kinds), newest=newest))


def newest_record(reading: Reading) -> int:
    """Rises with every change of the books, 0 before the first: tells whether a directory loaded before still holds."""
    [(newest,)] = rows(reading, "SELECT max(id) FROM book_records")
    return newest or 0


def add_versions(session: Session, versions: Sequence[Kept], *, actor: str, at: datetime) -> None:
    """Adds versions; what is there stays as it is."""
    from sqlalchemy import insert

    from reads.directory.tables import BookRecordRow

    if versions:
        added = [
            {
                "kind": kept.kind,
                "key": kept.key,
                "version": kept.version,
                "content": kept.content,
                "actor": actor,
                "at": at,
            }
            for kept in versions
        ]
        session.connection().execute(insert(BookRecordRow), added)
