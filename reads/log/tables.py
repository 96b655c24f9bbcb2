"""The register's rows, all append-only: what came in, the versions of each read, voids, quarantine and its decisions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from reads.store.columns import BigInt, TimeText
from reads.store.rows import STRICT, Row


class ImportRow(Row, table=True):
    """One file, message stream or hand entry that brought something new; its counts are in the audit event."""

    __tablename__ = "imports"
    __table_args__ = (STRICT,)

    source: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class TakenFileRow(Row, table=True):
    """That `reads watch` has taken a file, in the transaction that recorded what it brought: once, by its content."""

    __tablename__ = "taken_files"
    __table_args__ = (STRICT,)

    sha256: str = Field(sa_type=Text, unique=True)
    path: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class ReadVersionRow(Row, table=True):
    """One version of one read; which is the current one says `Version.order` of reads/log/versioning.

    Codes are joined by `+`, absent values are empty texts; `digest` is the hash of the content, `corrects` is 1 where the
    sender said that it corrects an earlier one; `import_id` and `line` say where it came from.
    """

    __tablename__ = "read_versions"
    __table_args__ = (
        UniqueConstraint("read_key", "version"),
        Index("ix_read_versions_signed_at", "signed_at"),
        Index("ix_read_versions_facility_signed_at", "facility", "signed_at"),
        Index("ix_read_versions_accession", "accession"),
        Index("ix_read_versions_import_id", "import_id"),
        Index("ix_read_versions_radiologist_signed_at", "radiologist", "signed_at"),
        Index(
            "ix_read_versions_several",
            "read_key",
            sqlite_where=text("version > 1"),
            postgresql_where=text("version > 1"),
        ),
        STRICT,
    )

    read_key: str = Field(sa_type=Text)
    version: int = Field(sa_type=BigInt)
    digest: str = Field(sa_type=Text)
    corrects: int = Field(sa_type=BigInt)
    facility: str = Field(sa_type=Text)
    accession: str = Field(sa_type=Text)
    exam_code: str = Field(sa_type=Text)
    cpt: str = Field(sa_type=Text)
    modifiers: str = Field(sa_type=Text)
    sequence: str = Field(sa_type=Text)
    description: str = Field(sa_type=Text)
    modality: str = Field(sa_type=Text)
    read_type: str = Field(sa_type=Text)
    priority: str = Field(sa_type=Text)
    radiologist: str = Field(sa_type=Text)
    exam_at: str = Field(sa_type=Text)
    received_at: str = Field(sa_type=Text)
    signed_at: str = Field(sa_type=Text)
    read_country: str = Field(sa_type=Text)
    read_state: str = Field(sa_type=Text)
    sent_at: str = Field(sa_type=Text)
    patient_class: str = Field(sa_type=Text)
    payer: str = Field(sa_type=Text)
    test_patient: int = Field(sa_type=BigInt)
    import_id: int = Field(sa_type=BigInt, foreign_key="imports.id")
    line: int = Field(sa_type=BigInt)
    visit: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})


class ImportUndoRow(Row, table=True):
    """That an import was taken back: all that it brought counts as never come, and may come again."""

    __tablename__ = "import_undos"
    __table_args__ = (STRICT,)

    import_id: int = Field(sa_type=BigInt, foreign_key="imports.id", unique=True)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class ReadVoidRow(Row, table=True):
    """A read that was cancelled or voided, by a message or by hand; it may come before the read itself.

    It holds until a person takes it back. `sent_at` is the sender's own time of a cancellation, empty where it has none.
    """

    __tablename__ = "read_voids"
    __table_args__ = (STRICT,)

    read_key: str = Field(sa_type=Text, index=True)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    import_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="imports.id")
    line: int = Field(sa_type=BigInt)
    sent_at: str = Field(default="", sa_type=Text)


class VoidRestoreRow(Row, table=True):
    """That a person took a void back, and why: the read counts again."""

    __tablename__ = "void_restores"
    __table_args__ = (STRICT,)

    void_id: int = Field(sa_type=BigInt, foreign_key="read_voids.id", unique=True)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class QuarantineRow(Row, table=True):
    """A row that waits for a person: it conflicts with the log (`conflict`) or can't be understood (`rejected`).

    Kept here as well, and shown to nobody, is what is not a read yet (`ignored`). `content` is the row as it came, as
    JSON; `digest` its hash; `problems` and `differs` as in spec 6.
    """

    __tablename__ = "quarantine"
    __table_args__ = (STRICT,)

    kind: str = Field(sa_type=Text)
    read_key: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text, index=True)
    path: str = Field(sa_type=Text)
    line: int = Field(sa_type=BigInt)
    content: str = Field(sa_type=Text)
    problems: str = Field(sa_type=Text)
    differs: str = Field(sa_type=Text)
    import_id: int = Field(sa_type=BigInt, foreign_key="imports.id", index=True)


class QuarantineDecisionRow(Row, table=True):
    """What a person decided of a quarantined row: `accept`, `correct`, `discard` or `as_new`.

    `import_id` is the entry that put its read into the log: taken back, the row waits again.
    """

    __tablename__ = "quarantine_decisions"
    __table_args__ = (STRICT,)

    quarantine_id: int = Field(sa_type=BigInt, foreign_key="quarantine.id", index=True)
    decision: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    import_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="imports.id")


class ReleaseRow(Row, table=True):
    """A held read that a person released from one reason (spec 5.1)."""

    __tablename__ = "held_releases"
    __table_args__ = (UniqueConstraint("read_key", "reason"), STRICT)

    read_key: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class OrderRow(Row, table=True):
    """What one message said of an order, without its patient; times in their stored form, absent texts empty.

    `control` is ORC-1; of what several messages say of one study, that sent last holds.
    """

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_accession", "accession"),
        Index("ix_orders_digest", "digest"),
        Index("ix_orders_number", "number"),
        Index("ix_orders_sent_at", "sent_at"),
        STRICT,
    )

    digest: str = Field(sa_type=Text)
    facility: str = Field(sa_type=Text)
    accession: str = Field(sa_type=Text)
    exam_code: str = Field(sa_type=Text)
    cpt: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    control: str = Field(sa_type=Text)
    description: str = Field(sa_type=Text)
    modality: str = Field(sa_type=Text)
    priority: str = Field(sa_type=Text)
    patient_class: str = Field(sa_type=Text)
    payer: str = Field(sa_type=Text)
    exam_at: str = Field(sa_type=Text)
    received_at: str = Field(sa_type=Text)
    sent_at: str = Field(sa_type=Text)
    import_id: int = Field(sa_type=BigInt, foreign_key="imports.id")
    line: int = Field(sa_type=BigInt)
