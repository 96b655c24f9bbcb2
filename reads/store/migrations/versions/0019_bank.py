"""Banks' lines and what was decided on them; what payers query; locked periods; a payer's own day and its discount.

Revision ID: 0019
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

APPEND_ONLY = ("bank_files", "bank_lines", "bank_decisions", "payment_queries", "period_locks")


def _id() -> sa.Column[int]:
    return sa.Column("id", BigInt(), nullable=False)


def _by() -> tuple[sa.Column[object], ...]:
    return (sa.Column("at", TimeText(), nullable=False), sa.Column("actor", sa.Text(), nullable=False))


def _texts(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _numbers(*names: str) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, BigInt(), nullable=False) for name in names)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.add_column("account_entries", sa.Column("paid_on", DayText(), nullable=True))
    op.add_column("account_entries", sa.Column("of_payment", BigInt(), nullable=True))
    op.create_table(
        "bank_files",
        _id(),
        *_texts("name", "sha256", "kind"),
        *_numbers("lines"),
        *_by(),
        _key("bank_files"),
        sa.UniqueConstraint("sha256", name=op.f("uq_bank_files_sha256")),
        sqlite_strict=True,
    )
    op.create_table(
        "bank_lines",
        _id(),
        *_numbers("file_id"),
        *_texts("key", "account", "currency"),
        *_numbers("amount"),
        sa.Column("day", DayText(), nullable=False),
        *_texts("nature", "reference", "payer", "texts", "remitted", "remark"),
        _key("bank_lines"),
        _to("bank_lines", "file_id", "bank_files"),
        sa.UniqueConstraint("key", name=op.f("uq_bank_lines_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "bank_decisions",
        _id(),
        *_numbers("line_id"),
        *_texts("deed", "kind"),
        sa.Column("entry_id", BigInt(), nullable=True),
        sa.Column("set_id", BigInt(), nullable=True),
        *_texts("because"),
        *_by(),
        _key("bank_decisions"),
        _to("bank_decisions", "line_id", "bank_lines"),
        _to("bank_decisions", "entry_id", "account_entries"),
        sqlite_strict=True,
    )
    op.create_table(
        "payment_queries",
        _id(),
        *_numbers("paper_id", "entry_id", "amount"),
        *_texts("words"),
        *_by(),
        _key("payment_queries"),
        _to("payment_queries", "paper_id", "papers"),
        _to("payment_queries", "entry_id", "account_entries"),
        sqlite_strict=True,
    )
    op.create_table(
        "period_locks",
        _id(),
        sa.Column("through", DayText(), nullable=True),
        *_texts("because"),
        *_by(),
        _key("period_locks"),
        sqlite_strict=True,
    )
    for table, columns in (
        ("bank_lines", ("file_id",)),
        ("bank_decisions", ("line_id", "entry_id")),
        ("payment_queries", ("paper_id", "entry_id")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
