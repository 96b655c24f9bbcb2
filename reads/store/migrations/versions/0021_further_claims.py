"""Claims to the payer after another: which claim each comes after.

Revision ID: 0021
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "further_claims",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("claim_id", BigInt(), nullable=False),
        sa.Column("after_id", BigInt(), nullable=False),
        sa.Column("first_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_further_claims_claim_id")),
        sa.ForeignKeyConstraint(["after_id"], ["claims.id"], name=op.f("fk_further_claims_after_id")),
        sa.ForeignKeyConstraint(["first_id"], ["claims.id"], name=op.f("fk_further_claims_first_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_further_claims")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_further_claims_claim_id")),
        sa.UniqueConstraint("after_id", name=op.f("uq_further_claims_after_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_further_claims_first_id", "further_claims", ["first_id"], unique=False)
    for statement in refusals("further_claims", op.get_bind().dialect.name):
        op.execute(sa.text(statement))
