"""A contract's month beside the one before it."""

from decimal import Decimal

import pytest

from invoicing.closing.month_before import ComparedRow, MonthBefore
from invoicing.closing.month_view import MonthRow
from reads.core.money import Money


def row(total: str, before: MonthBefore | None, reads: int = 100) -> MonthRow:
    return MonthRow("mercy", "draft", reads, Decimal(reads), (), Money.of(total, "USD"), before)


def earlier(total: str, change: str | None, reads: int = 100) -> MonthBefore:
    return MonthBefore(Money.of(total, "USD"), reads, None if change is None else Money.of(change, "USD"))


@pytest.mark.parametrize(
    ("change", "reads", "percent", "moved"),
    [
        ("0.00", 100, 0, False),
        ("-1.00", 100, 0, False),
        ("-5.00", 100, -1, False),
        ("5.00", 100, 1, False),
        ("200.00", 100, 20, False),
        ("200.01", 100, 20, True),
        ("-200.01", 100, -20, True),
        ("0.00", 120, 0, False),
        ("0.00", 121, 0, True),
        ("0.00", 79, 0, True),
    ],
)
def test_what_moved_by_more_than_a_fifth_is_marked(change: str, reads: int, percent: int, moved: bool):
    """Of 1,000.00 and 100 reads before; a change too small for a percent is none, down as up."""
    assert row("1000.00", earlier("1000.00", change), reads).compared == ComparedRow(percent, moved)


@pytest.mark.parametrize("before", [None, earlier("1000.00", None), earlier("0.00", "5.00")])
def test_without_a_sum_to_compare_with_nothing_is_said(before: MonthBefore | None):
    assert row("1000.00", before).compared == ComparedRow(None, moved=False)
