"""Late interest: simple, by the day, rounded once, on what was open."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from invoicing.receivables.account import Balance
from invoicing.receivables.interest import late_interest

DUE = date(2026, 11, 1)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_fifty_thousand_twenty_days_late_at_one_and_a_half_percent():
    """50,000.00 × 18 % × 20 / 365 = 493.15 (493.1507)."""
    balance = Balance.of([(date(2026, 10, 2), 5_000_000)])
    assert late_interest(balance, DUE, after(20), Decimal("1.5")) == 49315


def test_a_part_paid_on_the_tenth_day_bears_ten_days():
    """50,000.00 for 10 days and 20,000.00 for 10 more: 246.575 + 98.630 = 345.21 (345.2055)."""
    balance = Balance.of([(date(2026, 10, 2), 5_000_000), (after(10), -3_000_000)])
    assert late_interest(balance, DUE, after(20), Decimal("1.5")) == 34521


@pytest.mark.parametrize("day", [date(2026, 10, 15), DUE])
def test_nothing_before_it_is_late(day: date):
    assert late_interest(Balance.of([(date(2026, 10, 2), 5_000_000)]), DUE, day, Decimal("1.5")) == 0


def test_every_day_alone_adds_up_to_the_whole():
    """The sum over days of what was open the evening before, restated day by day."""
    balance = Balance.of([(date(2026, 10, 2), 1_000_003), (after(3), -250_001), (after(9), -1), (after(9), 77)])
    daily = sum(balance.on(after(n - 1)) for n in range(1, 41))
    assert late_interest(balance, DUE, after(40), Decimal("36.5")) == round(daily * Decimal("36.5") * 12 / 36500)
