"""In which fiscal year a payer counts what it keeps back or adds beside claims (PLB02).

Revision ID: 0022
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fiscal_periods",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("set_id", BigInt(), nullable=False),
        sa.Column("number", BigInt(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["answer_sets.id"], name=op.f("fk_fiscal_periods_set_id_answer_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fiscal_periods")),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_fiscal_periods_set_id_number")),
        sqlite_strict=True,
    )
    for statement in refusals("fiscal_periods", op.get_bind().dialect.name):
        op.execute(sa.text(statement))
