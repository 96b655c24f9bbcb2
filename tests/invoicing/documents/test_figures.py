"""Figures and dates look on paper as a hospital in the United States expects them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.documents import figures
from reads.core.money import Money
from reads.core.month import Month


@pytest.mark.parametrize(
    "money, bare, alone",
    [
        (Money.of("1234567.50"), "1,234,567.50", "$1,234,567.50"),
        (Money.of("-12.00"), "−12.00", "−$12.00"),
        (Money.of("0.00"), "0.00", "$0.00"),
        (Money.of("54000", "JPY"), "54,000", "JPY 54,000"),
        (Money.of("-1.250", "KWD"), "−1.250", "−KWD 1.250"),
    ],
)
def test_money_has_separators_its_currency_s_places_and_a_true_minus(money: Money, bare: str, alone: str):
    assert money.printed_as_column() == bare
    assert money.printed_with_sign() == alone


@pytest.mark.parametrize(
    "price, currency, printed",
    [("38", "USD", "38.00"), ("36.4375", "USD", "36.4375"), ("4500", "JPY", "4,500"), ("-0.5", "USD", "−0.50")],
)
def test_a_unit_price_keeps_every_place_it_has(price: str, currency: str, printed: str):
    assert figures.unit_price(Decimal(price), currency) == printed


@pytest.mark.parametrize("value, printed", [("1204", "1,204"), ("7.250", "7.25"), ("100", "100"), ("1E+3", "1,000")])
def test_a_quantity_has_no_idle_zeros(value: str, printed: str):
    assert figures.quantity(Decimal(value)) == printed


def test_dates_are_spelled():
    assert figures.long_date(date(2026, 10, 31)) == "October 31, 2026"
    assert figures.period(Month(2028, 2)) == "February 1–29, 2028"
    assert figures.short_time(datetime(2026, 10, 31, 23, 4, tzinfo=UTC), "CDT") == "Oct 31, 2026 23:04 CDT"


def test_a_text_is_one_line_of_composed_letters():
    assert figures.plain(" St.\u00a0Ame\u0301lie\n\tHos\u00adpital\u200b\x00 ") == "St. Amélie Hospital"
