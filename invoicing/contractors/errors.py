"""Why revenue and pay can't be put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from reads.core.errors import WetreadError, WrongUse
from reads.core.month import Month


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


class NotPaid(WrongUse):
    """A reader was named with whom no agreement is in force in the month."""

    code: ClassVar[str] = "not_paid"

    def __init__(self, radiologist: str, month: Month, known: Sequence[str]) -> None:
        super().__init__(
            f"no agreement with {radiologist} is in force in {month}",
            f"agreements of that month are with: {', '.join(known) or 'nobody'}",
        )
