"""Which facilities a contract covers on which days, which contract covers a read, and what that makes of it (spec 3.2). Pure.

A contract covers its facilities, or all of its client's, while the contract is in force and they are the client's. Where one
follows another on a calendar further west, the hours between the two midnights are the earlier one's, on its last day
(`reads.directory.row_of_moment`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from invoicing.contracts.model import AppliedContract, Contract, PaidFinals
from reads.core.clock_changes import local_instant
from reads.core.codes import ReadType
from reads.core.date_span import DateSpan, within
from reads.core.month import Month
from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING, Read
from reads.core.time_zones import zone_named
from reads.directory.directory import Directory
from reads.directory.model import Facility, Payer
from reads.directory.row_of_moment import counted_day, holds_on
from reads.routing.route import MissingMoment


def life(contract: Contract) -> DateSpan:
    """The contract's days."""
    return DateSpan(contract.effective, contract.until)


def covered(contract: Contract, directory: Directory) -> Iterator[tuple[Facility, DateSpan]]:
    """Each directory row that the contract covers, with the days on which it does."""
    return covered_rows(contract, directory.facilities_of(contract.client))


def covered_rows(contract: Contract, rows: Iterable[Facility]) -> Iterator[tuple[Facility, DateSpan]]:
    """Those of the directory's rows that the contract covers, with the days on which it does."""
    for row in rows:
        if row.client != contract.client or (contract.facilities and row.id not in contract.facilities):
            continue
        days = life(contract).clipped(DateSpan(row.starts, row.ends))
        if days:
            yield row, days


@dataclass(frozen=True, slots=True)
class CoveredBy:
    """The terms of one read under the contract that covers it (`reads.routing.route.Terms`)."""

    contract: str
    client: str
    service_date: date
    month: Month
    local_time: datetime
    billing_moment: datetime
    bill: frozenset[ReadType]
    finals: PaidFinals | None = None
    asks_for: frozenset[str] = frozenset()

    def pays_final_of(self, payer: Payer | None) -> bool | None:
        """Whether it pays for a final of that payer's patient; None where that depends on a payer that nobody knows."""
        return _pays_final_of(self.finals, payer)

    def pays_for(self, read_type: ReadType) -> bool:
        """Whether its `[bill]` section pays for such reads."""
        return read_type in self.bill


def _pays_final_of(finals: PaidFinals | None, payer: Payer | None) -> bool | None:
    if finals is None or not finals.asks_for_payer:
        return finals is not None
    return None if payer is None else finals.takes(payer.id, payer.kind)


class CoveringRow(NamedTuple):
    """A contract that may cover a facility while one row of the facility is in force; it goes by the read's `moment`.

    `next_zones` are the calendars of what follows it on the day on which it ends.
    """

    contract: str
    client: str
    moment: str
    zone: ZoneInfo
    facility_zone: ZoneInfo
    first: date
    end: date
    bill: frozenset[ReadType]
    finals: PaidFinals | None
    asks_for: frozenset[str]
    next_zones: tuple[ZoneInfo, ...] = ()

    def service_date(self, at: datetime) -> date | None:
        """The day of an instant on its calendar, or its last while what follows has not begun; None where it doesn't hold then."""
        day = at.astimezone(self.zone).date()
        if within(day, self.first, self.end):
            return day
        return counted_day(day, self.end) if holds_on(self.end, self.zone, at, self.next_zones) else None


