"""The five tables of the workbook: invoices, lines, schedule, payments, aging; each a title, columns, and typed rows.

A cell is a text, a Decimal, a day or nothing: the CSV and the XLSX of a period say the same, each in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from invoicing.exports.papers_and_deeds import Material, Movement
from invoicing.papers.paper import Paper
from invoicing.pricing.result import LineKind
from invoicing.receivables.aging import BUCKETS
from reads.core.money import total
from reads.core.times import rfc3339

Cell = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One table; its rows may come one by one, to be taken once."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


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
    *("signed_at", "signed_local", "turnaround_minutes", "rate", "tier", "units", "work_rvu", "base", "surcharges"),
    *("credits", "charge", "month", "reason"),
)
PAYMENTS = (
    *("entry", "kind", "client_id", "client", "day", "reference", "because", "currency", "amount"),
    *("counts_on", "paper", "cash", "unapplied", "receivable", "written_off", "discount"),
)
AGING = ("client", "currency", "as_of", *BUCKETS, "unapplied", "total")


def sheets(material: Material) -> tuple[WorkbookSheet, ...]:
    """All five, in their order."""
    return (
        WorkbookSheet("Invoices", INVOICES, map(_invoice, material.papers)),
        lines(material),
        WorkbookSheet("Schedule", SCHEDULE, (row for paper in material.papers for row in _schedule(paper))),
        WorkbookSheet("Payments", PAYMENTS, (row for each in material.movements for row in _payment(each))),
        _aging(material),
    )


def lines(material: Material) -> WorkbookSheet:
    """A row a line of each paper, with what its paper says on every row."""
    return WorkbookSheet("Lines", LINES, (row for paper in material.papers for row in _lines(paper)))


def _invoice(paper: Paper) -> tuple[Cell, ...]:
    tax = total([line.amount for line in paper.lines if line.of is LineKind.TAX], paper.currency)
    return (
        paper.number,
        paper.kind.value,
        paper.bill_to.id,
        paper.bill_to.name,
        paper.contract,
        str(paper.month),
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
        str(paper.month),
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
            str(line.month),
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
            rfc3339(row.signed_at),
            f"{row.signed_local:%Y-%m-%d %H:%M} {row.zone}",
            None if row.turnaround_minutes is None else Decimal(row.turnaround_minutes),
            row.rate,
            row.tier,
            Decimal(row.units),
            row.work_rvu,
            row.base,
            row.surcharges,
            row.credits,
            row.charge,
            str(row.month),
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
        movement.amount.amount,
    )
    unit = movement.amount.amount / movement.amount.minor if movement.amount else Decimal(1)
    for effect in movement.effects:
        amounts = (effect.cash, effect.unapplied, effect.receivable, effect.written_off, effect.discount)
        yield (*head, effect.day, effect.paper, *(amount * unit for amount in amounts))


def _aging(material: Material) -> WorkbookSheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            owed.client,
            owed.currency,
            material.aged_on,
            *(amount.amount for amount in owed.buckets),
            owed.unapplied.amount,
            owed.total.amount,
        )
        for owed in material.aging
    )
    return WorkbookSheet("Aging", AGING, rows)
