"""The rows of what payers say, all append-only: sets that were taken, payments claim by claim, amounts with their reasons."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.rows import STRICT, Row


class ReferencePrefixRow(Row, table=True):
    """What these books' claims and batches begin with, drawn once; `first` is where their control numbers begin.

    One row at most: what an answer names can't be another's by chance.
    """

    __tablename__ = "reference_prefixes"
    __table_args__ = (STRICT,)

    prefix: str = Field(sa_type=Text)
    first: int = Field(sa_type=BigInt)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class AnswerSetRow(Row, table=True):
    """A transaction set (or TA1) of a file of answers that was taken; `position` counts from 1 in its file."""

    __tablename__ = "answer_sets"
    __table_args__ = (Index("ix_answer_sets_answer_file_id", "answer_file_id"), STRICT)

    answer_file_id: int = Field(sa_type=BigInt, foreign_key="answer_files.id")
    position: int = Field(sa_type=BigInt)
    kind: str = Field(sa_type=Text)
    control: str = Field(sa_type=Text)


class AnswerContentRow(Row, table=True):
    """The SHA-256 of a set's segments, once in these books, and what it says of whole batches, as JSON."""

    __tablename__ = "answer_contents"
    __table_args__ = (STRICT,)

    set_id: int = Field(sa_type=BigInt, foreign_key="answer_sets.id", unique=True)
    sha256: str = Field(sa_type=Text, unique=True)
    said: str = Field(sa_type=Text)


class ClaimPaymentRow(Row, table=True):
    """What one 835 decides on one claim (CLP), dated and by payer; amounts in cents, a reversal's are negative.

    `claim_id` is empty where these books have no such claim: its money is part of the deposit all the same. `number` counts
    from 1 in the set; `remarks` are codes apart by spaces, `notes` what else MOA and MIA say.
    """

    __tablename__ = "claim_payments"
    __table_args__ = (UniqueConstraint("set_id", "number"), Index("ix_claim_payments_claim_id", "claim_id"), STRICT)

    set_id: int = Field(sa_type=BigInt, foreign_key="answer_sets.id")
    number: int = Field(sa_type=BigInt)
    claim_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="claims.id")
    control_number: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    day: date = Field(sa_type=DayText)
    payer: str = Field(sa_type=Text)
    payer_id: str = Field(sa_type=Text)
    payer_claim_number: str = Field(sa_type=Text)
    original_number: str = Field(sa_type=Text)
    charge: int = Field(sa_type=BigInt)
    paid: int = Field(sa_type=BigInt)
    patient: int = Field(sa_type=BigInt)
    denied: int = Field(sa_type=BigInt)
    prior: int = Field(sa_type=BigInt)
    interest: int = Field(sa_type=BigInt)
    remarks: str = Field(sa_type=Text)
    notes: str = Field(sa_type=Text)


class ClaimPostingRow(Row, table=True):
    """One amount of a claim payment: what kind of, why (group, reason and remark codes), and on which line (0: the claim)."""

    __tablename__ = "claim_postings"
    __table_args__ = (
        Index("ix_claim_postings_set_id", "set_id", "number"),
        Index("ix_claim_postings_claim_id", "claim_id"),
        STRICT,
    )

    set_id: int = Field(sa_type=BigInt, foreign_key="answer_sets.id")
    number: int = Field(sa_type=BigInt)
    claim_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="claims.id")
    line: int = Field(sa_type=BigInt)
    reference: str = Field(sa_type=Text)
    cpt: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    group_code: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
    remarks: str = Field(sa_type=Text)


class FiscalPeriodRow(Row, table=True):
    """In which fiscal year a provider adjustment counts (PLB02), as the payer writes its end; 0.1.0 didn't keep it."""

    __tablename__ = "fiscal_periods"
    __table_args__ = (UniqueConstraint("set_id", "number"), STRICT)

    set_id: int = Field(sa_type=BigInt, foreign_key="answer_sets.id")
    number: int = Field(sa_type=BigInt)
    period: str = Field(sa_type=Text)


class ProviderAdjustmentRow(Row, table=True):
    """One amount of a payment that is about no claim of it (PLB); positive is kept back by the payer."""

    __tablename__ = "provider_adjustments"
    __table_args__ = (UniqueConstraint("set_id", "number"), STRICT)

    set_id: int = Field(sa_type=BigInt, foreign_key="answer_sets.id")
    number: int = Field(sa_type=BigInt)
    provider: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    reference: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
