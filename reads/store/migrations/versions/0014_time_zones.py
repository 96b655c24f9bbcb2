"""The time zones that the books were applied with are kept, to say what a newer tzdata changes.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_zones",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_zones")),
        sqlite_strict=True,
    )
    for statement in refusals("time_zones", op.get_bind().dialect.name):
        op.execute(sa.text(statement))
