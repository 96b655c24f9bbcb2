"""Months and days as they are typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import overload

from reads.core.errors import WrongUse
from reads.core.month import Month


class BadMonth(WrongUse):
    """Not a month."""

    code = "bad_month"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a month", "write year and month, such as 2026-10")


class BadDate(WrongUse):
    """Not a day."""

    code = "bad_date"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a date", "write it as 2026-11-02")


@overload
def parsed_month(text: str) -> Month: ...
@overload
def parsed_month(text: str | None) -> Month | None: ...
def parsed_month(text: str | None) -> Month | None:
    """The month that was typed, None for none; BadMonth for anything else."""
    try:
        return None if text is None else Month.parse(text)
    except ValueError:
        raise BadMonth(text or "") from None


def parsed_day(text: str | None) -> date | None:
    """The day that was typed, None for none; BadDate for anything else."""
    try:
        return None if text is None else datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day)
    except ValueError:
        raise BadDate(text or "") from None
