"""A reconciliation as tables for a CSV or a workbook: the bridge, and every item."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from invoicing.exports.workbook import Cell, WorkbookSheet
from invoicing.reports.reconcile import Item, Reconciliation
from reads.core.money import Money

_BRIDGE = ("step", "count", "units", "amount")
_ITEMS = (
    *("class", "found", "lines", "their_accessions", "our_accessions", "facility", "their_exams", "our_exams"),
    *("their_units", "our_units", "theirs", "ours", "difference", "currency", "note"),
)


def bridge(told: Reconciliation) -> WorkbookSheet:
    """From their total to ours, step by step."""
    theirs = told.theirs_total
    rows: list[tuple[Cell, ...]] = [
        ("their list", Decimal(sum(len(item.rows) for item in told.items)), told.their_units, _amount(theirs))
    ]
    rows += [(step.kind.value, Decimal(step.count), step.units, _amount(step.amount)) for step in told.bridge]
    rows.append(("our reads", None, Decimal(told.our_units), told.ours_total.amount))
    rows.append(("other lines", None, None, told.other_lines.amount))
    rows.append(("as billed", None, None, (told.ours_total + told.other_lines).amount))
    return WorkbookSheet("Bridge", _BRIDGE, tuple(rows))


def items(told: Reconciliation) -> WorkbookSheet:
    """Every item, what matched too."""
    return WorkbookSheet("Items", _ITEMS, tuple(_row(item, told) for item in told.items))


def _row(item: Item, told: Reconciliation) -> tuple[Cell, ...]:
    return (
        item.kind.value,
        item.found.value,
        _joined(str(row.line) for row in item.rows),
        _joined(row.accession for row in item.rows),
        _joined(read.accession for read in item.reads),
        _joined([*(read.facility for read in item.reads), *(row.facility for row in item.rows)]),
        _joined(row.exam for row in item.rows),
        _joined(read.exam for read in item.reads),
        item.their_units,
        Decimal(item.our_units),
        item.theirs.amount if told.priced else None,
        item.ours.amount,
        item.difference.amount if told.priced else None,
        told.currency,
        item.note,
    )


def _joined(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _amount(amount: Money | None) -> Decimal | None:
    return None if amount is None else amount.amount
