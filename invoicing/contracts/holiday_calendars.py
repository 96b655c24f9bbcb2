"""The holidays that contracts go by, as dated values: each day, and the day on which it is observed (spec 3.9).

    holiday            day          observed
    Independence Day   2026-07-04   2026-07-03     a Saturday, kept on Friday

What a contract is priced with was loaded at `wetread apply` and stays, whatever a later version of the `holidays` library
says. The library is asked here alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import Any

from invoicing.contracts.match import Observed
from reads.directory.model import Holiday as OwnHoliday

_NEAR = timedelta(days=10)
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,5})?")


@dataclass(frozen=True, slots=True, order=True)
class CalendarHoliday:
    """One holiday: the day itself (None where only its substitute is known), the day on which it is observed, its name."""

    observed: date
    day: date | None
    name: str = ""

    @property
    def days(self) -> frozenset[date]:
        """The days that count where both do."""
        return frozenset({self.observed, self.day or self.observed})


class DayKind(StrEnum):
    """What a day is to a calendar."""

    ORDINARY = "ordinary"
    BOTH = "both"
    ACTUAL = "actual"
    OBSERVED = "observed"

    def counts(self, wanted: Observed) -> bool:
        """Whether such a day is a holiday to a match that asks for these days."""
        return self is not DayKind.ORDINARY and (
            wanted is Observed.BOTH or self is DayKind.BOTH or self == wanted.value
        )


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The holidays of one name from `first` to before `until`, and where they come from."""

    name: str
    first: date
    until: date
    holidays: tuple[CalendarHoliday, ...]
    source: str = ""
    _kinds: dict[date, DayKind] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        actual = {holiday.day for holiday in self.holidays}
        observed = {holiday.observed for holiday in self.holidays}
        for day in {*actual, *observed} - {None}:
            both = day in actual and day in observed
            kind = DayKind.BOTH if both else DayKind.ACTUAL if day in actual else DayKind.OBSERVED
            self._kinds[day or date.min] = kind

    def kind(self, day: date) -> DayKind | None:
        """What the day is; None where the calendar doesn't reach."""
        if not self.first <= day < self.until:
            return None
        return self._kinds.get(day, DayKind.ORDINARY)

    def moved(self, other: HolidayCalendar) -> frozenset[date]:
        """The days, among those that both know, which the other calendar takes for something else: what reprices reads."""
        first, until = max(self.first, other.first), min(self.until, other.until)
        days = {day for day in {*self._kinds, *other._kinds} if first <= day < until}
        return frozenset(day for day in days if self.kind(day) != other.kind(day))


@dataclass(frozen=True, slots=True)
class HolidayCalendars:
    """Calendars by name; of a country that was never loaded, the days of the installed library; any other knows no day."""

    by_name: Mapping[str, HolidayCalendar] = field(default_factory=dict)
    unloaded: frozenset[str] = frozenset()

    def kind(self, name: str, day: date) -> DayKind | None:
        """What the day is to the calendar of that name; None where nothing says."""
        calendar = self.by_name.get(name)
        if calendar is None and name in self.unloaded and is_country(name):
            calendar = country_calendar(name, day.year, day.year)
        return calendar.kind(day) if calendar else None


NO_CALENDARS = HolidayCalendars()


@dataclass(frozen=True, slots=True)
class CountryCalendars:
    """Lists of the books' own, then every country in every year, by the installed version of the library.

    For what is reckoned anew each time it is looked at, as readers' pay is; contracts have their days loaded.
    """

    own: HolidayCalendars = NO_CALENDARS

    def kind(self, name: str, day: date) -> DayKind | None:
        """What the day is to the calendar of that name; None where nothing says."""
        if name in self.own.by_name or not is_country(name):
            return self.own.kind(name, day)
        return country_calendar(name, day.year, day.year).kind(day)


def own_calendars(lists: Mapping[str, Iterable[OwnHoliday]]) -> dict[str, HolidayCalendar]:
    """The books' own lists by name; each reaches over the years of its days: a year without a day isn't written yet."""
    found = {}
    for name, days in lists.items():
        holidays = sorted(
            (CalendarHoliday(each.observed or each.day, each.day, each.name) for each in days), key=_order
        )
        years = sorted(each.day.year for each in days)
        if years:
            span = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
            found[name] = HolidayCalendar(name, *span, tuple(holidays), f"holidays/{name}.csv")
    return found


@cache
def is_country(name: str) -> bool:
    """Whether the `holidays` library knows the country, or the country's subdivision ("US-IL")."""
    import holidays

    country, _, part = name.partition("-")
    if not _COUNTRY.fullmatch(name):
        return False
    try:
        holidays.country_holidays(country, subdiv=part or None)
    except (NotImplementedError, KeyError):
        return False
    return True


def library() -> str:
    """The installed version of the `holidays` library, which decides which days are holidays: "holidays 0.109"."""
    return "holidays " + version("holidays")


@cache
def country_calendar(name: str, first: int, last: int) -> HolidayCalendar:
    """The calendar of a country or a part of it, for whole years, by the installed version of the library."""
    import holidays

    country, _, part = name.partition("-")
    years = range(first - 1, last + 2)
    actual, kept = (
        holidays.country_holidays(country, subdiv=part or None, years=years, observed=observed)
        for observed in (False, True)
    )
    starts, until = date(first, 1, 1), date(last + 1, 1, 1)
    found = _linked(dict(actual), dict(kept), str(getattr(kept, "observed_label", "") or ""))
    within = (holiday for holiday in found if any(starts <= day < until for day in holiday.days))
    return HolidayCalendar(name, starts, until, tuple(sorted(within, key=_order)), library())


def _order(holiday: CalendarHoliday) -> tuple[Any, ...]:
    return holiday.observed, holiday.day or date.min, holiday.name


def _linked(actual: Mapping[date, str], kept: Mapping[date, str], label: str) -> list[CalendarHoliday]:
    """Each day with the one kept in its place: the library lists both, and doesn't say which is whose.

    A day kept in another's place has that one's name with a label, or lies next to a day of a weekend.
    """
    moved_to: dict[date, date] = {}
    alone: list[CalendarHoliday] = []
    for day in sorted(kept.keys() - actual.keys()):
        owner = _owner(day, kept[day], actual, label, moved_to.keys())
        if owner is None:
            alone.append(CalendarHoliday(day, None, kept[day]))
        else:
            moved_to[owner] = day
    return [*alone, *(CalendarHoliday(moved_to.get(day, day), day, name) for day, name in actual.items())]


def _owner(day: date, name: str, actual: Mapping[date, str], label: str, taken: Collection[date]) -> date | None:
    """The holiday in whose place the day is kept."""
    near = sorted(
        (other for other in actual if abs(other - day) <= _NEAR and other not in taken),
        key=lambda other: abs(other - day),
    )
    plain = {_plain(part, label) for part in name.split("; ")}
    named = [other for other in near if plain & set(actual[other].split("; "))]
    weekend = [other for other in near if other < day and other.weekday() >= 5]
    return next(iter((*named, *weekend)), None)


def _plain(name: str, label: str) -> str:
    before, found, after = label.partition("%s")
    return name.removeprefix(before).removesuffix(after) if found else name
