"""An invoice may be cancelled, and its month issued anew; which outside data the books were applied with is kept.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APPEND_ONLY = ("cancellations", "reclosings", "data_versions")


def upgrade() -> None:
    op.create_table(
        "cancellations",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.Column("memo_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_cancellations_paper_id_papers")),
        sa.ForeignKeyConstraint(["memo_id"], ["papers.id"], name=op.f("fk_cancellations_memo_id_papers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellations")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_cancellations_paper_id")),
        sa.UniqueConstraint("memo_id", name=op.f("uq_cancellations_memo_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "reclosings",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("cancelled_id", BigInt(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["cancelled_id"], ["papers.id"], name=op.f("fk_reclosings_cancelled_id_papers")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_reclosings_paper_id_papers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reclosings")),
        sa.UniqueConstraint("cancelled_id", name=op.f("uq_reclosings_cancelled_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "data_versions",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_versions")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
