"""What payers say of claims is a ledger of dated postings; payments that were posted before it are in it too (spec 5.7).

Revision ID: 0010
"""

import json
import re
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from reads.store.append_only import refusals
from reads.store.columns import BigInt, DayText, TimeText

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "reference_prefixes",
    "answer_sets",
    "answer_contents",
    "claim_payments",
    "claim_postings",
    "provider_adjustments",
)
_REASON = re.compile(r"\(([A-Z]{2})-(\w+)\): (-?\d+\.\d\d)$")
_STATUS = {"denied": "4", "reversed": "22", "forwarded": "23"}


def upgrade() -> None:
    _tables()
    integer = "INTEGER" if _dialect() == "sqlite" else "BIGINT"
    for table in ("claim_answers", "remittances"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN set_id {integer} CONSTRAINT fk_{table}_set_id REFERENCES answer_sets (id)"
        )
    op.execute("ALTER TABLE claim_answers ADD COLUMN said_on TEXT")
    for column in ("payer_id", "method", "posted_on"):
        op.execute(f"ALTER TABLE remittances ADD COLUMN {column} TEXT")
    _keep_earlier()
    op.create_index("ix_claim_answers_set_id", "claim_answers", ["set_id"], unique=False)
    op.create_index("ix_remittances_set_id", "remittances", ["set_id"], unique=True)
    for table in APPEND_ONLY:
        for statement in refusals(table, _dialect()):
            op.execute(sa.text(statement))


def _dialect() -> str:
    return op.get_bind().dialect.name


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, BigInt(), nullable=False) for name in names]


def _table(name: str, *parts: SchemaItem, refers: dict[str, str] | None = None) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, target in (refers or {}).items()
    ]
    op.create_table(
        name,
        sa.Column("id", BigInt(), nullable=False),
        *parts,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )


def _tables() -> None:
    _table(
        "reference_prefixes",
        *_texts("prefix"),
        *_numbers("first"),
        sa.Column("at", TimeText(), nullable=False),
        *_texts("actor"),
    )
    _table(
        "answer_sets",
        *_numbers("answer_file_id", "position"),
        *_texts("kind", "control"),
        refers={"answer_file_id": "answer_files"},
    )
    op.create_index("ix_answer_sets_answer_file_id", "answer_sets", ["answer_file_id"], unique=False)
    _table(
        "answer_contents",
        *_numbers("set_id"),
        *_texts("sha256", "said"),
        sa.UniqueConstraint("set_id", name=op.f("uq_answer_contents_set_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_answer_contents_sha256")),
        refers={"set_id": "answer_sets"},
    )
    _table(
        "claim_payments",
        *_numbers("set_id", "number"),
        sa.Column("claim_id", BigInt(), nullable=True),
        *_texts("control_number", "status"),
        sa.Column("day", DayText(), nullable=False),
        *_texts("payer", "payer_id", "payer_claim_number", "original_number"),
        *_numbers("charge", "paid", "patient", "denied", "prior", "interest"),
        *_texts("remarks", "notes"),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_claim_payments_set_id_number")),
        refers={"set_id": "answer_sets", "claim_id": "claims"},
    )
    op.create_index("ix_claim_payments_claim_id", "claim_payments", ["claim_id"], unique=False)
    _table(
        "claim_postings",
        *_numbers("set_id", "number"),
        sa.Column("claim_id", BigInt(), nullable=True),
        *_numbers("line"),
        *_texts("reference", "cpt", "kind", "group_code", "reason"),
        *_numbers("amount"),
        *_texts("remarks"),
        refers={"set_id": "answer_sets", "claim_id": "claims"},
    )
    op.create_index("ix_claim_postings_set_id", "claim_postings", ["set_id", "number"], unique=False)
    op.create_index("ix_claim_postings_claim_id", "claim_postings", ["claim_id"], unique=False)
    _table(
        "provider_adjustments",
        *_numbers("set_id", "number"),
        *_texts("provider", "reason", "reference"),
        *_numbers("amount"),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_provider_adjustments_set_id_number")),
        refers={"set_id": "answer_sets"},
    )


