"""How figures, dates and texts look on paper: for readers in the United States, the same on every machine."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from reads.core.currency import places_of
from reads.core.money import MINUS, rounded
from reads.core.month import MONTHS, Month

UNKNOWN = "–"
INVISIBLE = {"Cc", "Cf"}  # controls, marks of direction, zero-width and soft hyphens


def plain(text: str) -> str:
    """The text in composed letters and on one line: line ends and tabs become spaces, what can't be seen is left out."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) not in INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def decimal(value: Decimal, places: int) -> str:
    """With thousands separators, a true minus sign, and exactly so many places (more only where the value has them)."""
    exponent = value.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{value:,.{max(places, own)}f}".replace("-", MINUS)


@lru_cache(4_096)
def amount(value: Decimal, places: int) -> str:
    """Rounded half away from zero to so many places, and printed as `decimal` does."""
    return f"{rounded(value, places):,f}".replace("-", MINUS)


def quantity(value: Decimal | int) -> str:
    """Without trailing zeros: 1,204 or 7.25."""
    return f"{value:,d}".replace("-", MINUS) if isinstance(value, int) else decimal(value, 0)


def unit_price(value: Decimal, currency: str) -> str:
    """With the currency's places, or more where a rate has more (36.4375)."""
    return decimal(value, places_of(currency))


def long_date(day: date) -> str:
    """October 31, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def period(month: Month) -> str:
    """October 1–31, 2026."""
    return f"{MONTHS[month.number - 1]} 1–{month.days}, {month.year}"


@cache
def short_date(day: date) -> str:
    """Oct 31, 2026."""
    return f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def short_time(at: datetime, zone: str) -> str:
    """On the facility's clock: Oct 31, 2026 23:14 CDT."""
    return f"{short_date(at.date())} {at.hour:02d}:{at.minute:02d} {zone}".rstrip()


def minutes(value: int | None) -> str:
    """Whole minutes, a dash where the clock's times are missing."""
    return UNKNOWN if value is None else f"{value:,d}".replace("-", MINUS)
