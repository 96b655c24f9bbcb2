"""The holiday days that contracts are priced with are loaded as dated values.

Revision ID: 0015
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

APPEND_ONLY = ("holiday_calendars",)


def upgrade() -> None:
    op.create_table(
        "holiday_calendars",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", BigInt(), nullable=False),
        sa.Column("starts", DayText(), nullable=False),
        sa.Column("ends", DayText(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_calendars")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_holiday_calendars_name_version")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
