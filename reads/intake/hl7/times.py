"""HL7's times (DTM, TS) as RFC 3339 texts."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})?(?:(\d{2})(?:\.\d{1,6})?)?)?\s*(?:([+-])(\d{2}):?(\d{2}))?"
)


def written(sent: str, offset: str = "") -> str:
    """`20261003061200-0500` as `2026-10-03T06:12:00-05:00`; without an offset of its own with the one given, if any.

    What is no HL7 time comes back as it is: RFC 3339 stays that, and anything else is a fault that intake names. A day without
    a time of day stays a day.
    """
    found = _TIME.fullmatch(sent.strip())
    if not found:
        return sent.strip()
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    if not month or not day:
        return sent.strip()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = f"{sign}{hours}:{minutes}" if sign else offset
    return f"{year}-{month}-{day}T{hour}:{minute or '00'}:{second or '00'}{zone}"


def offset_of(sent: str) -> str:
    """The offset that a time has, as `-05:00`; empty without one. That of MSH-7 holds for the whole message (HL7 2.7, 2.14.9.7)."""
    found = _TIME.fullmatch(sent.strip())
    return f"{found[7]}{found[8]}:{found[9]}" if found and found[7] else ""
