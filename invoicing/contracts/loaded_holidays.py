"""The holiday days that contracts are priced with: loaded at `apply`, kept as dated values, a new version where a day moved.

    apply ── names of the contracts ──> lists of the books, else the library ──> holiday_calendars (append-only)
    price ── newest version of each name ──> HolidayCalendars

They reach to the end of the next year, and further with each apply; a longer reach alone changes no read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from invoicing.contracts.holiday_calendars import (
    CalendarHoliday,
    HolidayCalendar,
    HolidayCalendars,
    country_calendar,
    is_country,
)
from invoicing.contracts.model import Contract
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_NEWEST = (
    "SELECT name, starts, ends, days, source FROM holiday_calendars "
    "WHERE id IN (SELECT max(id) FROM holiday_calendars GROUP BY name) "
)


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """A calendar that was loaded anew: the days, among those known before, that count otherwise now."""

    name: str
    version: int
    until: date
    moved: tuple[date, ...] = ()


def load_calendars(reading: Reading, names: Collection[str] | None = None) -> HolidayCalendars:
    """The newest version of the calendars of those names (of all for None); books of 0.1.0 have none until `apply`."""
    if names is None:
        found = rows(reading, _NEWEST)
    else:
        found = rows(reading, _NEWEST + "AND name IN :names", names=sorted(names)) if names else []
    loaded = {name: _calendar(name, *kept) for name, *kept in found}
    return HolidayCalendars(loaded, frozenset(names or ()) - loaded.keys())


def own_lists(reading: Reading) -> frozenset[str]:
    """The names of the books' own lists that were loaded."""
    return frozenset(name for (name,) in rows(reading, "SELECT name FROM holiday_calendars WHERE source LIKE '%.csv'"))


def load_own_lists(reading: Reading) -> dict[str, HolidayCalendar]:
    """The books' own lists by name, in the newest version of each that was loaded."""
    loaded = load_calendars(reading, own_lists(reading)).by_name
    return {name: calendar for name, calendar in loaded.items() if calendar.source.endswith(".csv")}


def _calendar(name: str, starts: str, ends: str, days: str, source: str) -> HolidayCalendar:
    """The calendar as a version of it was kept."""
    holidays = tuple(
        CalendarHoliday(date.fromisoformat(observed), date.fromisoformat(day) if day else None, name)
        for day, observed, name in json.loads(days)
    )
    return HolidayCalendar(name, date.fromisoformat(starts), date.fromisoformat(ends), holidays, source)


def keep_calendars(
    session: Session,
    contracts: Iterable[Contract],
    own: Mapping[str, HolidayCalendar],
    *,
    actor: str,
    at: datetime,
) -> list[CalendarChange]:
    """Keeps the calendars that contracts go by, and the books' own lists, where they say something new.

    A list of one's own goes before a country of that name.
    """
    wanted = list(contracts)
    names = {name for contract in wanted for name in contract.holidays} | own.keys()
    kept = load_calendars(session, names)
    versions = dict(rows(session, "SELECT name, max(version) FROM holiday_calendars GROUP BY name"))
    changes = []
    for name in sorted(names):
        before = kept.by_name.get(name)
        now = own.get(name) or _of_country(name, wanted, before, at.year)
        if now is None or (before is not None and _says_the_same(before, now)):
            continue
        change = CalendarChange(
            name, versions.get(name, 0) + 1, now.until, tuple(sorted(before.moved(now))) if before else ()
        )
        _keep(session, now, change, actor, at)
        changes.append(change)
    return changes


def _of_country(
    name: str, contracts: Iterable[Contract], before: HolidayCalendar | None, year: int
) -> HolidayCalendar | None:
    """The library's calendar from the year before the first contract that asks for it, to the end of the next year."""
    if not is_country(name):
        return None
    first = min((each.effective.year for each in contracts if name in each.holidays), default=year) - 1
    last = year + 1
    if before is not None and is_country(name) and not before.source.endswith(".csv"):
        first, last = min(first, before.first.year), max(last, before.until.year - 1)
    return country_calendar(name, max(first, 1900), last)


def _says_the_same(before: HolidayCalendar, now: HolidayCalendar) -> bool:
    return replace(before, source="") == replace(now, source="")


def _keep(session: Session, calendar: HolidayCalendar, change: CalendarChange, actor: str, at: datetime) -> None:
    from invoicing.contracts.tables import HolidayCalendarRow
    from reads.store.events import Deed, record

    days = json.dumps(
        [[each.day.isoformat() if each.day else "", each.observed.isoformat(), each.name] for each in calendar.holidays]
    )
    digest = hashlib.sha256(days.encode()).hexdigest()
    session.add(
        HolidayCalendarRow(
            name=change.name,
            version=change.version,
            starts=calendar.first,
            ends=calendar.until,
            days=days,
            source=calendar.source,
            sha256=digest,
            at=at,
            actor=actor,
        )
    )
    session.flush()
    detail = {
        "version": change.version,
        "until": calendar.until.isoformat(),
        "source": calendar.source,
        "sha256": digest,
    }
    moved = [day.isoformat() for day in change.moved]
    record(session, Deed("holidays.loaded", change.name, {**detail, "moved": moved}), actor=actor, at=at)
