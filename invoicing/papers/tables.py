"""Issued papers, the reads on them and their files; append-only but for the number series."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class SeriesRow(Row, table=True):
    """A number series and its last number; the only row of the papers that changes, under the closing's lock."""

    __tablename__ = "series"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text, unique=True)
    last: int = Field(sa_type=BigInt)


class PaperRow(Row, table=True):
    """An issued paper: `snapshot` is the canonical JSON of all it says but the schedule, `schedule` that of its reads.

    `sha256` is over snapshot, schedule and `previous`, the hash of the paper issued before it, in any series. A month
    that was closed with nothing to bill is a paper of kind `closed` without a number.
    """

    __tablename__ = "papers"
    __table_args__ = (
        UniqueConstraint("series", "sequence"),
        Index("ix_papers_contract_month", "contract", "month"),
        STRICT,
    )

    kind: str = Field(sa_type=Text)
    number: str | None = Field(default=None, sa_type=Text, unique=True)
    series: str | None = Field(default=None, sa_type=Text)
    sequence: int | None = Field(default=None, sa_type=BigInt)
    client: str = Field(sa_type=Text, index=True)
    contract: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    currency: str = Field(sa_type=Text)
    total: int = Field(sa_type=BigInt)
    issued_on: date = Field(sa_type=DayText)
    due_on: date = Field(sa_type=DayText)
    snapshot: str = Field(sa_type=Text)
    schedule: str = Field(sa_type=Text)
    previous: str = Field(sa_type=Text, unique=True)
    sha256: str = Field(sa_type=Text, unique=True)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class FirstClosingRow(Row, table=True):
    """That a contract's month was issued: once, which the database itself sees to."""

    __tablename__ = "closings"
    __table_args__ = (UniqueConstraint("contract", "month"), STRICT)

    contract: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id")


class CancellationRow(Row, table=True):
    """That an invoice was cancelled by a memo of the whole paper: once, which the database itself sees to."""

    __tablename__ = "cancellations"
    __table_args__ = (STRICT,)

    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id", unique=True)
    memo_id: int = Field(sa_type=BigInt, foreign_key="papers.id", unique=True)


class ReclosingRow(Row, table=True):
    """That a month was issued anew in the place of a cancelled paper: once for each."""

    __tablename__ = "reclosings"
    __table_args__ = (STRICT,)

    cancelled_id: int = Field(sa_type=BigInt, foreign_key="papers.id", unique=True)
    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id")


class DataVersionRow(Row, table=True):
    """With which version of outside data the books were last applied: time zones, holidays, rules; the newest row counts."""

    __tablename__ = "data_versions"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class TimeZoneRow(Row, table=True):
    """A time zone that the books were applied with: `content` is the compiled file of tzdata, in base64; the newest counts."""

    __tablename__ = "time_zones"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class BilledReadRow(Row, table=True):
    """A read on a paper and its charge there, in minor units; `kind` is `original` once in a read's life.

    `read_key` is unique among originals (a partial index), so that no path can bill a read twice. What puts a read right
    later is a `difference`, its charge what changed.
    """

    __tablename__ = "billed_reads"
    __table_args__ = (
        Index(
            "ix_billed_reads_original",
            "read_key",
            unique=True,
            sqlite_where=text("kind = 'original'"),
            postgresql_where=text("kind = 'original'"),
        ),
        Index("ix_billed_reads_paper_id", "paper_id"),
        STRICT,
    )

    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id")
    read_key: str = Field(sa_type=Text)
    version_id: int = Field(sa_type=BigInt, foreign_key="read_versions.id")
    kind: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    charge: int = Field(sa_type=BigInt)


class PaperFileRow(Row, table=True):
    """A file that was rendered from a paper: its path from the books (absolute outside them), its SHA-256 as written."""

    __tablename__ = "paper_files"
    __table_args__ = (STRICT,)

    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id", index=True)
    kind: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)


class AdjustmentRow(Row, table=True):
    """What was decided of papers after their issue: a fact, never changed (spec 3.6).

    `credit`, `dispute` and `restore` name reads of the paper `number`; `agreed` is a credit of an amount on it, `line` a
    manual line on the next invoice of the contract. Amounts are in minor units, 0 for those that name reads.
    """

    __tablename__ = "adjustments"
    __table_args__ = (STRICT,)

    kind: str = Field(sa_type=Text)
    client: str = Field(sa_type=Text)
    contract: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    currency: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class AdjustedReadRow(Row, table=True):
    """A read that an adjustment names; the last one that does says whether the read has a price."""

    __tablename__ = "adjusted_reads"
    __table_args__ = (UniqueConstraint("adjustment_id", "read_key"), STRICT)

    adjustment_id: int = Field(sa_type=BigInt, foreign_key="adjustments.id")
    read_key: str = Field(sa_type=Text, index=True)


class BilledAdjustmentRow(Row, table=True):
    """That an adjustment of an amount is on a paper: once, which the database itself sees to."""

    __tablename__ = "billed_adjustments"
    __table_args__ = (STRICT,)

    adjustment_id: int = Field(sa_type=BigInt, foreign_key="adjustments.id", unique=True)
    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id")


class SettlementRow(Row, table=True):
    """That the closed months of a contract (one month, or all where it is empty) were right when so much was known.

    `known` is JSON: the newest id and the count of each table that months are decided on. Months that nothing of what
    came since concerns need not be looked at again.
    """

    __tablename__ = "settlements"
    __table_args__ = (Index("ix_settlements_contract", "contract"), STRICT)

    contract: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    known: str = Field(sa_type=Text)


class PeriodLockRow(Row, table=True):
    """Up to which day nothing new may be dated (none: everything is open again); the newest row counts."""

    __tablename__ = "period_locks"
    __table_args__ = (STRICT,)

    through: date | None = Field(default=None, sa_type=DayText)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
