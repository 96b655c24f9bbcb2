"""Reads that are bound to earn the same: the class of a read is its words and what its agreement can tell of its moment.

Each class is priced once. What a class can't say, namely whose fault it is that it has no price, is asked of each read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.rate_of_pay import Earned, ReadPricer
from invoicing.contractors.reads_of_reader import WorkKind
from invoicing.pricing.matched_hours_and_codes import Calendars
from invoicing.pricing.price_classes import Tell, told_of_clock
from reads.core.local_clock import ToldByHour, local_clock
from reads.core.month import Month
from reads.core.time_zones import zone as zone_of
from reads.directory.model import Radiologist
from reads.routing.route import Reason

NOT_PAID = ()
"""What is told of a moment outside of the month or of the agreement's life."""


class EarnedByClass(NamedTuple):
    """What each read of a class earns, None where that is asked read by read; and whether it counts towards the bonus."""

    earned: Earned | None
    counts: bool


@dataclass(frozen=True, slots=True)
class _LifeInMonth:
    """What an agreement tells of a local time within its days of a month, `starts` inclusive, `ends` exclusive."""

    starts: date
    ends: date
    edges: tuple[date, ...]
    clock: Tell | None

    def __call__(self, local: datetime) -> Hashable:
        day = local.date()
        if not self.starts <= day < self.ends:
            return NOT_PAID
        return bisect_right(self.edges, day), self.clock(local) if self.clock else 0


class EarnedAlike:
    """The classes of one agreement in a month."""

    def __init__(
        self, agreement: Agreement, month: Month, pricer: ReadPricer, reader: Radiologist, calendars: Calendars
    ) -> None:
        self._agreement = agreement
        self._pricer = pricer
        self._reader = reader
        self._zone = zone_of(agreement.timezone) if agreement.timezone else None
        matches = [match for _, _, match in agreement.matches]
        self._by_facility = any(match.facility for match in matches)
        dated = (*agreement.rates, *agreement.differentials)
        days = {day for clause in dated for day in (clause.starts, clause.ends) if day is not None}
        starts, ends = max(agreement.effective, month.first), min(agreement.until or month.end, month.end)
        edges = tuple(sorted(day for day in days if starts < day < ends))
        self._told = _LifeInMonth(starts, ends, edges, told_of_clock(matches, calendars))
        self._known: dict[Hashable, EarnedByClass | None] = {}

    def of_all(self, kinds: Sequence[WorkKind], signed: Sequence[str]) -> list[EarnedByClass | None]:
        """The class of each read, by its kind and when it was signed; None where the agreement doesn't pay it."""
        return [
            None if told is NOT_PAID else self._of(kind, told, moment)
            for kind, told, moment in zip(kinds, self._told_of(kinds, signed), signed, strict=True)
        ]

    def _of(self, kind: WorkKind, told: Hashable, signed: str) -> EarnedByClass | None:
        key = kind.words, told, kind.facility.id if self._by_facility else ""
        found = self._known.get(key, _UNASKED)
        return self._known.setdefault(key, self._asked(kind, signed)) if found is _UNASKED else found

    def _told_of(self, kinds: Sequence[WorkKind], signed: Sequence[str]) -> Sequence[Hashable]:
        """What the agreement tells of each moment, by its own clock or by that of each read's facility."""
        if self._zone is not None:
            return _told_by_hour(self._zone, self._told).of_all(signed)
        places: defaultdict[tzinfo, list[int]] = defaultdict(list)
        for place, kind in enumerate(kinds):
            places[kind.facility.zone].append(place)
        told: dict[int, Hashable] = {}
        for zone, those in places.items():
            of_zone = _told_by_hour(zone, self._told).of_all([signed[place] for place in those])
            told.update(zip(those, of_zone, strict=True))
        return [told[place] for place in range(len(kinds))]

    def _asked(self, kind: WorkKind, signed: str) -> EarnedByClass | None:
        read = kind.standing_in(self._reader, signed)
        if read.read.read_type not in self._agreement.earns:
            return None
        local = read.local_time(self._agreement.timezone)
        answer = self._pricer.price(read, local)
        if isinstance(answer, Reason):
            return EarnedByClass(None, False)
        return EarnedByClass(answer, self._pricer.counts(read, local))


_UNASKED = EarnedByClass(None, True)


@lru_cache(maxsize=500)
def _told_by_hour(zone: tzinfo, told: _LifeInMonth) -> ToldByHour[Hashable]:
    """Shared by the agreements that ask for the same days and times of day."""
    return ToldByHour(local_clock(zone), told)
