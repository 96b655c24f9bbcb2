"""Imports and voids that were taken back, and what of them came may come again; files that were taken from a watched folder.

A digest in quarantine or of an order, a void of a read and a decision were there once and for good; what was taken back no
longer counts, so that each may be there a second time. SQLite can drop no constraint: the tables are written anew.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, TimeText

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = ("import_undos", "void_restores", "taken_files")
_WRITTEN_ANEW = ("quarantine", "quarantine_decisions", "read_voids", "orders", "order_fields")
_INDEXES = (
    ("ix_quarantine_digest", "quarantine", ["digest"]),
    ("ix_quarantine_import_id", "quarantine", ["import_id"]),
    ("ix_quarantine_decisions_quarantine_id", "quarantine_decisions", ["quarantine_id"]),
    ("ix_read_voids_read_key", "read_voids", ["read_key"]),
    ("ix_orders_digest", "orders", ["digest"]),
    ("ix_order_fields_accession", "order_fields", ["accession"]),
    ("ix_read_versions_import_id", "read_versions", ["import_id"]),
    ("ix_read_versions_radiologist_signed_at", "read_versions", ["radiologist", "signed_at"]),
)


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        _write_anew()
    else:
        _let_them_come_again()
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)
    op.add_column("final_fields", sa.Column("import_id", BigInt(), nullable=True))
    op.create_table(
        "import_undos",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_undos_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_undos")),
        sa.UniqueConstraint("import_id", name=op.f("uq_import_undos_import_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "void_restores",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("void_id", BigInt(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["void_id"], ["read_voids.id"], name=op.f("fk_void_restores_void_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_void_restores")),
        sa.UniqueConstraint("void_id", name=op.f("uq_void_restores_void_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "taken_files",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_taken_files_sha256")),
        sqlite_strict=True,
    )
    for table in APPEND_ONLY + (_WRITTEN_ANEW if dialect == "sqlite" else ()):
        for statement in refusals(table, dialect):
            op.execute(sa.text(statement))


def _let_them_come_again() -> None:
    """What PostgreSQL needs: the tables stay."""
    for table, column in (
        ("quarantine", "digest"),
        ("quarantine_decisions", "quarantine_id"),
        ("read_voids", "read_key"),
        ("orders", "digest"),
    ):
        op.drop_constraint(f"uq_{table}_{column}", table, type_="unique")
    op.drop_constraint("uq_order_fields_facility_accession_mark", "order_fields", type_="unique")
    op.add_column("order_fields", sa.Column("import_id", BigInt(), nullable=True))
    op.add_column("quarantine_decisions", sa.Column("import_id", BigInt(), nullable=True))
    op.create_foreign_key("fk_quarantine_decisions_import_id", "quarantine_decisions", "imports", ["import_id"], ["id"])
    op.execute("ALTER TABLE read_voids ADD COLUMN sent_at TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE read_voids ALTER COLUMN sent_at DROP DEFAULT")


def _write_anew() -> None:
    """What SQLite needs: each table copied into one without the constraint, its references following the new name."""
    op.create_table(
        "quarantine_new",
        sa.Column("id", BigInt(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "read_key", "digest", "path")),
        sa.Column("line", BigInt(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("content", "problems", "differs")),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_quarantine_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sqlite_strict=True,
    )
    op.create_table(
        "quarantine_decisions_new",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("quarantine_id", BigInt(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=True),
        sa.ForeignKeyConstraint(
            ["quarantine_id"], ["quarantine_new.id"], name=op.f("fk_quarantine_decisions_quarantine_id")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_quarantine_decisions_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine_decisions")),
        sqlite_strict=True,
    )
    op.create_table(
        "read_voids_new",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=True),
        sa.Column("line", BigInt(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_read_voids_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_voids")),
        sqlite_strict=True,
    )
    texts = (
        *("digest", "facility", "accession", "exam_code", "cpt", "number", "control", "description", "modality"),
        *("priority", "patient_class", "payer", "exam_at", "received_at", "sent_at"),
    )
    op.create_table(
        "orders_new",
        sa.Column("id", BigInt(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_orders_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sqlite_strict=True,
    )
    op.create_table(
        "order_fields_new",
        sa.Column("id", BigInt(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("facility", "accession", "mark", "sealed", "sent_at")
        ),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_fields")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO order_fields_new SELECT *, NULL FROM order_fields")
    op.execute("INSERT INTO quarantine_new SELECT * FROM quarantine")
    op.execute("INSERT INTO quarantine_decisions_new SELECT *, NULL FROM quarantine_decisions")
    op.execute("INSERT INTO read_voids_new SELECT *, '' FROM read_voids")
    op.execute("INSERT INTO orders_new SELECT * FROM orders")
    for table in ("quarantine_decisions", "quarantine", "read_voids", "orders", "order_fields"):
        op.drop_table(table)
    for table in _WRITTEN_ANEW:
        op.rename_table(f"{table}_new", table)
    op.create_index("ix_orders_accession", "orders", ["accession"], unique=False)
    op.create_index("ix_orders_number", "orders", ["number"], unique=False)
    op.create_index("ix_orders_sent_at", "orders", ["sent_at"], unique=False)
