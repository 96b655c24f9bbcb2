"""CMS relative value releases as they were imported; append-only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, DecimalText, TimeText
from reads.store.rows import STRICT, Row


class FeeReleaseRow(Row, table=True):
    """One imported release, named by its quarter ("2026C"); a corrected file of the same quarter is a new revision."""

    __tablename__ = "fee_releases"
    __table_args__ = (UniqueConstraint("name", "revision"), STRICT)

    name: str = Field(sa_type=Text)
    revision: int = Field(sa_type=BigInt)
    starts: date = Field(sa_type=DayText)
    ends: date = Field(sa_type=DayText)
    variant: str = Field(sa_type=Text)
    released_on: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class FeeValueRow(Row, table=True):
    """One row of a release: work RVU, status code and PC/TC indicator of a code and modifier."""

    __tablename__ = "fee_values"
    __table_args__ = (UniqueConstraint("release_id", "code", "modifier"), STRICT)

    release_id: int = Field(sa_type=BigInt, foreign_key="fee_releases.id")
    code: str = Field(sa_type=Text)
    modifier: str = Field(sa_type=Text)
    work_rvu: Decimal = Field(sa_type=DecimalText)
    status: str = Field(sa_type=Text)
    pctc: str = Field(sa_type=Text)
