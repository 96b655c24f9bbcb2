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
    """One row of a release: RVUs, status code and PC/TC indicator of a code and modifier.

    Practice expense (of a facility) and malpractice are null where the release came before they were kept.
    """

    __tablename__ = "fee_values"
    __table_args__ = (UniqueConstraint("release_id", "code", "modifier"), STRICT)

    release_id: int = Field(sa_type=BigInt, foreign_key="fee_releases.id")
    code: str = Field(sa_type=Text)
    modifier: str = Field(sa_type=Text)
    work_rvu: Decimal = Field(sa_type=DecimalText)
    status: str = Field(sa_type=Text)
    pctc: str = Field(sa_type=Text)
    facility_pe: Decimal | None = Field(default=None, sa_type=DecimalText)
    malpractice: Decimal | None = Field(default=None, sa_type=DecimalText)


class FeeFactorRow(Row, table=True):
    """The conversion factor of a quarter's file, QPP, nonQPP or the only one; the newest holds."""

    __tablename__ = "fee_factors"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    variant: str = Field(sa_type=Text)
    factor: Decimal = Field(sa_type=DecimalText)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class FeeIndicesRow(Row, table=True):
    """A year's geographic indices: JSON of locality -> work, practice expense, malpractice; the newest holds."""

    __tablename__ = "fee_indices"
    __table_args__ = (STRICT,)

    year: str = Field(sa_type=Text)
    localities: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
