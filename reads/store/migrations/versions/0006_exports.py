"""Exports: batches, and which documents went where.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = ("export_batches", "exported_documents")


def upgrade() -> None:
    op.create_table(
        "export_batches",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_batches")),
        sqlite_strict=True,
    )
    op.create_index("ix_export_batches_target", "export_batches", ["target"], unique=False)
    op.create_table(
        "exported_documents",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("batch_id", BigInt(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["export_batches.id"], name=op.f("fk_exported_documents_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported_documents")),
        sa.UniqueConstraint("target", "document", name=op.f("uq_exported_documents_target_document")),
        sqlite_strict=True,
    )
    op.create_index("ix_exported_documents_batch_id", "exported_documents", ["batch_id"], unique=False)
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
