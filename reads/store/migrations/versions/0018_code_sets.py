"""Code sets that claims are checked by, as they were imported.

Revision ID: 0018
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_files",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("revision", BigInt(), nullable=False),
        sa.Column("starts", DayText(), nullable=True),
        sa.Column("ends", DayText(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_files")),
        sa.UniqueConstraint("kind", "edition", "revision", name=op.f("uq_code_files_kind_edition_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "code_entries",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("file_id", BigInt(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("starts", DayText(), nullable=True),
        sa.Column("ends", DayText(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["code_files.id"], name=op.f("fk_code_entries_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_entries")),
        sqlite_strict=True,
    )
    op.create_index("ix_code_entries_code", "code_entries", ["code", "file_id"], unique=False)
    for table in ("code_files", "code_entries"):
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
