"""Final reads: their sealed fields, claims, files of claims, what payers answered, and the keys.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "final_fields",
    "claims",
    "claim_lines",
    "claim_files",
    "filed_claims",
    "answer_files",
    "claim_answers",
    "remittances",
)

A_FINAL = "SELECT 1 FROM read_versions WHERE id = NEW.version_id AND read_key = NEW.read_key AND read_type = 'final'"
REFUSED = "a claim line is of a final read: no other read is ever claimed"

FINALS_ONLY = {
    "sqlite": (
        (
            f"CREATE TRIGGER claim_lines_finals_only BEFORE INSERT ON claim_lines WHEN NOT EXISTS ({A_FINAL}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION wetread_finals_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF NOT EXISTS ({A_FINAL}) THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER claim_lines_finals_only BEFORE INSERT ON claim_lines "
            "FOR EACH ROW EXECUTE FUNCTION wetread_finals_only()"
        ),
        "ALTER TABLE claim_lines ENABLE ALWAYS TRIGGER claim_lines_finals_only",
    ),
}
"""A wet read can't become a claim line, whoever writes it (spec 5)."""


def upgrade() -> None:
    op.create_table(
        "answer_files",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_answer_files_sha256")),
        sqlite_strict=True,
    )
    op.create_table(
        "claim_files",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("interchange", BigInt(), nullable=False),
        sa.Column("group_number", BigInt(), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("claims", BigInt(), nullable=False),
        sa.Column("lines", BigInt(), nullable=False),
        sa.Column("charge", BigInt(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_files")),
        sa.UniqueConstraint("group_number", name=op.f("uq_claim_files_group_number")),
        sa.UniqueConstraint("interchange", name=op.f("uq_claim_files_interchange")),
        sa.UniqueConstraint("name", name=op.f("uq_claim_files_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claim_files_month"), "claim_files", ["month"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("control_number", sa.Text(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("replaces", BigInt(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("service_date", DayText(), nullable=False),
        sa.Column("charge", BigInt(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.CheckConstraint("frequency = '1' OR replaces IS NOT NULL", name=op.f("ck_claims_replaces")),
        sa.CheckConstraint("frequency IN ('1', '7', '8')", name=op.f("ck_claims_frequency")),
        sa.ForeignKeyConstraint(["replaces"], ["claims.id"], name=op.f("fk_claims_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("control_number", name=op.f("uq_claims_control_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_claims_month", "claims", ["month"], unique=False)
    op.create_table(
        "control_series",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", BigInt(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_series")),
        sa.UniqueConstraint("name", name=op.f("uq_control_series_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "data_keys",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("master", sa.Text(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_keys")),
        sqlite_strict=True,
    )
    op.create_table(
        "final_fields",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("number", BigInt(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("corrects", BigInt(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", BigInt(), nullable=False),
        sa.Column("at", TimeText(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_fields")),
        sa.UniqueConstraint("read_key", "number", name=op.f("uq_final_fields_read_key_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_final_fields_digest", "final_fields", ["digest"], unique=False)
    op.create_table(
        "claim_answers",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("answer_file_id", BigInt(), nullable=False),
        sa.Column("claim_id", BigInt(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("payer_claim_number", sa.Text(), nullable=False),
        sa.Column("paid", BigInt(), nullable=True),
        sa.Column("patient_owes", BigInt(), nullable=True),
        sa.ForeignKeyConstraint(["answer_file_id"], ["answer_files.id"], name=op.f("fk_claim_answers_answer_file_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_answers_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_answers")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_answers_claim_id", "claim_answers", ["claim_id"], unique=False)
    op.create_table(
        "filed_claims",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("file_id", BigInt(), nullable=False),
        sa.Column("claim_id", BigInt(), nullable=False),
        sa.Column("position", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_filed_claims_claim_id")),
        sa.ForeignKeyConstraint(["file_id"], ["claim_files.id"], name=op.f("fk_filed_claims_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_claims")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_filed_claims_claim_id")),
        sa.UniqueConstraint("file_id", "position", name=op.f("uq_filed_claims_file_id_position")),
        sqlite_strict=True,
    )
    op.create_table(
        "remittances",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("answer_file_id", BigInt(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("amount", BigInt(), nullable=False),
        sa.Column("claims", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["answer_file_id"], ["answer_files.id"], name=op.f("fk_remittances_answer_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittances")),
        sa.UniqueConstraint("identity", name=op.f("uq_remittances_identity")),
        sqlite_strict=True,
    )
    op.create_table(
        "claim_lines",
        sa.Column("id", BigInt(), nullable=False),
        sa.Column("claim_id", BigInt(), nullable=False),
        sa.Column("first", BigInt(), nullable=False),
        sa.Column("read_key", sa.Text(), nullable=False),
        sa.Column("version_id", BigInt(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("cpt", sa.Text(), nullable=False),
        sa.Column("charge", BigInt(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_lines_claim_id")),
        sa.ForeignKeyConstraint(["version_id"], ["read_versions.id"], name=op.f("fk_claim_lines_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_lines")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_lines_claim_id", "claim_lines", ["claim_id"], unique=False)
    op.create_index(
        "ix_claim_lines_first",
        "claim_lines",
        ["reference"],
        unique=True,
        sqlite_where=sa.text("first = 1"),
        postgresql_where=sa.text("first = 1"),
    )
    op.create_index("ix_claim_lines_read_key", "claim_lines", ["read_key"], unique=False)
    op.create_index("ix_claim_lines_service", "claim_lines", ["service"], unique=False)

    dialect = op.get_bind().dialect.name
    for table in APPEND_ONLY:
        for statement in refusals(table, dialect):
            op.execute(sa.text(statement))
    for statement in FINALS_ONLY[dialect]:
        op.execute(sa.text(statement))