class Coverage:
    """The contracts of all facilities, indexed.

    At most one fits a read and bills its type, which is checked when contracts are applied.
    """

    def __init__(
        self, candidates: dict[str, tuple[CoveringRow, ...]], facilities: Mapping[str, Sequence[Facility]]
    ) -> None:
        self._candidates = candidates
        self._facilities = facilities
        self._paying: dict[tuple[str, ReadType], tuple[CoveringRow, ...]] = {}
        self._months: dict[date, Month] = {}

    @classmethod
    def of(
        cls, applied: Iterable[AppliedContract], directory: Directory, zones: Mapping[str, ZoneInfo] | None = None
    ) -> Coverage:
        """Indexes the contracts by the facilities of their clients; `zones` go before those installed where contracts name one."""
        by_client: defaultdict[str, list[AppliedContract]] = defaultdict(list)
        for one in applied:
            by_client[one.contract.client].append(one)
        return cls(
            {
                facility: tuple(
                    _candidate(one, row, zones or {})
                    for row in rows
                    for one in by_client[row.client]
                    if (not one.contract.facilities or facility in one.contract.facilities)
                    and life(one.contract).clipped(DateSpan(row.starts, row.ends))
                )
                for facility, rows in directory.facilities.items()
            },
            directory.facilities,
        )

    def terms(self, read: Read) -> CoveredBy | MissingMoment | None:
        """The terms under which the read is billed, if a contract of the facility's client covers it.

        The service date is the day of the contract's `month_by` moment in its time zone (the facility's unless it names
        one); facility row and contract must be in force on it. Of several, it is the one that bills the read's type; of two
        that follow one another on two calendars, the earlier.
        MissingMoment where the contract in force at signing goes by a moment that the read lacks, or has too far from its
        signing.
        """
        for candidate in self._for(read.facility, read.read_type):
            contract, client, moment, _, facility_zone, _, _, bill, finals, asks, _ = candidate
            at: datetime | None = getattr(read, moment)
            if at is None:
                continue
            if at.tzinfo is None:
                at = local_instant(at, facility_zone).at
            day = candidate.service_date(at)
            if day is not None and (moment == "signed_at" or _near(at, read, facility_zone)):
                local = at.astimezone(facility_zone).replace(tzinfo=None)
                month = self._months.get(day) or self._months.setdefault(day, Month.of(day))
                return CoveredBy(contract, client, day, month, local, at, bill, finals, asks)
        return self._without_moment(read)

    def first(self, facility: str, read_type: ReadType) -> CoveringRow | None:
        """The first contract and row of the facility that are tried for reads of a type."""
        return next(iter(self._for(facility, read_type)), None)

    def _for(self, facility: str, read_type: ReadType) -> tuple[CoveringRow, ...]:
        """The contracts that may cover it, the earlier before what follows it, those that pay for such reads first; for a final only those.

        So two contracts of one facility may be in force on one day where their `[bill]` share no read type.
        """
        key = facility, read_type
        found = self._paying.get(key)
        if found is None:
            every = sorted(self._candidates.get(facility, ()), key=lambda each: each.first)
            paying = [each for each in every if read_type in each.bill]
            rest = [each for each in every if each not in paying and read_type is not ReadType.FINAL]
            sites = self._facilities.get(facility, ())
            found = self._paying[key] = (*_followed(paying, sites), *_followed(rest, sites))
        return found

    def _without_moment(self, read: Read) -> MissingMoment | None:
        """The contract that was in force at signing, and goes by another moment; `terms` found no other that fits."""
        for candidate in self._for(read.facility, read.read_type):
            signed = _instant(read.signed_at, candidate.facility_zone)
            if candidate.moment != "signed_at" and candidate.service_date(signed) is not None:
                at: datetime | None = getattr(read, candidate.moment)
                if at is None or not _near(_instant(at, candidate.facility_zone), read, candidate.facility_zone):
                    pays = partial(_pays_final_of, candidate.finals)
                    return MissingMoment(candidate.contract, candidate.moment, at is not None, pays)
        return None


def _candidate(applied: AppliedContract, row: Facility, zones: Mapping[str, ZoneInfo]) -> CoveringRow:
    contract = applied.contract
    zone = zones.get(contract.timezone) or zone_named(contract.timezone) if contract.timezone else None
    days = life(contract).clipped(DateSpan(row.starts, row.ends))
    return CoveringRow(
        contract=contract.id,
        client=contract.client,
        moment=contract.month_by.value,
        zone=zone or row.zone,
        facility_zone=row.zone,
        first=days.first or date.min,
        end=days.end or date.max,
        bill=contract.bill,
        finals=contract.finals,
        asks_for=contract.asks_for,
    )


def _followed(rows: Sequence[CoveringRow], facilities: Sequence[Facility]) -> list[CoveringRow]:
    """Each with the calendars of those that follow it and go by the same moment, else of the facility's row that does."""
    return [row._replace(next_zones=tuple(_next_zones(row, rows, facilities))) for row in rows]


def _next_zones(row: CoveringRow, rows: Iterable[CoveringRow], facilities: Iterable[Facility]) -> list[ZoneInfo]:
    following = [each for each in rows if each.first == row.end]
    if following:
        return [each.zone for each in following if each.moment == row.moment]
    return [each.zone for each in facilities if each.starts == row.end]


def _instant(at: datetime, facility_zone: ZoneInfo) -> datetime:
    return at if at.tzinfo is not None else local_instant(at, facility_zone).at


def _near(at: datetime, read: Read, facility_zone: ZoneInfo) -> bool:
    """Whether the moment is near enough to the signing to belong to the same read."""
    return -AFTER_SIGNING <= _instant(read.signed_at, facility_zone) - at <= BEFORE_SIGNING
