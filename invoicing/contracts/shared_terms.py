"""The terms that many reads of one facility share, found from their moments as the log stores them (spec 3.2). Pure.

The rule is `Coverage.terms`: the first contract that may cover a read does, where it has the moment that the contract goes by,
on a day that is covered, and near its signing. What is not so plain is left to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from invoicing.contracts.contract_of_read import CoveredBy, CoveringRow
from reads.core.local_clock import local_clock
from reads.core.month import Month
from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING
from reads.core.times import restored

_month = cache(Month.of)
_LEAP = timedelta(hours=6)
"""More than any clock leaps about midnight."""


class SharedTerms:
    """What a contract makes of the reads of a facility, from their stored moments."""

    def __init__(self, row: CoveringRow) -> None:
        self.contract = row.contract
        self.moment = row.moment
        self._row = row
        self._bounds: dict[Month, tuple[str, str]] = {}
        self._day = local_clock(row.zone)
        self.clock = local_clock(row.facility_zone)

    def months(
        self, moments: Sequence[str], signed_at: Sequence[str], likely: Month
    ) -> Mapping[Month | None, Sequence[int]]:
        """The positions of reads by the month that the contract puts them into, None where that isn't plain.

        Those well within the likely month, which are signed by then, are seen at a glance.
        """
        starts, ends = self._within(likely)
        columns = enumerate(zip(moments, signed_at, strict=True))
        at_a_glance = [
            at
            for at, (moment, signed) in columns
            if starts <= moment <= signed < ends and moment[-1] == "Z" == signed[-1]
        ]
        left = set(range(len(moments))).difference(at_a_glance)
        found: defaultdict[Month | None, list[int]] = defaultdict(list)
        if at_a_glance:
            found[likely] = at_a_glance
        is_signing = moments is signed_at
        for position in sorted(left):
            moment, signed = moments[position], signed_at[position]
            if starts <= moment <= signed < ends and moment[-1] == "Z" == signed[-1]:
                month: Month | None = likely
            else:
                month = self.month(moment, moment if is_signing else signed)
            found[month].append(position)
            if month is not None:
                likely, (starts, ends) = month, self._within(month)
        return found

    def month(self, moment: str, signed_at: str) -> Month | None:
        """The month that the contract puts the read into; None where that isn't plain."""
        if moment[-1:] != "Z" or signed_at[-1:] != "Z":
            return None
        day = self.service_date(moment)
        if not self._row.first <= day < self._row.end:
            return None
        if moment is not signed_at and not _is_near(moment, signed_at):
            return None
        return _month(day)

    def _within(self, month: Month) -> tuple[str, str]:
        """Between which instants, as stored, a moment is on a day of the month that is covered, some hours left out at each end."""
        if month not in self._bounds:
            first, end = max(month.first, self._row.first), min(month.end, self._row.end)
            self._bounds[month] = _between(first, end, self._row.zone)
        return self._bounds[month]

    def service_date(self, moment: str) -> date:
        """The day of the moment on the contract's clock."""
        return self._day.at(moment).date()

    def terms(self, moment: str) -> CoveredBy:
        """The terms of a read for which `month` is known."""
        row, day = self._row, self.service_date(moment)
        return CoveredBy(
            row.contract,
            row.client,
            day,
            _month(day),
            self.clock.at(moment),
            restored(moment),
            row.bill,
            row.finals,
            row.asks_for,
        )


@cache
def _between(first: date, end: date, zone: tzinfo) -> tuple[str, str]:
    starts, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, end))
    return f"{starts + _LEAP:%Y-%m-%dT%H:%M}", f"{ends - _LEAP:%Y-%m-%dT%H:%M}"


def _is_near(moment: str, signed_at: str) -> bool:
    return -AFTER_SIGNING <= restored(signed_at) - restored(moment) <= BEFORE_SIGNING
