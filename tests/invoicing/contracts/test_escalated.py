"""Escalators multiply one after the other, and each result is rounded before the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from invoicing.contracts.escalators import WRVU_PLACES, escalated
from invoicing.contracts.model import Escalator

STEPS = (
    Escalator(on=date(2027, 7, 1), percent=Decimal("3.0")),
    Escalator(on=date(2026, 7, 1), percent=Decimal("8.0")),
)


@pytest.mark.parametrize(
    "amount, day, places, becomes",
    [
        ("326222.00", "2026-06-30", 2, "326222.00"),
        ("326222.00", "2026-07-01", 2, "352319.76"),
        ("326222.00", "2027-07-01", 2, "362889.35"),
        ("38.00", "2027-07-01", 2, "42.27"),
        ("36.5", "2026-07-01", WRVU_PLACES, "39.4200"),
        ("0.05", "2026-07-01", 2, "0.05"),
        ("1000", "2026-07-01", 0, "1080"),
    ],
)
def test_an_amount_after_the_escalators_due(amount, day, places, becomes):
    assert str(escalated(Decimal(amount), STEPS, date.fromisoformat(day), places)) == becomes


def test_each_result_is_rounded_before_the_next_step():
    """0.25 at 10 % is 0.275, rounded to 0.28, and at another 10 % 0.308, rounded to 0.31; unrounded it were 0.3025."""
    steps = (Escalator(on=date(2026, 1, 1), percent=Decimal(10)), Escalator(on=date(2027, 1, 1), percent=Decimal(10)))
    assert escalated(Decimal("0.25"), steps, date(2027, 1, 1), 2) == Decimal("0.31")
