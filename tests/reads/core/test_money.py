"""Money is whole minor units; one rounding, half away from zero."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.core.money import Money, parse_decimal, round_half_away, rounded, total


@pytest.mark.parametrize(
    "value, cents",
    [("69.615", 6962), ("67.7025", 6770), ("0.005", 1), ("-0.005", -1), ("-69.615", -6962), ("2.675", 268)],
)
def test_a_half_cent_goes_away_from_zero(value, cents):
    assert Money.rounded(Decimal(value)) == Money(cents, "USD")


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_rounding_is_never_off_by_more_than_half_and_is_symmetric(value):
    nearest = round_half_away(value, 2)
    assert abs(Fraction(nearest, 100) - value) <= Fraction(1, 200)
    assert round_half_away(-value, 2) == -nearest


def test_a_float_never_becomes_money():
    with pytest.raises(TypeError, match="money is whole minor units, not float"):
        Money(12.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a float never touches money"):
        round_half_away(12.5, 2)  # type: ignore[arg-type]


def test_currencies_have_their_own_places_and_do_not_add_up():
    assert (str(Money(1250)), str(Money(1250, "JPY")), str(Money(1250, "KWD"))) == ("12.50", "1250", "1.250")
    with pytest.raises(ValueError, match="don't add up"):
        Money(1, "USD") + Money(1, "JPY")
    with pytest.raises(ValueError, match="decimals of JPY"):
        Money.of("12.5", "JPY")


@pytest.mark.parametrize("text", ["1e3", "1,000.00", " 12", "$5", "NaN", "", "--1", "१२"])
def test_only_plain_decimals_are_amounts(text):
    with pytest.raises(ValueError):
        parse_decimal(text)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["USD", "JPY", "KWD"]))
def test_an_amount_survives_being_written_and_read(minor, currency):
    money = Money(minor, currency)
    assert Money.of(str(money), currency) == money
    assert Money.of(money.amount, currency) == money


def test_paper_shows_thousands_and_the_sum_of_nothing_is_zero():
    assert Money(123456789).printed() == "1,234,567.89"
    assert total([], "USD") == Money(0)
    assert rounded(Fraction(1, 3), 4) == Decimal("0.3333")


def test_sums_stay_in_their_currency():
    yen = Money(5, "JPY")
    assert (yen + yen, yen - yen, -yen) == (Money(10, "JPY"), Money(0, "JPY"), Money(-5, "JPY"))
    assert Money.rounded(Decimal("12.5"), "JPY") == Money(13, "JPY")
    assert Money.rounded(Decimal("1.2345"), "KWD") == Money(1235, "KWD")
    assert total([yen, yen], "JPY") == Money(10, "JPY")
    assert total([], "JPY") == Money(0, "JPY")


def test_equal_amounts_are_not_less_and_a_cent_is_something():
    assert not Money(1) < Money(1)
    assert (bool(Money(1)), bool(Money(0)), bool(Money(-1))) == (True, False, True)


def test_paper_shows_each_currency_by_its_sign():
    assert [Money(minor).printed_with_sign() for minor in (123450, -1200, 0, 1)] == [
        "$1,234.50",
        "−$12.00",
        "$0.00",
        "$0.01",
    ]
    assert Money(1234, "JPY").printed_with_sign() == "JPY 1,234"
    assert [Money(minor).printed_as_column() for minor in (123450, -1200)] == ["1,234.50", "−12.00"]
