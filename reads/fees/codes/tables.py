"""Code sets as they were imported; append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class CodeFileRow(Row, table=True):
    """One imported file of a code set, by its edition ("FY2027", "2026Q4"); a corrected file is a new revision."""

    __tablename__ = "code_files"
    __table_args__ = (UniqueConstraint("kind", "edition", "revision"), STRICT)

    kind: str = Field(sa_type=Text)
    edition: str = Field(sa_type=Text)
    revision: int = Field(sa_type=BigInt)
    starts: date | None = Field(sa_type=DayText, nullable=True)
    ends: date | None = Field(sa_type=DayText, nullable=True)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class CodeEntryRow(Row, table=True):
    """One entry of a file; what its columns mean depends on the set (`code_set.CodeEntry`)."""

    __tablename__ = "code_entries"
    __table_args__ = (Index("ix_code_entries_code", "code", "file_id"), STRICT)

    file_id: int = Field(sa_type=BigInt, foreign_key="code_files.id")
    code: str = Field(sa_type=Text)
    other: str = Field(sa_type=Text)
    value: str = Field(sa_type=Text)
    starts: date | None = Field(sa_type=DayText, nullable=True)
    ends: date | None = Field(sa_type=DayText, nullable=True)
