"""What is decided of papers after their issue, the reads and papers it concerns, and when closed months were last right.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPEND_ONLY = ("adjustments", "adjusted_reads", "billed_adjustments", "settlements")


def upgrade() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", BigInt(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sqlite_strict=True,
    )
    op.create_table(
        "adjusted_reads",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("adjustment_id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["adjustment_id"], ["adjustments.id"], name=op.f("fk_adjusted_reads_adjustment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjusted_reads")),
        sa.UniqueConstraint("adjustment_id", "read_key", name=op.f("uq_adjusted_reads_adjustment_id_read_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_adjusted_reads_read_key", "adjusted_reads", ["read_key"], unique=False)
    op.create_table(
        "billed_adjustments",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("adjustment_id", BigInt(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustments.id"], name=op.f("fk_billed_adjustments_adjustment_id")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_billed_adjustments_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billed_adjustments")),
        sa.UniqueConstraint("adjustment_id", name=op.f("uq_billed_adjustments_adjustment_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "settlements",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sqlite_strict=True,
    )
    op.create_index("ix_settlements_contract", "settlements", ["contract"], unique=False)
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
