"""The reads of a few facilities and a month are found without looking at those of all others.

Revision ID: 0008
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_read_versions_facility_signed_at", "read_versions", ["facility", "signed_at"], unique=False)
