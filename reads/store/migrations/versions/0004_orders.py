"""Orders, and what they say of their patients, sealed.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("orders", "order_fields")


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("accession", sa.Text(), nullable=False),
        sa.Column("exam_code", sa.Text(), nullable=False),
        sa.Column("cpt", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("patient_class", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("exam_at", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_orders_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("digest", name=op.f("uq_orders_digest")),
        sqlite_strict=True,
    )
    op.create_index("ix_orders_accession", "orders", ["accession"], unique=False)
    op.create_index("ix_orders_number", "orders", ["number"], unique=False)
    op.create_index("ix_orders_sent_at", "orders", ["sent_at"], unique=False)
    op.create_table(
        "order_fields",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("accession", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_fields")),
        sa.UniqueConstraint("facility", "accession", "mark", name=op.f("uq_order_fields_facility_accession_mark")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
