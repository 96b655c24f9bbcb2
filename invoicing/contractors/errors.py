"""Why revenue and pay can't be put side by side."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from reads.core.errors import WetreadError, WrongUse


class NoExchangeRate(WetreadError):
    """An amount can't be told in the currency that was asked for."""

    code: ClassVar[str] = "no_exchange_rate"

    def __init__(self, source: str, target: str, day: date) -> None:
        super().__init__(
            f"agreements/exchange.csv has no rate from {source} to {target} of {day} or before",
            f"add a row: {source},{target},{day},RATE",
        )


class BadYear(WrongUse):
    """What was given as a year is none."""

    code: ClassVar[str] = "bad_year"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a year", "write it like 2026")
