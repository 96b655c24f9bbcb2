"""The five tables of the workbook: invoices, lines, schedule, payments, aging; each a title, columns, and typed rows.

A cell is a text, a Decimal, a day, a time, a month or nothing: the CSV and the XLSX of a period say the same, each in its own
way. The amount of a deed stands once, on its first row, so that the column adds up; a heading never looks like a figure or a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from invoicing.exports.papers_and_deeds import Material, Movement
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.aging import BUCKETS
from reads.core.money import total
from reads.core.month import Month

Cell = str | Decimal | date | datetime | Month | None


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One table, its rows to be taken once; the columns `added` have a total at the foot of a workbook, one for each text in the column "currency"."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    added: tuple[str, ...] = ()


INVOICES = (
    *("number", "kind", "client_id", "client", "contract", "month", "issued_on", "due_on", "po_number"),
    *("currency", "before_tax", "tax", "total"),
)
LINES = (
    *("number", "kind", "client_id", "client", "contract", "month", "issued_on", "due_on", "currency"),
    *("line", "line_kind", "name", "facility", "line_month", "quantity", "unit_price", "amount", "basis"),
)
SCHEDULE = (
    *("number", "client_id", "accession", "exam", "description", "facility", "modality", "radiologist", "read_type"),
    *(
        "signed_at",
        "signed_local",
        "zone",
        "turnaround_minutes",
        "rate",
        "tier",
        "units",
        "work_rvu",
        "currency",
        "base",
    ),
    *("surcharges", "credits", "charge", "month", "reason"),
)
PAYMENTS = (
    *("entry", "kind", "client_id", "client", "day", "reference", "because", "currency", "amount"),
    *("counts_on", "paper", "cash", "unapplied", "receivable", "written_off", "discount"),
)
AGED = tuple(
    bucket if bucket[0].isalpha() else f"days_{bucket.replace('-', '_to_').replace('90+', 'over_90')}"
    for bucket in BUCKETS
)
"""The buckets as headings: `1-30` would be a day of January to a spreadsheet that opens the CSV, `90+` a figure."""
AGING = ("client", "currency", "as_of", *AGED, "unapplied", "total")
_INVOICE_SUMS = ("before_tax", "tax", "total")
_READ_SUMS = ("base", "surcharges", "credits", "charge")
_EFFECTS = ("cash", "unapplied", "receivable", "written_off", "discount")


def sheets(material: Material) -> tuple[WorkbookSheet, ...]:
    """All five, in their order."""
    return (
        WorkbookSheet("Invoices", INVOICES, map(_invoice, material.papers), _INVOICE_SUMS),
        lines(material),
        WorkbookSheet("Schedule", SCHEDULE, (row for paper in material.papers for row in _schedule(paper)), _READ_SUMS),
        WorkbookSheet("Payments", PAYMENTS, (row for each in material.movements for row in _payment(each)), _EFFECTS),
        _aging(material),
    )


def lines(material: Material) -> WorkbookSheet:
    """A row a line of each paper, with what its paper says on every row."""
    return WorkbookSheet("Lines", LINES, (row for paper in material.papers for row in _lines(paper)), ("amount",))


def _invoice(paper: Paper) -> tuple[Cell, ...]:
    tax = total([line.amount for line in paper.lines if line.of is LineKind.TAX], paper.currency)
    return (
        paper.number,
        paper.kind.value,
        paper.bill_to.id,
        paper.bill_to.name,
        paper.contract,
        paper.month,
        paper.issued_on,
        paper.due_on,
        paper.po_number,
        paper.currency,
        (paper.total - tax).amount,
        tax.amount,
        paper.total.amount,
    )


def _lines(paper: Paper) -> Iterator[tuple[Cell, ...]]:
    head = (
        paper.number,
        paper.kind.value,
        paper.bill_to.id,
        paper.bill_to.name,
        paper.contract,
        paper.month,
        paper.issued_on,
        paper.due_on,
        paper.currency,
    )
    for number, line in enumerate(paper.lines, 1):
        yield (
            *head,
            Decimal(number),
            line.kind.value,
            line.name,
            line.facility,
            line.month,
            line.quantity,
            line.unit_price,
            line.amount.amount,
            line.basis,
        )


def _schedule(paper: Paper) -> Iterator[tuple[Cell, ...]]:
    for row in paper.schedule:
        yield (
            paper.number,
            paper.bill_to.id,
            row.accession,
            row.exam,
            row.description,
            row.facility,
            row.modality,
            row.radiologist,
            row.read_type,
            row.signed_at.astimezone(UTC),
            row.signed_local.replace(tzinfo=None),
            row.zone,
            None if row.turnaround_minutes is None else Decimal(row.turnaround_minutes),
            row.rate,
            row.tier,
            Decimal(row.units),
            row.work_rvu,
            paper.currency,
            row.base,
            row.surcharges,
            row.credits,
            row.charge,
            row.month,
            row.reason,
        )


def _payment(movement: Movement) -> Iterator[tuple[Cell, ...]]:
    """A row for each day and paper that the deed touches."""
    head = (
        Decimal(movement.id),
        movement.kind.value,
        movement.client,
        movement.name,
        movement.day,
        movement.reference,
        movement.because,
        movement.amount.currency,
    )
    unit = movement.amount.amount / movement.amount.minor if movement.amount else Decimal(1)
    for number, effect in enumerate(movement.effects):
        amounts = (effect.cash, effect.unapplied, effect.receivable, effect.written_off, effect.discount)
        whole = None if number else movement.amount.amount
        yield (*head, whole, effect.day, effect.paper, *(amount * unit for amount in amounts))


def _aging(material: Material) -> WorkbookSheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            owed.client,
            owed.currency,
            material.period.last_day,
            *(amount.amount for amount in owed.buckets),
            owed.unapplied.amount,
            owed.total.amount,
        )
        for owed in material.aging
    )
    return WorkbookSheet("Aging", AGING, rows, (*AGED, "unapplied", "total"))
