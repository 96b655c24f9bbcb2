"""A hospital's list and the month as billed become a reconciliation, for a command or a page."""

from __future__ import annotations

from decimal import Decimal

from invoicing.reports.reconcile import Class, Item, Reconciliation
from invoicing.reports.reconcile_billed import Ours
from invoicing.reports.reconcile_list import TheirList
from invoicing.reports.reconcile_match import matched
from reads.core.errors import WrongUse
from reads.core.money import Money, parse_decimal, rounded


def reconciled(theirs: TheirList, ours: Ours) -> Reconciliation:
    """Every row of theirs beside a read of ours, or named as without one."""
    items = matched(theirs.rows, ours.reads, ours.others, ours.currency, ours.explain)
    return Reconciliation(items, ours.currency, theirs.priced, ours.other_lines, theirs.stated_total)


def tolerance(text: str) -> Decimal:
    """How many percent apart are still in order, half of one where nothing is said; WrongUse for what is no percent."""
    try:
        found = parse_decimal(text or "0.5")
    except ValueError:
        found = Decimal(-1)
    if not 0 <= found <= 100:
        raise WrongUse(f"a tolerance of {text} is not a percent", "write it like 0.5")
    return found


def percent_shown(told: Reconciliation) -> str:
    """How far apart the two are, to two places."""
    return f"{rounded(told.percent_apart, 2):f}"


def as_json(told: Reconciliation, ours: Ours, *, above: bool) -> dict[str, object]:
    """The reconciliation for scripts: counts, totals, the bridge, and every item that isn't matched (spec 6)."""
    return {
        **{kind.value: count for kind, count in told.counts.items()},
        "currency": told.currency,
        "ours_total": str(told.ours_total),
        "theirs_total": _money(told.theirs_total),
        "theirs_stated_total": _money(told.stated_total),
        "ours_units": str(told.our_units),
        "theirs_units": f"{told.their_units:f}",
        "other_lines": str(told.other_lines),
        "billed_total": str(told.ours_total + told.other_lines),
        "invoices": sorted({read.number for read in ours.reads if read.number}),
        "percent_apart": percent_shown(told),
        "above_tolerance": above,
        "bridge": [
            {"class": step.kind.value, "count": step.count, "units": f"{step.units:f}", "amount": _money(step.amount)}
            for step in told.bridge
        ],
        "items": [_item_as_json(item, told) for item in told.items if item.kind is not Class.MATCHED],
    }


def _item_as_json(item: Item, told: Reconciliation) -> dict[str, object]:
    return {
        "class": item.kind.value,
        "found": item.found.value or None,
        "lines": [row.line for row in item.rows],
        "theirs": [row.accession for row in item.rows],
        "ours": [read.accession for read in item.reads],
        "facility": _facility(item),
        "their_units": f"{item.their_units:f}",
        "our_units": str(item.our_units),
        "their_amount": str(item.theirs) if told.priced else None,
        "our_amount": str(item.ours),
        "note": item.note,
    }


def _facility(item: Item) -> str | None:
    """Where it was, as far as either side says."""
    named = [*(read.facility for read in item.reads), *(row.facility for row in item.rows)]
    return next((facility for facility in named if facility), None)


def _money(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)
