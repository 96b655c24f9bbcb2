"""Which reads are bound to be priced alike: the class of a read is all that its contract asks of it.

A contract that only asks for modality and priority has a dozen classes, however many reads there are; each class is
matched once. What differs within a class (the accession's dearest exam, the tier's count, the clock) comes after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from invoicing.contracts.choices import Unit
from invoicing.contracts.match import Match
from invoicing.contracts.model import Contract
from invoicing.pricing.columns import ReadsOfKinds
from invoicing.pricing.matched_hours_and_codes import NOON, Calendars
from invoicing.pricing.price_list import edges
from reads.core.local_clock import LocalClock, ToldByHour
from reads.core.month import Month
from reads.intake.stored_row import RADIOLOGIST
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


ClassInColumns = tuple[Any, ...]
"""What tells classes of one facility's reads apart: the number of their words, then what else of a read counts."""


class ReadClasses:
    """Gives the reads of a contract and month their classes."""

    def __init__(self, contract: Contract, month: Month, calendars: Calendars) -> None:
        attributes = _attributes(contract, contract.matches)
        self._of_read = attrgetter("facility.id", *attributes)
        self.by_facility = any(match.facility for match in contract.matches)
        self._by_reader = "radiologist.id" in attributes
        self._segments = [day for day in edges(contract) if month.first < day < month.end]
        self._clock = told_of_clock(contract.matches, calendars)

    def of(self, read: ToHospital) -> Hashable:
        """The class of a read."""
        parts: list[Hashable] = [self._of_read(read)]
        if self._segments:
            parts.append(bisect_right(self._segments, read.terms.service_date))
        if self._clock is not None:
            parts.append(self._clock(read.terms.local_time))
        return tuple(parts)

    def within_kinds(self, reads: ReadsOfKinds, moments: Sequence[str]) -> Sequence[ClassInColumns]:
        """What tells the classes of a facility's reads apart, of each of them."""
        told: list[Iterable[Hashable]] = [reads.own.numbers]
        if self._by_reader:
            told.append(map(reads.readers.__getitem__, reads.own.place(RADIOLOGIST)))
        if self._segments:
            told.append(bisect_right(self._segments, reads.terms.service_date(moment)) for moment in moments)
        if self._clock is not None:
            told.append(_told_by_hour(reads.terms.clock, self._clock).of_all(moments))
        return list(zip(*told, strict=True))


def _attributes(contract: Contract, matches: list[Match]) -> list[str]:
    """The attributes of a read that some match looks at, or that decide its units or work RVUs."""
    asked = {key for key in _ATTRIBUTES for match in matches if getattr(match, key)}
    if contract.unit is Unit.CPT or contract.needs_release:
        asked.add("cpt")
    if contract.unit is Unit.REGION:
        asked.add("regions")
    return [attribute for key in _ATTRIBUTES if key in asked for attribute in _ATTRIBUTES[key]]


Tell = Callable[[datetime], Hashable]
"""What a contract can tell of a local time."""


@dataclass(frozen=True, slots=True)
class _TimeOfDay:
    """Between which edges a local time lies."""

    edges: tuple[time, ...]

    def __call__(self, local: datetime) -> int:
        return bisect_right(self.edges, local.time())


@dataclass(frozen=True, slots=True, eq=False)
class _TimeAndDay:
    """That, and what kind of day it is: its weekday and what it is to each calendar; where nights count, the day before too.

    Those that ask the same of the same calendars are equal.
    """

    edges: tuple[time, ...]
    names: tuple[str, ...]
    calendars: Calendars
    nights: bool
    kinds: dict[date, Hashable] = field(default_factory=dict)

    def __call__(self, local: datetime) -> tuple[int, Hashable]:
        day = local.date()
        kind = self.kinds.get(day)
        if kind is None:
            days = (day, day - timedelta(days=1)) if self.nights else (day,)
            kind = day.weekday(), *(self.calendars.kind(name, each) for name in self.names for each in days)
            self.kinds[day] = kind
        return bisect_right(self.edges, local.time()), kind

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TimeAndDay) and self._asked == other._asked

    def __hash__(self) -> int:
        return hash(self._asked)

    @property
    def _asked(self) -> Hashable:
        return self.edges, self.names, id(self.calendars), self.nights


def told_of_clock(matches: list[Match], calendars: Calendars) -> Tell | None:
    """What the matches can tell of a local time; None for nothing."""
    names = tuple(sorted({name for match in matches for name in match.holiday}))
    times = {edge for match in matches for window in match.local_time for edge in (window.starts, window.ends)}
    if any(match.night_of for match in matches):
        times.add(NOON)
    if any(match.weekdays for match in matches) or names:
        nights = any(match.night_of and match.holiday for match in matches)
        return _TimeAndDay(tuple(sorted(times)), names, calendars, nights)
    return _TimeOfDay(tuple(sorted(times))) if times else None


@lru_cache(maxsize=50)
def _told_by_hour(clock: LocalClock, tell: Tell) -> ToldByHour[Hashable]:
    """Shared by the contracts that ask for the same times of day."""
    return ToldByHour(clock, tell)
