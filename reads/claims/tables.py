"""The claims room's rows, all append-only but the control numbers: finals' fields, claims, files, answers and payments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from reads.store.columns import BigInt, DayText, TimeText
from reads.store.patient_fields import Sealed, SealedText
from reads.store.rows import STRICT, Row


class FinalFieldsRow(Row, table=True):
    """What a source said of a final's patient and report, sealed; `mark` is its keyed hash, `digest` that of the read.

    `number` counts what was said of one read; `corrects` is 1 where the sender said that it corrects what was there.
    """

    __tablename__ = "final_fields"
    __table_args__ = (UniqueConstraint("read_key", "number"), Index("ix_final_fields_digest", "digest"), STRICT)

    read_key: str = Field(sa_type=Text)
    number: int = Field(sa_type=BigInt)
    digest: str = Field(sa_type=Text)
    corrects: int = Field(sa_type=BigInt)
    mark: str = Field(sa_type=Text)
    sealed: Sealed = Field(sa_type=SealedText)
    path: str = Field(sa_type=Text)
    line: int = Field(sa_type=BigInt)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    import_id: int | None = Field(default=None, sa_type=BigInt)


class OrderFieldsRow(Row, table=True):
    """What an order said of its patient and insurance, sealed, for finals that lack it; `mark` is its keyed hash."""

    __tablename__ = "order_fields"
    __table_args__ = (STRICT,)

    facility: str = Field(sa_type=Text)
    accession: str = Field(sa_type=Text, index=True)
    mark: str = Field(sa_type=Text)
    sealed: Sealed = Field(sa_type=SealedText)
    sent_at: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    line: int = Field(sa_type=BigInt)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    import_id: int | None = Field(default=None, sa_type=BigInt)


class ControlSeriesRow(Row, table=True):
    """A series of numbers of claims, of their files or of exports, and its last; it only rises, and so no number is used twice."""

    __tablename__ = "control_series"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text, unique=True)
    last: int = Field(sa_type=BigInt)


class ClaimRow(Row, table=True):
    """A claim as it was when it was made: `snapshot` is all of it, sealed; the rest is what lists need.

    `replaces` is the claim that this one replaces (frequency 7) or voids (8), or that was rejected and is sent anew (1).
    """

    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("frequency IN ('1', '7', '8')", name="frequency"),
        CheckConstraint("frequency = '1' OR replaces IS NOT NULL", name="replaces"),
        Index("ix_claims_month", "month"),
        STRICT,
    )

    control_number: str = Field(sa_type=Text, unique=True)
    frequency: str = Field(sa_type=Text)
    replaces: int | None = Field(default=None, sa_type=BigInt, foreign_key="claims.id")
    payer: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    service_date: date = Field(sa_type=DayText)
    charge: int = Field(sa_type=BigInt)
    because: str = Field(sa_type=Text)
    snapshot: Sealed = Field(sa_type=SealedText)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class ClaimLineRow(Row, table=True):
    """One code of one final on a claim; a trigger refuses a line whose read is no final (spec 5).

    `reference` is REF*6R; `first` is 1 where the code is claimed for the first time, which the database allows once.
    `service` marks patient, payer, day and code, for doubles.
    """

    __tablename__ = "claim_lines"
    __table_args__ = (
        Index(
            "ix_claim_lines_first",
            "reference",
            unique=True,
            sqlite_where=text("first = 1"),
            postgresql_where=text("first = 1"),
        ),
        Index("ix_claim_lines_read_key", "read_key"),
        Index("ix_claim_lines_service", "service"),
        Index("ix_claim_lines_claim_id", "claim_id"),
        STRICT,
    )

    claim_id: int = Field(sa_type=BigInt, foreign_key="claims.id")
    first: int = Field(sa_type=BigInt)
    read_key: str = Field(sa_type=Text)
    version_id: int = Field(sa_type=BigInt, foreign_key="read_versions.id")
    reference: str = Field(sa_type=Text)
    service: str = Field(sa_type=Text)
    cpt: str = Field(sa_type=Text)
    charge: int = Field(sa_type=BigInt)


class FurtherClaimRow(Row, table=True):
    """That a claim goes to the payer after another's: once after each; `first_id` is the claim to the first payer."""

    __tablename__ = "further_claims"
    __table_args__ = (Index("ix_further_claims_first_id", "first_id"), STRICT)

    claim_id: int = Field(sa_type=BigInt, foreign_key="claims.id", unique=True)
    after_id: int = Field(sa_type=BigInt, foreign_key="claims.id", unique=True)
    first_id: int = Field(sa_type=BigInt, foreign_key="claims.id")


class ClaimFileRow(Row, table=True):
    """A file of claims: its control numbers, and the envelope as JSON; with its claims it gives the same bytes again."""

    __tablename__ = "claim_files"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text, unique=True)
    month: str = Field(sa_type=Text, index=True)
    receiver: str = Field(sa_type=Text)
    interchange: int = Field(sa_type=BigInt, unique=True)
    group_number: int = Field(sa_type=BigInt, unique=True)
    envelope: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    claims: int = Field(sa_type=BigInt)
    lines: int = Field(sa_type=BigInt)
    charge: int = Field(sa_type=BigInt)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class FiledClaimRow(Row, table=True):
    """That a claim stands in a file, at a position from 1: once."""

    __tablename__ = "filed_claims"
    __table_args__ = (UniqueConstraint("file_id", "position"), STRICT)

    file_id: int = Field(sa_type=BigInt, foreign_key="claim_files.id")
    claim_id: int = Field(sa_type=BigInt, foreign_key="claims.id", unique=True)
    position: int = Field(sa_type=BigInt)


class AnswerFileRow(Row, table=True):
    """A file of answers that was taken, once."""

    __tablename__ = "answer_files"
    __table_args__ = (STRICT,)

    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text, unique=True)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class ClaimAnswerRow(Row, table=True):
    """What a receipt or status (TA1, 999, 277) says of a claim: its state, why in words, and the day that it is of.

    Rows of kind 835, with amounts, are from before claims had a ledger; the ledger has them too.
    """

    __tablename__ = "claim_answers"
    __table_args__ = (
        Index("ix_claim_answers_claim_id", "claim_id"),
        Index("ix_claim_answers_set_id", "set_id"),
        STRICT,
    )

    answer_file_id: int = Field(sa_type=BigInt, foreign_key="answer_files.id")
    claim_id: int = Field(sa_type=BigInt, foreign_key="claims.id")
    kind: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    reasons: str = Field(sa_type=Text)
    payer_claim_number: str = Field(sa_type=Text)
    paid: int | None = Field(default=None, sa_type=BigInt)
    patient_owes: int | None = Field(default=None, sa_type=BigInt)
    set_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="answer_sets.id")
    said_on: date | None = Field(default=None, sa_type=DayText)


class RemittanceRow(Row, table=True):
    """A payment that was posted: `identity` (trace, payer, day, amount) is posted once, which the database sees to.

    `posted_on` is the day it counts on (BPR16), else that on which it was posted.
    """

    __tablename__ = "remittances"
    __table_args__ = (Index("ix_remittances_set_id", "set_id", unique=True), STRICT)

    answer_file_id: int = Field(sa_type=BigInt, foreign_key="answer_files.id")
    identity: str = Field(sa_type=Text, unique=True)
    payer: str = Field(sa_type=Text)
    trace: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInt)
    claims: int = Field(sa_type=BigInt)
    set_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="answer_sets.id")
    payer_id: str | None = Field(default=None, sa_type=Text)
    method: str | None = Field(default=None, sa_type=Text)
    posted_on: date | None = Field(default=None, sa_type=DayText)
