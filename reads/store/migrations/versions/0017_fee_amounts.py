"""What Medicare's amounts are made of beside work RVUs: practice expense, malpractice, conversion factors, geographic indices.

A release that was imported without them is completed by importing its file again.

Revision ID: 0017
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DecimalText, TimeText

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPEND_ONLY = ("fee_factors", "fee_indices")


def upgrade() -> None:
    op.add_column("fee_values", sa.Column("facility_pe", DecimalText(), nullable=True))
    op.add_column("fee_values", sa.Column("malpractice", DecimalText(), nullable=True))
    op.create_table(
        "fee_factors",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("factor", DecimalText(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_factors")),
        sqlite_strict=True,
    )
    op.create_table(
        "fee_indices",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("localities", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_indices")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
