"""Strategies that are the same each time they are asked for: Hypothesis looks each new one over before it draws from it."""

from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@lru_cache(maxsize=None, typed=True)
def any_of(*values: T) -> st.SearchStrategy[T]:
    """One of the values."""
    return st.sampled_from(values)


@cache
def prices(places: int) -> st.SearchStrategy[Decimal]:
    """Amounts with no more decimals than the currency has, as contracts may have them; half cents are near."""
    cents = st.one_of(any_of(4500, 2500, 3333, 5, 1, 0), st.integers(1, 9999))
    return cents.map(lambda amount: Decimal(amount).scaleb(-min(places, 2)))


@cache
def fine(money: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Decimal]:
    """Prices of a read, which may have parts of a cent."""
    return st.one_of(money, money, any_of("38.1255", "0.005", "12.5", "7.0001").map(Decimal))
