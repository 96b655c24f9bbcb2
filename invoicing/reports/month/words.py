"""How the report writes figures: for readers in the United States, with a true minus sign."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from reads.core.money import Money, rounded

MINUS = "\N{MINUS SIGN}"
NONE = "–"
SPACE = "\N{NO-BREAK SPACE}"


def amount(value: Money) -> str:
    """The bare amount of a column: 1,234.50, −12.00."""
    return value.printed().replace("-", MINUS)


def money(value: Money) -> str:
    """The amount where it stands alone: $1,234.50, −$12.00, EUR 1,234.50."""
    sign = "$" if value.currency == "USD" else f"{value.currency} "
    return f"{MINUS if value.minor < 0 else ''}{sign}{Money(abs(value.minor), value.currency).printed()}"


def whole(value: Money) -> str:
    """The amount in whole major units, where a glance is enough: $46,506."""
    sign = "$" if value.currency == "USD" else f"{value.currency} "
    return f"{MINUS if value.minor < 0 else ''}{sign}{rounded(abs(value.amount), 0):,f}"


def count(value: int) -> str:
    """With thousands separators."""
    return f"{value:,}"


def counted(value: int, noun: str) -> str:
    """1 read, 1,204 reads; 1 study, 3 studies."""
    if value == 1:
        return f"1 {noun}"
    return f"{value:,} {noun[:-1]}ies" if noun.endswith("y") else f"{value:,} {noun}s"


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


def day(value: date) -> str:
    """November 24, 2026."""
    return f"{value:%B} {value.day}, {value.year}"


def from_code(code: str) -> str:
    """A reason's code as words: unknown_exam is "Unknown exam"."""
    text = code.replace("_", " ")
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where a chart has no room; tables have all of it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
