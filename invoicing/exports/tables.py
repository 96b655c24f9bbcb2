"""What was exported where; append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from reads.store.columns import BigInt, TimeText
from reads.store.rows import STRICT, Row


class ExportBatchRow(Row, table=True):
    """One export: what was asked for, which documents it holds, and the hash of what was written.

    `options` is the JSON from which the same bytes are made again, `control` the sum of its papers by currency.
    """

    __tablename__ = "export_batches"
    __table_args__ = (STRICT,)

    target: str = Field(sa_type=Text, index=True)
    first: str = Field(sa_type=Text)
    last: str = Field(sa_type=Text)
    options: str = Field(sa_type=Text)
    documents: str = Field(sa_type=Text)
    control: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)


class ExportedDocumentRow(Row, table=True):
    """That a document went to a target: once, which the database itself sees to."""

    __tablename__ = "exported_documents"
    __table_args__ = (UniqueConstraint("target", "document"), STRICT)

    batch_id: int = Field(sa_type=BigInt, foreign_key="export_batches.id", index=True)
    target: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
