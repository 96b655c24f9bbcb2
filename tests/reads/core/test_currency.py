"""Currencies are those of ISO 4217, with its decimals."""

import pytest

from reads.core.currency import is_currency, places_of, proposed
from reads.core.money import Money


@pytest.mark.parametrize(
    "code, places", [("USD", 2), ("EUR", 2), ("XOF", 0), ("XAF", 0), ("XPF", 0), ("JPY", 0), ("KWD", 3), ("UYW", 4)]
)
def test_a_currency_has_the_decimals_of_its_minor_unit(code: str, places: int):
    assert is_currency(code)
    assert places_of(code) == places


@pytest.mark.parametrize("text", ["UDS", "usd", "US", "XAU", "XXX", "XTS", "", "DOLLAR"])
def test_what_iso_4217_lacks_or_cannot_count_is_no_currency(text: str):
    assert not is_currency(text)


@pytest.mark.parametrize(
    "text, meant", [("UDS", "USD"), ("usd", "USD"), ("US$", "USD"), ("GPB", "GBP"), ("EURO", "EUR"), ("€", "EUR")]
)
def test_what_was_probably_meant_is_proposed(text: str, meant: str):
    assert proposed(text) == meant


def test_nothing_is_proposed_for_what_is_far_from_all():
    assert proposed("QQQ") == ""


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_money_of_two_currencies_cannot_be_compared(compare: str):
    with pytest.raises(ValueError, match="compare"):
        getattr(Money(1, "USD"), compare)(Money(2, "EUR"))


def test_money_of_one_currency_can():
    assert sorted([Money(3), Money(-1), Money(2)]) == [Money(-1), Money(2), Money(3)]
    assert max(Money(1), Money(2)) == Money(2)
    assert Money(1, "USD") != Money(1, "EUR")
