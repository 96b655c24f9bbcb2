"""How the report writes figures: for readers in the United States, with a true minus sign."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reads.core.currency import SIGNS
from reads.core.money import MINUS, Money, rounded

NONE = "–"
SPACE = "\N{NO-BREAK SPACE}"


def whole(value: Money) -> str:
    """The amount in whole major units, where a glance is enough: $46,506."""
    sign = SIGNS.get(value.currency, f"{value.currency} ")
    return f"{MINUS if value.minor < 0 else ''}{sign}{rounded(abs(value.amount), 0):,f}"


def count(value: int) -> str:
    """With thousands separators."""
    return f"{value:,}"


def share(part: int | Decimal, all_: int | Decimal) -> str:
    """A part of a hundred with one place, a dash of nothing."""
    return percent(Fraction(part) * 100 / Fraction(all_)) if all_ else NONE


def rough(value: int) -> str:
    """A round number of a scale, short: 500, 2k, 1.5m."""
    for unit, name in ((1_000_000, "m"), (1_000, "k")):
        if value >= unit:
            return f"{rounded(Fraction(value, unit), 1).normalize():f}{name}"
    return str(value)


def percent(value: Fraction | Decimal | None, places: int = 1) -> str:
    """92.4 %, a dash where there is nothing to say."""
    return NONE if value is None else f"{rounded(value, places):,f}{SPACE}%".replace("-", MINUS)


def minutes(value: int | None) -> str:
    """31 min, a dash where nobody knows."""
    return NONE if value is None else f"{value:,}{SPACE}min"


def from_code(code: str) -> str:
    """A reason's code as words: unknown_exam is "Unknown exam"."""
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where a chart has no room; tables have all of it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
