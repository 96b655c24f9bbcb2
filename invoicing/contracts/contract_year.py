"""Which contract year a month belongs to: a year begins with the effective day and each anniversary of it (spec 3.9)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from invoicing.contracts.model import Contract
from reads.core.month import Month


def year_of(contract: Contract, month: Month) -> date:
    """The first day of the contract year in which the month's first covered day lies; 28 February for the 29th."""
    day = max(month.first, contract.effective)
    begins = _anniversary(contract.effective, day.year)
    return begins if begins <= day else _anniversary(contract.effective, day.year - 1)


def _anniversary(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
