"""Which reads are bound to be priced alike: the class of a read is all that its contract asks of it.

A contract that only asks for modality and priority has a dozen classes, however many reads there are; each class is
matched once. What differs within a class (the accession's dearest exam, the tier's count, the clock) comes after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import attrgetter

from invoicing.contracts.choices import Unit
from invoicing.contracts.match import Match
from invoicing.contracts.model import Contract
from invoicing.pricing.columns import ReadColumns
from invoicing.pricing.matched_hours_and_codes import NOON, Calendars
from invoicing.pricing.price_list import edges
from reads.core.month import Month
from reads.routing.route import ToHospital

_ATTRIBUTES = {
    "cpt": ("exam.cpt",),
    "exam_code": ("logged.read.exam_code",),
    "modality": ("logged.read.modality", "exam.modality"),
    "read_type": ("logged.read.read_type",),
    "priority": ("logged.read.priority",),
    "radiologist": ("radiologist.id",),
    "patient_class": ("logged.read.patient_class",),
    "payer": ("logged.read.payer",),
    "modifiers": ("logged.read.modifiers",),
    "regions": ("exam.regions",),
}


class ReadClasses:
    """Gives the reads of a contract and month their classes."""

    def __init__(self, contract: Contract, month: Month, calendars: Calendars) -> None:
        attributes = _attributes(contract, contract.matches)
        self._of_read = attrgetter("facility.id", *attributes)
        self._by_reader = "radiologist.id" in attributes
        self._segments = [day for day in edges(contract) if month.first < day < month.end]
        self._clock = _clock(contract.matches, calendars)

    def of(self, read: ToHospital) -> Hashable:
        """The class of a read."""
        parts: list[Hashable] = [self._of_read(read)]
        if self._segments:
            parts.append(bisect_right(self._segments, read.terms.service_date))
        if self._clock is not None:
            parts.append(self._clock(read.terms.local_time))
        return tuple(parts)

    def of_columns(self, columns: ReadColumns) -> Iterable[Hashable]:
        """Of each read in columns something that only reads of one class share: its kind, and what else tells classes apart."""
        told: list[Iterable[Hashable]] = [columns.kinds]
        if self._by_reader:
            told.append(columns.readers)
        if self._segments:
            told.append(bisect_right(self._segments, day) for day in columns.service_dates)
        if self._clock is not None:
            told.append(map(self._clock, columns.local_times))
        return zip(*told, strict=True) if len(told) > 1 else columns.kinds


def _attributes(contract: Contract, matches: list[Match]) -> list[str]:
    """The attributes of a read that some match looks at, or that decide its units or work RVUs."""
    asked = {key for key in _ATTRIBUTES for match in matches if getattr(match, key)}
    if contract.unit is Unit.CPT or contract.needs_release:
        asked.add("cpt")
    if contract.unit is Unit.REGION:
        asked.add("regions")
    return [attribute for key in _ATTRIBUTES if key in asked for attribute in _ATTRIBUTES[key]]


def _clock(matches: list[Match], calendars: Calendars) -> Callable[[datetime], Hashable] | None:
    """What the matches can tell of a local time: between which of their edges it lies, and what kind of day it is."""
    names = tuple(sorted({name for match in matches for name in match.holiday}))
    times = {edge for match in matches for window in match.local_time for edge in (window.starts, window.ends)}
    if any(match.night_of for match in matches):
        times.add(NOON)
    if any(match.weekdays for match in matches) or names:
        nights = any(match.night_of and match.holiday for match in matches)
        return partial(_moment, sorted(times), partial(_kind_of_day, names, calendars, nights), {})
    return partial(_time_of_day, sorted(times)) if times else None


def _time_of_day(edges: list[time], local: datetime) -> int:
    return bisect_right(edges, local.time())


def _moment(
    edges: list[time], kind_of: Callable[[date], Hashable], kinds: dict[date, Hashable], local: datetime
) -> tuple[int, Hashable]:
    day = local.date()
    kind = kinds.get(day)
    if kind is None:
        kind = kinds[day] = kind_of(day)
    return bisect_right(edges, local.time()), kind


def _kind_of_day(names: tuple[str, ...], calendars: Calendars, nights: bool, day: date) -> Hashable:
    """Its weekday and what it is to each calendar; where nights count, what the day before is as well."""
    days = (day, day - timedelta(days=1)) if nights else (day,)
    return day.weekday(), *(calendars.kind(name, each) for name in names for each in days)
