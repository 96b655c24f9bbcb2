"""When reads are signed, on the clock of the place where the patient is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from invoicing.pricing.columns import ReadColumns
from reads.core.local_clock import LocalClock, ToldByHour
from reads.directory.directory import Directory
from reads.intake.stored_row import SIGNED_AT
from reads.routing.route import Held, Nowhere, Route, ToHospital, ToInsurer

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class Volume:
    """A month's reads: `hours` by door and hour (0 to 23), `week` by weekday (0 for Monday) and hour."""

    hours: Mapping[tuple[str, int], int]
    week: Mapping[tuple[int, int], int]

    def through(self, door: str) -> int:
        """How many reads took the door."""
        return sum(self.hours.get((door, hour), 0) for hour in HOURS)

    @property
    def total(self) -> int:
        """All reads."""
        return sum(self.hours.values())


def volume_of(routes: Iterable[Route], directory: Directory, months: Iterable[ReadColumns] = ()) -> Volume:
    """Counts the routes by door, hour and weekday of signing; where the facility is unknown, by the time as stored.

    `months` are contracts' reads in columns, all of them by the hospital's door.
    """
    hours: Counter[tuple[str, int]] = Counter()
    week: Counter[tuple[int, int]] = Counter()
    told: dict[LocalClock, ToldByHour[tuple[int, int]]] = {}
    for columns in months:
        for part in columns.parts:
            clock = part.terms.clock
            if clock not in told:
                told[clock] = ToldByHour(clock, _hour_of_week)
            for at, count in Counter(map(told[clock].at, part.own.place(SIGNED_AT))).items():
                hours["hospital", at[1]] += count
                week[at] += count
        routes = chain(columns.others, routes)
    for routed in routes:
        local = _local(routed, directory)
        hours[door_of(routed), local.hour] += 1
        week[local.weekday(), local.hour] += 1
    return Volume(dict(hours), dict(week))


def _hour_of_week(local: datetime) -> tuple[int, int]:
    return local.weekday(), local.hour


def door_of(routed: Route) -> str:
    """hospital, insurance, held or none, as `close` counts them (spec 6)."""
    match routed:
        case ToHospital():
            return "hospital"
        case ToInsurer():
            return "insurance"
        case Held():
            return "held"
        case Nowhere():
            return "none"


def _local(routed: Route, directory: Directory) -> datetime:
    read = routed.logged.read
    row = (
        routed.facility
        if isinstance(routed, ToHospital | ToInsurer)
        else directory.facility_at(read.facility, read.signed_at)
    )
    at = read.signed_at
    return at if row is None or at.tzinfo is None else at.astimezone(row.zone)
