"""The only place that asks the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from reads.core import time_zones


class Clock(Protocol):
    """Tells the present instant, in UTC."""

    def now(self) -> datetime:
        """The present instant, to the second, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, to the second, in UTC."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass
class FixedClock:
    """A clock that stands still until somebody sets it."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant


def today(clock: Clock, zone: str) -> date:
    """The calendar day in a time zone (IANA name)."""
    return clock.now().astimezone(time_zones.zone(zone)).date()
