"""A hospital's list and the month as billed become a reconciliation, for a command or a page."""

from __future__ import annotations

from decimal import Decimal

from invoicing.reports.reconcile import Reconciliation
from invoicing.reports.reconcile_billed import Ours
from invoicing.reports.reconcile_list import TheirList
from invoicing.reports.reconcile_match import matched
from reads.core.errors import WrongUse
from reads.core.money import parse_decimal


def reconciled(theirs: TheirList, ours: Ours) -> Reconciliation:
    """Every row of theirs beside a read of ours, or named as without one."""
    items = matched(theirs.rows, ours.reads, ours.others, ours.currency, ours.explain)
    return Reconciliation(items, ours.currency, theirs.priced, ours.other_lines, theirs.stated_total)


def tolerance(text: str) -> Decimal:
    """How many percent apart are still in order; WrongUse for what is no percent."""
    try:
        found = parse_decimal(text)
    except ValueError:
        found = Decimal(-1)
    if not 0 <= found <= 100:
        raise WrongUse(f"a tolerance of {text} is not a percent", "write it like 0.5")
    return found
