"""Amounts and quantities of a hospital's list, as people and programs write them; what has two readings is none."""

from __future__ import annotations

import re
from decimal import Decimal

from reads.core.money import Money, parse_decimal

_AMERICAN = re.compile(r"\d*(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_EUROPEAN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d{2}")


def units_beside(units: Decimal, amount: Money | None) -> Decimal:
    """The units of a row: one whose amount is below zero takes an order back, and its units with it, whichever sign they have."""
    return -abs(units) if amount is not None and amount.minor < 0 else units


def number(text: str, currency: str = "") -> Decimal:
    """The number of a cell: $1,234.50, (12.00), 38, 12.00-, 1.234,50; ValueError for anything else.

    A comma stands before three digits, or before two at the end where a comma is the decimal sign: 1,5 may be either.
    """
    plain = "".join(text.split())
    below = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()").replace("$", "").replace(currency, "")
    if plain.endswith("-") and not below:
        plain, below = plain[:-1], True
    sign, digits = (-1 if below else 1), plain
    if digits[:1] in ("-", "+") and not below:
        sign, digits = (-1 if digits[0] == "-" else 1), digits[1:]
    if _EUROPEAN.fullmatch(digits):
        return sign * parse_decimal(digits.replace(".", "").replace(",", "."))
    if not digits or not _AMERICAN.fullmatch(digits):
        raise ValueError(text)
    return sign * parse_decimal(digits.replace(",", ""))
