"""What the database keeps of the books: the version in force of every row, and new versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from reads.directory.tables import BookRecordRow


@dataclass(frozen=True, slots=True)
class Kept:
    """The last version of a row; its content is empty where the row has left the books."""

    kind: str
    key: str
    version: int
    content: str


def last_versions(session: Session, kinds: Collection[str], up_to: int | None = None) -> Iterator[Kept]:
    """The last version of every row of these kinds, in the order in which they came; with `up_to`, as of that record."""
    row = BookRecordRow
    last = select(func.max(row.id)).where(col(row.kind).in_(kinds)).group_by(col(row.kind), col(row.key))
    last = last if up_to is None else last.where(col(row.id) <= up_to)
    found = select(col(row.kind), col(row.key), col(row.version), col(row.content))
    for kind, key, version, content in session.connection().execute(
        found.where(col(row.id).in_(last)).order_by(col(row.id))
    ):
        yield Kept(kind, key, version, content)


def newest_record(session: Session) -> int:
    """Rises with every change of the books, 0 before the first: tells whether a directory loaded before still holds."""
    return session.execute(select(func.max(BookRecordRow.id))).scalar_one() or 0


def add_versions(session: Session, versions: Sequence[Kept], *, actor: str, at: datetime) -> None:
    """Adds versions; what is there stays as it is."""
    if versions:
        rows = [
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
        session.connection().execute(insert(BookRecordRow), rows)
