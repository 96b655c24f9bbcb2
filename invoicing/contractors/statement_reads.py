"""A statement of pay as a table, a row a read and a row for what was earned by the hour; the rows add up to the total."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.contractors.pay import PaidRead, Pay
from invoicing.contractors.reads_done import Performed
from invoicing.contractors.statement import PayStatement
from reads.core.csv_text import csv_text
from reads.core.formula_guard import guarded
from reads.core.money import total
from reads.core.times import rfc3339

COLUMNS = (
    "kind",
    "date",
    "signed_at",
    "facility",
    "accession",
    "exam",
    "modality",
    "read_type",
    "country",
    "name",
    "quantity",
    "work_rvu",
    "base",
    "differentials",
    "amount",
    "currency",
    "note",
)


def detail_csv(statement: PayStatement) -> bytes:
    """The rows as CSV; reads that can't be paid yet stand at the end, without an amount, with their reason."""
    rows = ([row.get(name, "") for name in COLUMNS] for row in _rows(statement.pay))
    return csv_text([COLUMNS, *rows]).encode()


def _rows(pay: Pay) -> Iterator[dict[str, str]]:
    currency = pay.agreement.currency
    for read in pay.reads:
        yield {**_read(read), "currency": currency}
    for line in pay.lines:
        if line.unit == "read":
            continue
        yield {
            "kind": line.unit,
            "name": guarded(line.name),
            "quantity": f"{line.quantity:f}",
            "amount": str(line.amount),
            "currency": currency,
            "note": guarded(line.basis),
        }
    for unpaid in pay.unpaid:
        yield {"kind": "unpaid", **_what(unpaid.performed), "note": guarded(unpaid.reason.message)}


def _read(paid: PaidRead) -> dict[str, str]:
    earned = paid.earned
    added = total([amount for _, amount in earned.differentials], earned.base.currency)
    return {
        "kind": "read",
        "date": paid.day.isoformat(),
        **_what(paid.performed),
        "name": guarded(earned.rate),
        "quantity": "1",
        "work_rvu": "" if earned.work_rvu is None else f"{earned.work_rvu:f}",
        "base": str(earned.base),
        "differentials": str(added),
        "amount": str(earned.amount),
        "note": guarded(", ".join(name for name, _ in earned.differentials)),
    }


def _what(performed: Performed) -> dict[str, str]:
    """Which read it is, and from where."""
    read = performed.read
    return {
        "signed_at": rfc3339(read.signed_at),
        "facility": guarded(read.facility),
        "accession": guarded(read.accession),
        "exam": guarded(read.exam),
        "modality": guarded(performed.modality),
        "read_type": read.read_type.value,
        "country": performed.country,
    }