def _keep_earlier() -> None:
    """Payments posted before: their claims become decisions, with the amounts and reasons that were kept as words.

    A file's answers don't say which of its payments they are of: they go with the first, which changes no claim's sums.
    """
    connection = op.get_bind()
    files = connection.execute(
        sa.text(
            "SELECT r.id, r.answer_file_id, r.identity, r.payer, f.at FROM remittances r "
            "JOIN answer_files f ON f.id = r.answer_file_id ORDER BY r.id"
        )
    ).all()
    if not files:
        return
    _open("remittances")
    seen: set[int] = set()
    for number, file, identity, payer, at in files:
        _, payer_id, dated, _ = identity.rsplit("|", 3)
        day = _day(dated) or str(at)[:10]
        position = connection.execute(
            sa.text("SELECT count(*) FROM answer_sets WHERE answer_file_id = :file"), {"file": file}
        ).scalar_one()
        set_id = connection.execute(
            sa.text(
                "INSERT INTO answer_sets (answer_file_id, position, kind, control) "
                "VALUES (:file, :position, '835', '') RETURNING id"
            ),
            {"file": file, "position": position + 1},
        ).scalar_one()
        connection.execute(
            sa.text("UPDATE remittances SET set_id = :set, payer_id = :payer, posted_on = :day WHERE id = :id"),
            {"set": set_id, "payer": payer_id, "day": day, "id": number},
        )
        if file not in seen:
            seen.add(file)
            _decisions(connection, file, set_id, {"day": day, "payer": payer, "payer_id": payer_id})
    _close("remittances")


def _decisions(connection: sa.Connection, file: int, set_id: int, who: dict[str, str]) -> None:
    rows = connection.execute(
        sa.text(
            "SELECT a.claim_id, c.control_number, a.state, a.reasons, a.payer_claim_number, a.paid, c.charge "
            "FROM claim_answers a JOIN claims c ON c.id = a.claim_id "
            "WHERE a.answer_file_id = :file AND a.kind = '835' ORDER BY a.id"
        ),
        {"file": file},
    ).all()
    for number, (claim, control, state, reasons, payer_number, paid, charged) in enumerate(rows, 1):
        found = [match.groups() for text in json.loads(reasons) if (match := _REASON.search(text))]
        why = [(group, reason, int(Decimal(amount) * 100)) for group, reason, amount in found]
        charge = (paid or 0) + sum(amount for _, _, amount in why) or charged
        patient = sum(amount for group, _, amount in why if group == "PR")
        denied = charge - patient if state == "denied" else 0
        common = {"set_id": set_id, "number": number, "claim_id": claim}
        _insert(
            connection,
            "claim_payments",
            {
                **common,
                **who,
                "control_number": control,
                "status": _STATUS.get(state, "1"),
                "payer_claim_number": payer_number,
                "original_number": "",
                "charge": charge,
                "paid": paid or 0,
                "patient": patient,
                "denied": denied,
                "prior": 0,
                "interest": 0,
                "remarks": "",
                "notes": "",
            },
        )
        amounts = [("paid", "", "", paid or 0)]
        for group, reason, amount in why:
            kind = "patient" if group == "PR" else "denied" if state == "denied" else "contractual"
            amounts.append((kind, group, reason, amount))
        for kind, group, reason, amount in amounts:
            of_line = {"line": 0, "reference": "", "cpt": "", "remarks": ""}
            why_row = {"kind": kind, "group_code": group, "reason": reason, "amount": amount}
            _insert(connection, "claim_postings", {**common, **of_line, **why_row})


def _insert(connection: sa.Connection, table: str, row: dict[str, object]) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 8 and text.isdigit() else None
    except ValueError:
        return None


def _open(table: str) -> None:
    """Lets the new columns of rows that are there be filled; `_close` puts the guard back."""
    if _dialect() == "sqlite":
        op.execute(f"DROP TRIGGER {table}_no_update")
    else:
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")


def _close(table: str) -> None:
    if _dialect() == "sqlite":
        op.execute(sa.text(next(each for each in refusals(table, "sqlite") if "_no_update" in each)))
    else:
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change")
