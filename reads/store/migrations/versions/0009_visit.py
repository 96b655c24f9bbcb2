"""A read has the number of its visit (PV1-19): several exams of one visit may be priced together.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("read_versions", sa.Column("visit", sa.Text(), nullable=False, server_default=sa.text("''")))
