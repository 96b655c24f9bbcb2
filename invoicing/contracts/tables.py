"""Contracts as they were applied, version by version; append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class ContractVersionRow(Row, table=True):
    """One version of one contract: the file's text as it was; an empty text is a contract that was withdrawn."""

    __tablename__ = "contract_versions"
    __table_args__ = (UniqueConstraint("contract", "version"), STRICT)

    contract: str = Field(sa_type=Text)
    version: int = Field(sa_type=BigInt)
    content: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class HolidayCalendarRow(Row, table=True):
    """One version of the holidays of one name, from `starts` to before `ends`.

    `days` is JSON: [day (empty where only the substitute is known), day on which it is observed, name] each; `source` the
    library with its version, or the list of the books.
    """

    __tablename__ = "holiday_calendars"
    __table_args__ = (UniqueConstraint("name", "version"), STRICT)

    name: str = Field(sa_type=Text)
    version: int = Field(sa_type=BigInt)
    starts: date = Field(sa_type=DayText)
    ends: date = Field(sa_type=DayText)
    days: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
