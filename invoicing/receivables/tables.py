"""What was done to clients' accounts, and what was sent to them; append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class AccountEntryRow(Row, table=True):
    """A payment, an application, a write-off, a discount or a reversal; an entry is reversed once, which the database sees to.

    `paid_on` is the payer's or bank's own day where it is another than `day`; `of_payment` the payment that took a discount.
    """

    __tablename__ = "account_entries"
    __table_args__ = (STRICT,)

    kind: str = Field(sa_type=Text)
    client: str = Field(sa_type=Text, index=True)
    currency: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
    day: date = Field(sa_type=DayText)
    reference: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    reverses: int | None = Field(default=None, sa_type=BigInt, foreign_key="account_entries.id", unique=True)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    paid_on: date | None = Field(default=None, sa_type=DayText)
    of_payment: int | None = Field(default=None, sa_type=BigInt)


class AllocationRow(Row, table=True):
    """An amount that settles a paper: out of the payment or the credit named, written off where neither is."""

    __tablename__ = "allocations"
    __table_args__ = (STRICT,)

    entry_id: int = Field(sa_type=BigInt, foreign_key="account_entries.id", index=True)
    payment_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="account_entries.id")
    credit_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="papers.id")
    paper_id: int = Field(sa_type=BigInt, foreign_key="papers.id", index=True)
    amount: int = Field(sa_type=BigInt)
    day: date = Field(sa_type=DayText)


class MailRow(Row, table=True):
    """A mail about to be sent: stored before the server is asked. `attachments` is JSON, a name and a SHA-256 each."""

    __tablename__ = "mails"
    __table_args__ = (STRICT,)

    entity: str = Field(sa_type=Text, index=True)
    recipients: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    attachments: str = Field(sa_type=Text)
    message_id: str = Field(sa_type=Text, unique=True)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class MailOutcomeRow(Row, table=True):
    """What the server said of a mail: `sent` once it took the mail over, else `refused`; a mail without one is in doubt."""

    __tablename__ = "mail_outcomes"
    __table_args__ = (STRICT,)

    mail_id: int = Field(sa_type=BigInt, foreign_key="mails.id", unique=True)
    outcome: str = Field(sa_type=Text)
    said: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
