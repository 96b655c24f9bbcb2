"""The terms that many reads of one facility share, found from their moments as the log stores them (spec 3.2). Pure.

The rule is `Coverage.terms`: the first contract that may cover a read does, where it has the moment that the contract goes by,
on a day that is covered, and near its signing. What is not so plain is left to that.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from invoicing.contracts.coverage import CoveredBy, CoveringRow
from reads.core.local_clock import local_clock
from reads.core.month import Month
from reads.core.read import AFTER_SIGNING, BEFORE_SIGNING
from reads.core.times import restored

_month = cache(Month.of)
_DAY = timedelta(days=1)


class SharedTerms:
    """What a contract makes of the reads of a facility, from their stored moments."""

    def __init__(self, row: CoveringRow) -> None:
        self.contract = row.contract
        self.moment = row.moment
        self._row = row
        self._day = local_clock(row.zone)
        self.clock = local_clock(row.facility_zone)

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

    def within(self, month: Month) -> tuple[str, str]:
        """Between which instants, as stored, a moment is on a day of the month that is covered, whatever the clocks: a day less at each end."""
        first, end = max(month.first, self._row.first), min(month.end, self._row.end)
        return (first + _DAY).isoformat(), (end - _DAY).isoformat()

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


def is_soon_signed(moment: str, signed_at: str) -> bool:
    """Whether both are instants, and the signing follows within the same month: near enough, at a glance."""
    if moment is signed_at:
        return signed_at[-1] == "Z"
    return moment[-1] == "Z" == signed_at[-1] and moment[:7] == signed_at[:7] and moment <= signed_at


def _is_near(moment: str, signed_at: str) -> bool:
    return -AFTER_SIGNING <= restored(signed_at) - restored(moment) <= BEFORE_SIGNING
