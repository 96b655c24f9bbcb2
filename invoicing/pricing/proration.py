"""How much of a month a contract covers, as a whole and at each facility, and what that leaves of a monthly amount.

A facility is covered on the days on which the contract is in force and the facility's row in the directory belongs to the
contract's client, so a site that opens or is sold within the month brings its share of a minimum by facility.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from invoicing.contracts.contract_of_read import covered_rows
from invoicing.contracts.model import Contract
from reads.core.date_span import DateSpan
from reads.core.month import Month
from reads.directory.model import Facility


def covered_days(contract: Contract, month: Month) -> Sequence[date]:
    """The days of the month on which the contract is in force."""
    end = month.end if contract.until is None else min(month.end, contract.until)
    return _days(max(month.first, contract.effective), end)


@lru_cache(maxsize=1_000)
def _days(first: date, end: date) -> Sequence[date]:
    return tuple(first + timedelta(days=number) for number in range((end - first).days))


def covered_facilities(
    contract: Contract, month: Month, facilities: Mapping[str, Sequence[Facility]]
) -> dict[str, int]:
    """On how many days of the month the contract covers each facility, for those it covers at all; by id."""
    within_month, counts = DateSpan(month.first, month.end), {}
    for facility in sorted(facilities):
        spans = [days.clipped(within_month) for _, days in covered_rows(contract, facilities[facility])]
        if count := sum(span.days for span in spans if span):
            counts[facility] = count
    return counts


def share(amount: Decimal | int, month: Month, days: int) -> Fraction:
    """What so many covered days of the month leave of a monthly amount, or of a number of reads; not rounded."""
    return Fraction(amount) * days / month.days


def prorated_words(days: int, month: Month) -> str:
    """Words for a month covered in part: ", for 15 of 31 days"."""
    return "" if days == month.days else f", for {days} of {month.days} days"
