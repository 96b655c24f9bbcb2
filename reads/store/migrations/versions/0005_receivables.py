"""Receivables: what was done to clients' accounts, what settles which paper, and what was mailed.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("account_entries", "allocations", "mails", "mail_outcomes")


def upgrade() -> None:
    op.create_table(
        "account_entries",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", BigInt(), nullable=False),
        sa.Column("day", DayText(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("reverses", BigInt(), nullable=True),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reverses"], ["account_entries.id"], name=op.f("fk_account_entries_reverses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_entries")),
        sa.UniqueConstraint("reverses", name=op.f("uq_account_entries_reverses")),
        sqlite_strict=True,
    )
    op.create_index("ix_account_entries_client", "account_entries", ["client"], unique=False)
    op.create_table(
        "allocations",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("entry_id", BigInt(), nullable=False),
        sa.Column("payment_id", BigInt(), nullable=True),
        sa.Column("credit_id", BigInt(), nullable=True),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.Column("amount", BigInt(), nullable=False),
        sa.Column("day", DayText(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["account_entries.id"], name=op.f("fk_allocations_entry_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["account_entries.id"], name=op.f("fk_allocations_payment_id")),
        sa.ForeignKeyConstraint(["credit_id"], ["papers.id"], name=op.f("fk_allocations_credit_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_allocations_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
        sqlite_strict=True,
    )
    op.create_index("ix_allocations_entry_id", "allocations", ["entry_id"], unique=False)
    op.create_index("ix_allocations_paper_id", "allocations", ["paper_id"], unique=False)
    op.create_table(
        "mails",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_mails_entity", "mails", ["entity"], unique=False)
    op.create_table(
        "mail_outcomes",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("mail_id", BigInt(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_mail_outcomes_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_outcomes")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_mail_outcomes_mail_id")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
