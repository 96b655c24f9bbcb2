"""Instants and the local times they were written as.

Stored form: `2026-10-03T06:12:00Z` for an instant; without the `Z`, local time at a facility whose zone is not known yet.

Time zones come from the tzdata package that wetread is locked to: the files of the system, or those that PYTHONTZPATH names,
would bill another hour on another machine (spec 2.4). Every zone is made here, so that no process asks for one before that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, reset_tzpath

reset_tzpath(to=())
ZoneInfo.clear_cache()

_ISO = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{8})"
    r"(?:\D\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?)?)?",
    re.ASCII,
)


class LocalFault(StrEnum):
    """Why a local time alone doesn't name one instant (spec 2.1)."""

    GAP = "time_in_gap"
    FOLD = "time_ambiguous"


@dataclass(frozen=True, slots=True)
class ReadTime:
    """What a source's time was taken as: an instant in UTC, or naive where the zone is unknown."""

    at: datetime
    fault: LocalFault | None = None


def tzdata_version() -> str:
    """Which time zones are in force in this process: the package's version and IANA's, like `2026.6 (IANA 2026f)`."""
    import tzdata

    return f"{tzdata.__version__} (IANA {tzdata.IANA_VERSION})"


def zone(name: str) -> ZoneInfo:
    """The IANA zone of a name that is known to be one; ZoneInfoNotFoundError otherwise."""
    return ZoneInfo(name)


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None."""
    try:
        return zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local_instant(naive: datetime, zone: ZoneInfo) -> ReadTime:
    """The instant of a local time: the first after a gap, the first of two (spec 2.1)."""
    first = naive.replace(tzinfo=zone, fold=0)
    early, late = first.utcoffset(), first.replace(fold=1).utcoffset()
    if early == late:
        return ReadTime(first.astimezone(UTC))
    if early is not None and late is not None and early < late:
        return ReadTime(_end_of_gap(naive, zone, late - early), LocalFault.GAP)
    return ReadTime(first.astimezone(UTC), LocalFault.FOLD)


def _end_of_gap(naive: datetime, zone: ZoneInfo, width: timedelta) -> datetime:
    """The first instant after the gap that a local time falls into."""
    low = (naive - width).replace(tzinfo=zone).astimezone(UTC)
    high = (naive + width).replace(tzinfo=zone).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def iso_time(text: str) -> datetime:
    """A day, or a day and a time, in ISO 8601; ValueError otherwise.

    Python alone takes any sign for what stands between the two, a digit too: 202610030131-05 would be 13:00.
    """
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text!r} is no time")
    return datetime.fromisoformat(text)


def parse_time(text: str, zone: ZoneInfo | None) -> ReadTime:
    """An RFC 3339 time, or one without an offset in the zone given (naive if none is); ValueError otherwise."""
    found = iso_time(text)
    if len(text) <= 10:
        raise ValueError(f"{text!r} has no time of day")
    found = found.replace(microsecond=0)
    if found.tzinfo is not None:
        return ReadTime(found.astimezone(UTC))
    return ReadTime(found) if zone is None else local_instant(found, zone)


def stored(at: datetime) -> str:
    """The stored form of an instant in UTC or of a naive local time."""
    return at.isoformat()[:19] + ("" if at.tzinfo is None else "Z")


def restored(text: str) -> datetime:
    """The time of a stored form: in UTC, or naive where its zone was unknown."""
    return datetime.fromisoformat(text)


def rfc3339(at: datetime) -> str:
    """As in JSON (spec 6)."""
    return stored(at)
