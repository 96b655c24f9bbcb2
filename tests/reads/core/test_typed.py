"""Amounts, days and months mean what a person in the United States means by them, or are refused (spec 9.3)."""

from datetime import date

import pytest

from reads.core.errors import WrongUse
from reads.core.month import Month
from reads.core.typed import BadAmount, BadDate, BadMonth, amount, day, in_words, month

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text, currency, stored",
    [
        ("4120", "USD", "4120.00"),
        ("4,120.00", "USD", "4120.00"),
        ("$4,120.00", "USD", "4120.00"),
        (" 4120.5 ", "USD", "4120.50"),
        ("4,120.00 USD", "USD", "4120.00"),
        ("USD 1,234,567.89", "USD", "1234567.89"),
        ("12,000", "XOF", "12000"),
        ("1.250", "KWD", "1.250"),
        ("€5.00", "EUR", "5.00"),
        ("$5.00", "CAD", "5.00"),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, currency: str, stored: str):
    assert str(amount(text, currency)) == stored


@pytest.mark.parametrize("text", ["(120.00)", "-120.00", "-$120.00", "$-120.00", "($120.00)", "\N{MINUS SIGN}120"])
def test_an_amount_below_zero_only_where_it_is_possible(text: str):
    assert str(amount(text, "USD", negative=True)) == "-120.00"
    with pytest.raises(BadAmount, match="below zero"):
        amount(text, "USD")


@pytest.mark.parametrize(
    "text",
    ["12,00", "1,23,000", "1,000,00", "0,120", "1.234", "1.230", "1.234,50", "12.", ".50", "1e3", "१२", "", "$", "--1"],
)
def test_an_amount_with_two_readings_or_none_is_refused(text: str):
    with pytest.raises(BadAmount) as refused:
        amount(text, "USD", negative=True)
    assert refused.value.remedy


@pytest.mark.parametrize("text, currency", [("€5", "USD"), ("5.00 EUR", "USD"), ("$5", "EUR"), ("CA$5", "USD")])
def test_money_of_another_currency_is_not_taken_for_this_one_s(text: str, currency: str):
    with pytest.raises(BadAmount, match=f"booked in {currency}"):
        amount(text, currency)


def test_nothing_is_no_amount():
    with pytest.raises(BadAmount, match="nothing"):
        amount("0.00", "USD")


def test_a_fraction_of_a_currency_without_decimals_is_refused():
    with pytest.raises(BadAmount, match="fraction"):
        amount("12.50", "XOF")


@pytest.mark.parametrize(
    "text",
    ["2026-11-20", "11/20/2026", "11/20/26", "Nov 20", "nov 20, 2026", "November 20 2026", "Nov. 20th", "2026-11-20 "],
)
def test_a_day_is_read_and_read_back(text: str):
    assert day(text, TODAY) == date(2026, 11, 20)
    assert in_words(day(text, TODAY)) == "Friday, November 20, 2026"


@pytest.mark.parametrize(
    "text, today, found",
    [
        ("Dec 31", date(2027, 1, 4), date(2026, 12, 31)),
        ("Jan 3", date(2026, 12, 20), date(2027, 1, 3)),
        ("Feb 29", date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text: str, today: date, found: date):
    assert day(text, today) == found


@pytest.mark.parametrize(
    "text", ["20/11/2026", "13/13/2026", "2026-02-30", "20 Nov 2026", "20261120", "Nov", "", "1/2"]
)
def test_what_is_no_day_in_the_united_states_is_refused(text: str):
    with pytest.raises(BadDate):
        day(text, TODAY)


def test_a_swapped_day_is_shown_the_right_way_round():
    with pytest.raises(BadDate) as refused:
        day("20/11/2026", TODAY)
    assert "11/20/2026" in refused.value.remedy


def test_without_today_a_day_needs_its_year():
    with pytest.raises(BadDate) as refused:
        day("Nov 20")
    assert "year" in refused.value.remedy


@pytest.mark.parametrize("text", ["2026-10", "10/2026", "Oct 2026", "october 2026", "2026-10 "])
def test_a_month_is_read_in_each_of_its_forms(text: str):
    assert month(text) == Month(2026, 10)


@pytest.mark.parametrize("text", ["2026-13", "0/2026", "2026", "Okt 2026", "2026-10-01", "10/26", "", "0000-01"])
def test_what_is_no_month_is_refused(text: str):
    with pytest.raises(BadMonth):
        month(text)


@pytest.mark.parametrize("refusal", [BadAmount, BadDate, BadMonth])
def test_they_are_all_wrong_use(refusal: type[WrongUse]):
    assert refusal.exit_status == 2
