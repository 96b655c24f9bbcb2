"""How long the audit log is and how it ends: an event cut off its end is missed.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from reads.store.columns import BigInt

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_heads",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("length", BigInt(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_heads")),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO event_heads (id, length, hash) SELECT 1, (SELECT count(*) FROM events), hash FROM events "
        "ORDER BY id DESC LIMIT 1"
    )
