"""Spans of days, half-open: the first day counts, the end is the first day that no longer does (spec 1). The one owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


def within(day: date, first: date | None, end: date | None) -> bool:
    """Whether the day lies in [first, end); None is open on that side."""
    return (first is None or first <= day) and (end is None or day < end)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days from `first` on and before `end`; None is open on that side."""

    first: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        """Whether it has a day."""
        return self.first is None or self.end is None or self.first < self.end

    def contains(self, day: date) -> bool:
        """Whether the day lies in it."""
        return within(day, self.first, self.end)

    def clipped(self, other: DateSpan) -> DateSpan:
        """The days that lie in both; false where there is none."""
        firsts = [each for each in (self.first, other.first) if each is not None]
        ends = [each for each in (self.end, other.end) if each is not None]
        return DateSpan(max(firsts, default=None), min(ends, default=None))

    def overlaps(self, other: DateSpan) -> bool:
        """Whether a day lies in both."""
        return bool(self) and bool(other) and bool(self.clipped(other))

    @property
    def days(self) -> int:
        """How many days it has; ValueError where a side is open."""
        if self.first is None or self.end is None:
            raise ValueError(f"the days of {self} can't be counted")
        return max((self.end - self.first).days, 0)

    @property
    def last(self) -> date | None:
        """Its last day; None where it has no end."""
        return None if self.end is None else self.end - timedelta(days=1)

    def __str__(self) -> str:
        """As a message has it: "2026-01-01 to 2026-12-31", "from 2026-01-01"."""
        if self.first is None:
            return "always" if self.end is None else f"until {self.last}"
        return f"from {self.first}" if self.end is None else f"{self.first} to {self.last}"


def quarter(year: int, number: int) -> DateSpan:
    """The days of a quarter."""
    return DateSpan(
        date(year, 3 * number - 2, 1), date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    )
