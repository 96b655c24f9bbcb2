"""Money: whole minor units of one currency, and the project's only rounding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering

from reads.core.currency import SIGNS, places_of

_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")

MINUS = "\N{MINUS SIGN}"
"""The sign of negative figures on paper."""

Exact = int | Decimal | Fraction


def round_half_away(value: Exact, places: int = 0) -> int:
    """The value in units of 10**-places, rounded half away from zero: the one rounding of the project (spec 3.4)."""
    if isinstance(value, float):
        raise TypeError("a float never touches money")
    numerator, denominator = value.as_integer_ratio()
    quotient: int = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def rounded(value: Exact, places: int) -> Decimal:
    """The value as a Decimal with so many places, rounded half away from zero."""
    return Decimal(round_half_away(value, places)).scaleb(-places)


def parse_decimal(text: str) -> Decimal:
    """A plain decimal number ("12", "-3.50"); ValueError for anything else, exponents and separators included."""
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal number")
    return Decimal(text)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (cents); refuses a float and another currency's money."""

    minor: int
    currency: str = "USD"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"money is whole minor units, not {type(self.minor).__name__}")

    @classmethod
    def of(cls, amount: Decimal | str, currency: str = "USD") -> Money:
        """Exactly this amount; ValueError where the currency has no such fraction."""
        value = parse_decimal(amount) if isinstance(amount, str) else amount
        places = places_of(currency)
        minor = round_half_away(value, places)
        if Fraction(minor, 10**places) != Fraction(value):
            raise ValueError(f"{amount} has more than the {places} decimals of {currency}")
        return cls(minor, currency)

    @classmethod
    def rounded(cls, amount: Exact, currency: str = "USD") -> Money:
        """The amount rounded half away from zero to the minor unit."""
        return cls(round_half_away(amount, places_of(currency)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with the currency's places."""
        return Decimal(self.minor).scaleb(-places_of(self.currency))

    def __add__(self, other: Money) -> Money:
        _same(self.currency, other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        _same(self.currency, other.currency)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        _same(self.currency, other.currency)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        """As in JSON (spec 6): "1234.50"."""
        return f"{self.amount:f}"

    def printed(self) -> str:
        """The bare amount, as in a column of a terminal: "1,234.50", negative amounts with a hyphen."""
        return f"{self.amount:,f}"

    def printed_with_code(self) -> str:
        """As a message has it: "1,234.50 USD"."""
        return f"{self.printed()} {self.currency}"

    def printed_with_sign(self) -> str:
        """As on paper where it stands alone: "$1,234.50", "−$12.00", "€5.00", "JPY 1,234"."""
        sign = SIGNS.get(self.currency, f"{self.currency} ")
        return f"{MINUS if self.minor < 0 else ''}{sign}{abs(self.amount):,f}"

    def printed_as_column(self) -> str:
        """The bare amount as in a column on paper: "1,234.50", "−12.00"."""
        return self.printed().replace("-", MINUS)


def total(amounts: list[Money], currency: str) -> Money:
    """The sum, 0 of the currency for none."""
    for amount in amounts:
        _same(currency, amount.currency)
    return Money(sum(amount.minor for amount in amounts), currency)


def _same(one: str, other: str) -> None:
    if one != other:
        raise ValueError(f"{one} and {other} don't add up or compare")
