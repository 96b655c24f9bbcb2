"""The clock on the wall of a place, for very many instants: its distance from UTC, and what it means, are looked up once an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Generic, TypeVar

T = TypeVar("T")


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


class ToldByHour(Generic[T]):
    """What is told of local times, for very many instants: asked once an hour where it is the same through all of it.

    What is told may only change with the day, and within a day at edges that it counts up.
    """

    def __init__(self, clock: LocalClock, tell: Callable[[datetime], T]) -> None:
        self._clock = clock
        self._tell = tell
        self._told = _Hours(self._through)

    def at(self, instant: str) -> T:
        """What is told of an instant's local time."""
        told = self._told[instant[:13]]
        return self._tell(self._clock.at(instant)) if told is None else told

    def of_all(self, instants: Sequence[str]) -> list[T]:
        """What is told of each of many instants."""
        found: list[Any] = list(map(self._told.__getitem__, [instant[:13] for instant in instants]))
        return list(map(self.at, instants)) if None in found else found

    def _through(self, hour: str) -> T | None:
        """What is told of every minute of the hour; None where that differs."""
        first, last = self._clock.at(f"{hour}:00:00Z"), self._clock.at(f"{hour}:59:59Z")
        told = self._tell(first)
        is_one = last - first == _ALL_BUT_A_SECOND and first.date() == last.date() and told == self._tell(last)
        return told if is_one else None


class _Hours(dict[str, Any]):
    """What is told of each hour, asked when it is first looked up."""

    def __init__(self, ask: Callable[[str], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, hour: str) -> Any:
        told = self[hour] = self._ask(hour)
        return told


_ALL_BUT_A_SECOND = timedelta(minutes=59, seconds=59)


@lru_cache(maxsize=1_000)
def local_clock(zone: tzinfo) -> LocalClock:
    """The zone's clock, shared by all that ask."""
    return LocalClock(zone)
