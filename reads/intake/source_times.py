"""Times as sources write them, with an offset or in the facility's zone, to their stored form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reads.core.clock_changes import LocalFault
from reads.core.times import iso_time, parse_time, stored
from reads.directory.directory import Directory
from reads.intake.field_parsers import NO_TIME_CODE, WrongField

EARLIEST = "2000-01-01T00:00:00Z"
"""Anything before is a placeholder or a spreadsheet's idea of a date."""

NO_TIME = WrongField(
    NO_TIME_CODE,
    "is not a time like 2026-10-03T06:12:00-05:00",
    "write year-month-day, T, hours:minutes:seconds and the offset; without an offset it is the facility's local time",
)
TOO_EARLY = WrongField(
    "time_too_early", "lies before the year 2000", "correct the time at the source, then import again"
)
TOO_LATE = WrongField(
    "time_in_future",
    "lies more than a day ahead of this machine's clock",
    "correct the time at the source; if it is right, correct the clock",
)
WARNINGS = {
    LocalFault.GAP: WrongField(
        "time_in_gap",
        "does not exist at the facility: clocks went forward; taken as the first instant after the gap",
        "send times with their offset",
    ),
    LocalFault.FOLD: WrongField(
        "time_ambiguous",
        "happens twice at the facility: clocks went back; taken as the first of the two",
        "send times with their offset",
    ),
}

DROPPED_CODE = "time_dropped"
"""The code of what is said of a time that a read can do without, and that was left out since it can't be read."""


def dropped(wrong: WrongField) -> WrongField:
    """What is said of such a time: the read goes without it, whether recorded now or decided on later (spec 2.4)."""
    return WrongField(DROPPED_CODE, f"{wrong.message}; it is left out of the read", wrong.remedy)


_HOURS_KEPT = 100_000
_WITHIN = frozenset(f":{minute:02d}:{second:02d}" for minute in range(60) for second in range(60))
_LENGTHS = (19, 20, 25)
"""Of 2026-10-03T06:12:00, the same with Z, and with an offset."""


class Moments:
    """Reads times for the facilities of a directory; remembers for each hour, as it was written, the hour in UTC."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        self._directory = directory
        self._latest = stored(now + timedelta(days=1))
        self._hours: dict[str, str] = {}
        self._zones = {name: rows[0].zone.key for name, rows in directory.facilities.items() if len(rows) == 1}

    def quick(self, facility: str, text: str) -> str:
        """The stored form of a time that needs no comment; ValueError for one that `careful` must look at."""
        if not text:
            return ""
        written = text[:13] + (text[19:] or self._zones.get(facility, ""))
        hour, within = self._hours.get(written), text[13:19]
        form = f"{hour}{within}Z" if hour and within in _WITHIN else self._parsed(facility, text, written)
        if not EARLIEST <= form <= self._latest:
            raise ValueError
        return form

    def careful(self, facility: str, text: str) -> tuple[str | WrongField, WrongField | None]:
        """The stored form or what is wrong with it, and a warning where the local time alone names no instant."""
        try:
            found = parse_time(text.strip(), self._zone(facility, text.strip()))
        except (ValueError, OverflowError):
            return NO_TIME, None
        form = stored(found.at)
        if form < EARLIEST:
            return TOO_EARLY, None
        if form > self._latest:
            return TOO_LATE, None
        return form, WARNINGS[found.fault] if found.fault else None

    def _parsed(self, facility: str, text: str, written: str) -> str:
        """The stored form; the hour is remembered where it is one whole hour in UTC, told by neither gap nor fold."""
        at = iso_time(text)
        if len(text) <= 10 or text[11:13] == "24":
            raise ValueError
        if at.tzinfo is None:
            zone = self._zone(facility, text)
            offset = None if zone is None else _steady_offset(at.replace(minute=0, second=0), zone)
            if offset is None:
                raise ValueError
            form = stored(at - offset) + "Z"
        else:
            form = stored(at.astimezone(UTC))
        if len(text) in _LENGTHS and len(written) > 13 and text[13:19] == form[13:19]:
            if len(self._hours) >= _HOURS_KEPT:
                self._hours.clear()
            self._hours[written] = form[:13]
        return form

    def _zone(self, facility: str, text: str) -> ZoneInfo | None:
        """The facility's zone on the day, else that of any of its rows; None where the directory lacks it."""
        rows = self._directory.facilities.get(facility)
        if not rows:
            return None
        row = self._directory.facility_at(facility, datetime.fromisoformat(text)) if len(rows) > 1 else None
        return (row or rows[-1]).zone


def _steady_offset(start: datetime, zone: ZoneInfo) -> timedelta | None:
    """The zone's offset, if it is one and the same all through the hour, told by neither gap nor fold."""
    offsets = {
        (start + timedelta(minutes=minutes)).replace(tzinfo=zone, fold=fold).utcoffset()
        for minutes in (0, 59)
        for fold in (0, 1)
    }
    return offsets.pop() if len(offsets) == 1 else None
