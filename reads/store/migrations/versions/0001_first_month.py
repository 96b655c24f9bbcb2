"""The register, the books, fees, contracts, papers and the audit log.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, DecimalText, TimeText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "book_records",
    "contract_versions",
    "events",
    "fee_releases",
    "fee_values",
    "imports",
    "read_versions",
    "read_voids",
    "quarantine",
    "quarantine_decisions",
    "held_releases",
    "papers",
    "closings",
    "billed_reads",
    "paper_files",
)


def upgrade() -> None:
    op.create_table(
        "book_records",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", BigInt(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_records")),
        sa.UniqueConstraint("kind", "key", "version", name=op.f("uq_book_records_kind_key_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "contract_versions",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("version", BigInt(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_versions")),
        sa.UniqueConstraint("contract", "version", name=op.f("uq_contract_versions_contract_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "events",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_events_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_events_previous")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_events_entity"), "events", ["entity"], unique=False)
    op.create_table(
        "fee_releases",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("revision", BigInt(), nullable=False),
        sa.Column("starts", DayText(), nullable=False),
        sa.Column("ends", DayText(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_releases")),
        sa.UniqueConstraint("name", "revision", name=op.f("uq_fee_releases_name_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "held_releases",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_releases")),
        sa.UniqueConstraint("read_key", "reason", name=op.f("uq_held_releases_read_key_reason")),
        sqlite_strict=True,
    )
    op.create_table(
        "imports",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_strict=True,
    )
    op.create_table(
        "papers",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("sequence", BigInt(), nullable=True),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", BigInt(), nullable=False),
        sa.Column("issued_on", DayText(), nullable=False),
        sa.Column("due_on", DayText(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("number", name=op.f("uq_papers_number")),
        sa.UniqueConstraint("previous", name=op.f("uq_papers_previous")),
        sa.UniqueConstraint("series", "sequence", name=op.f("uq_papers_series_sequence")),
        sa.UniqueConstraint("sha256", name=op.f("uq_papers_sha256")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_papers_client"), "papers", ["client"], unique=False)
    op.create_index("ix_papers_contract_month", "papers", ["contract", "month"], unique=False)
    op.create_table(
        "series",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", BigInt(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("name", name=op.f("uq_series_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "closings",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_closings_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
        sa.UniqueConstraint("contract", "month", name=op.f("uq_closings_contract_month")),
        sqlite_strict=True,
    )
    op.create_table(
        "fee_values",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("release_id", BigInt(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("modifier", sa.Text(), nullable=False),
        sa.Column("work_rvu", DecimalText(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pctc", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["fee_releases.id"], name=op.f("fk_fee_values_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_values")),
        sa.UniqueConstraint("release_id", "code", "modifier", name=op.f("uq_fee_values_release_id_code_modifier")),
        sqlite_strict=True,
    )
    op.create_table(
        "paper_files",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_files_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_files")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_paper_files_paper_id"), "paper_files", ["paper_id"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("differs", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_quarantine_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("digest", name=op.f("uq_quarantine_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "read_versions",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("version", BigInt(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("corrects", BigInt(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("accession", sa.Text(), nullable=False),
        sa.Column("exam_code", sa.Text(), nullable=False),
        sa.Column("cpt", sa.Text(), nullable=False),
        sa.Column("modifiers", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("read_type", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("radiologist", sa.Text(), nullable=False),
        sa.Column("exam_at", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=False),
        sa.Column("read_country", sa.Text(), nullable=False),
        sa.Column("read_state", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("patient_class", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("test_patient", BigInt(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_read_versions_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_versions")),
        sa.UniqueConstraint("read_key", "version", name=op.f("uq_read_versions_read_key_version")),
        sqlite_strict=True,
    )
    op.create_index("ix_read_versions_accession", "read_versions", ["accession"], unique=False)
    op.create_index("ix_read_versions_signed_at", "read_versions", ["signed_at"], unique=False)
    op.create_index(
        "ix_read_versions_several",
        "read_versions",
        ["read_key"],
        unique=False,
        sqlite_where=sa.text("version > 1"),
        postgresql_where=sa.text("version > 1"),
    )
    op.create_table(
        "read_voids",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("import_id", BigInt(), nullable=True),
        sa.Column("line", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_read_voids_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_voids")),
        sa.UniqueConstraint("read_key", name=op.f("uq_read_voids_read_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "billed_reads",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("paper_id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("version_id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("charge", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_billed_reads_paper_id")),
        sa.ForeignKeyConstraint(["version_id"], ["read_versions.id"], name=op.f("fk_billed_reads_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billed_reads")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_billed_reads_original",
        "billed_reads",
        ["read_key"],
        unique=True,
        sqlite_where=sa.text("kind = 'original'"),
        postgresql_where=sa.text("kind = 'original'"),
    )
    op.create_index("ix_billed_reads_paper_id", "billed_reads", ["paper_id"], unique=False)
    op.create_table(
        "quarantine_decisions",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("quarantine_id", BigInt(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quarantine_id"], ["quarantine.id"], name=op.f("fk_quarantine_decisions_quarantine_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine_decisions")),
        sa.UniqueConstraint("quarantine_id", name=op.f("uq_quarantine_decisions_quarantine_id")),
        sqlite_strict=True,
    )

    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))
