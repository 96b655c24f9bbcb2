"""Figures as cells: how they read, and what they sort by."""

from __future__ import annotations

from invoicing.reports.month.page import ReportCell
from invoicing.reports.month.words import NONE, count
from reads.core.money import Money


def number(value: int) -> ReportCell:
    """A count; nothing is a dash, so that what there is stands out."""
    return ReportCell(count(value) if value else NONE, str(value))


def figure(value: Money) -> ReportCell:
    """An amount; nothing is a dash, what is below it has a colour of its own."""
    return ReportCell(
        value.printed_as_column() if value else NONE, str(value.minor), "negative" if value.minor < 0 else ""
    )
