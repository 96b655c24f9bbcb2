"""What was applied from the books, row by row and version by version; append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, TimeText
from reads.store.rows import STRICT, Row


class BookRecordRow(Row, table=True):
    """One version of one row of a directory file (or of the group itself); the highest version is in force.

    `kind` is the file's name without its ending ("facilities"), `key` what identifies the row within it, `content` its
    fields as canonical JSON, empty for a row that is no longer in the file.
    """

    __tablename__ = "book_records"
    __table_args__ = (UniqueConstraint("kind", "key", "version"), STRICT)

    kind: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    version: int = Field(sa_type=BigInt)
    content: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
