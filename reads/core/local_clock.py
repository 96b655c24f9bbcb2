"""The clock on the wall of a place, for very many instants: its distance from UTC is looked up once an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache


class LocalClock:
    """Tells local times of stored instants (`reads.core.times.stored`, in UTC: they end with Z)."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[str, timedelta | None] = {}

    def at(self, instant: str) -> datetime:
        """The local time, naive."""
        hour = instant[:13]
        try:
            offset = self._offsets[hour]
        except KeyError:
            offset = self._offsets[hour] = self._through(hour)
        at = datetime.fromisoformat(instant[:19])
        if offset is None:
            return at.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None)
        return at + offset

    def _through(self, hour: str) -> timedelta | None:
        """How far ahead of UTC the place is through the whole hour; None where its clocks are changed within."""
        first = datetime.fromisoformat(f"{hour}:00:00+00:00").astimezone(self._zone)
        last = datetime.fromisoformat(f"{hour}:59:59+00:00").astimezone(self._zone)
        return first.utcoffset() if first.utcoffset() == last.utcoffset() else None


@lru_cache(maxsize=1_000)
def local_clock(zone: tzinfo) -> LocalClock:
    """The zone's clock, shared by all that ask."""
    return LocalClock(zone)
