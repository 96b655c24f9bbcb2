"""Forms of the web pages that were carried out: each key once, ever.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "web_once",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_once")),
        sa.UniqueConstraint("key", name=op.f("uq_web_once_key")),
        sqlite_strict=True,
    )
    for statement in refusals("web_once", op.get_bind().dialect.name):
        op.execute(sa.text(statement))
