"""A calendar month, the unit of closing: "2026-10"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months' names, whatever language the machine speaks."""

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month; its days are half-open, [first, end)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """From "2026-10"; ValueError for anything else."""
        found = _MONTH.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not a month like 2026-10")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that the day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return calendar.monthrange(self.year, self.number)[1]

    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> Month:
        """The month before."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def __contains__(self, day: date) -> bool:
        return day.year == self.year and day.month == self.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def spelled(self) -> str:
        """As on paper: "October 2026"."""
        return f"{MONTHS[self.number - 1]} {self.year}"
