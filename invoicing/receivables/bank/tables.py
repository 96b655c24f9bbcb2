"""Lines of banks' files, each once, and what was decided on them; append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class BankFileRow(Row, table=True):
    """A file whose lines were taken: its name, hash, format, and how many lines it has."""

    __tablename__ = "bank_files"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text, unique=True)
    kind: str = Field(sa_type=Text)
    lines: int = Field(sa_type=BigInt)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class BankLineRow(Row, table=True):
    """One line of a bank: `key` is the bank's own id or a digest, taken once; `texts` and `remitted` are JSON."""

    __tablename__ = "bank_lines"
    __table_args__ = (STRICT,)

    file_id: int = Field(sa_type=BigInt, foreign_key="bank_files.id", index=True)
    key: str = Field(sa_type=Text, unique=True)
    account: str = Field(sa_type=Text)
    currency: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
    day: date = Field(sa_type=DayText)
    nature: str = Field(sa_type=Text)
    reference: str = Field(sa_type=Text)
    payer: str = Field(sa_type=Text)
    texts: str = Field(sa_type=Text)
    remitted: str = Field(sa_type=Text)
    remark: str = Field(sa_type=Text)


class BankDecisionRow(Row, table=True):
    """What was decided on a line: posted as an entry, tied to one or to an insurer's deposit, or left with a reason.

    Rows of one `deed` belong together; the newest deed of a line counts, as long as its entries stand.
    """

    __tablename__ = "bank_decisions"
    __table_args__ = (STRICT,)

    line_id: int = Field(sa_type=BigInt, foreign_key="bank_lines.id", index=True)
    deed: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    entry_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="account_entries.id", index=True)
    set_id: int | None = Field(default=None, sa_type=BigInt)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class PaymentQueryRow(Row, table=True):
    """What a payer kept back of a paper and in which words: a query that stands while so much of it is open."""

    __tablename__ = "payment_queries"
    __table_args__ = (STRICT,)

    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id", index=True)
    entry_id: int = Field(sa_type=BigInt, foreign_key="account_entries.id", index=True)
    amount: int = Field(sa_type=BigInt)
    words: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
