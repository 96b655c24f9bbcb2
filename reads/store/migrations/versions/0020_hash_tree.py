"""The hash tree over every append-only table: its seals, which only grow, how far it is, and its root in each event.

The rows that are there become its first leaves once all migrations are done (reads.store.schema).

Revision ID: 0020
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tree_seals",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("epoch", BigInt(), nullable=False),
        sa.Column("seal", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("count", BigInt(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tree_seals")),
        sqlite_strict=True,
    )
    op.create_table(
        "tree_tables",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("last", BigInt(), nullable=False),
        sa.Column("count", BigInt(), nullable=False),
        sa.Column("mountains", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tree_tables")),
        sa.UniqueConstraint("name", name=op.f("uq_tree_tables_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "tree_heads",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("epoch", BigInt(), nullable=False),
        sa.Column("seal", BigInt(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tree_heads")),
        sqlite_strict=True,
    )
    op.execute("ALTER TABLE events ADD COLUMN root TEXT DEFAULT '' NOT NULL")
    for statement in refusals("tree_seals", op.get_bind().dialect.name):
        op.execute(sa.text(statement))
