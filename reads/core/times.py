"""Instants and the local times they were written as.

Stored form: `2026-10-03T06:12:00Z` for an instant; without the `Z`, local time at a facility whose zone is not known yet.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reads.core.clock_changes import ReadTime, local_instant

_ISO = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{8})"
    r"(?:\D\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?)?)?",
    re.ASCII,
)
_END_OF_DAY = re.compile(r"(\d{4}-?\d{2}-?\d{2}\D)24((?::?00){0,2}(?:[.,]0+)?(?:[Z+-].*)?)", re.ASCII)


def iso_time(text: str) -> datetime:
    """A day, or a day and a time, in ISO 8601; ValueError otherwise.

    Python alone takes any sign for what stands between the two, a digit too: 202610030131-05 would be 13:00. The end of a day,
    24:00, is the beginning of the next, in every version of Python.
    """
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text!r} is no time")
    if found := _END_OF_DAY.fullmatch(text):
        return datetime.fromisoformat(f"{found[1]}00{found[2]}") + timedelta(days=1)
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
