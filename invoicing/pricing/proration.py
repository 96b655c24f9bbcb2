"""How much of a month a contract covers, as a whole and at each facility, and what that leaves of a monthly amount.

A facility is covered on the days on which the contract is in force and the facility's row in the directory belongs to the
contract's client, so a site that opens or is sold within the month brings its share of a minimum by facility.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.escalators import escalated
from invoicing.contracts.model import Contract
from reads.core.currency import places_of
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.directory import in_force
from reads.directory.model import Facility


def covered_days(contract: Contract, month: Month) -> list[date]:
    """The days of the month on which the contract is in force."""
    days = (month.first + timedelta(days=number) for number in range(month.days))
    return [day for day in days if contract.in_force(day)]


def covered_facilities(
    contract: Contract, month: Month, facilities: Mapping[str, Sequence[Facility]]
) -> dict[str, int]:
    """On how many days of the month the contract covers each facility, for those it covers at all; by id."""
    days = covered_days(contract, month)
    counts: dict[str, int] = {}
    for facility in sorted(facilities):
        if contract.facilities and facility not in contract.facilities:
            continue
        rows = [in_force(facilities[facility], day) for day in days]
        if count := sum(row is not None and row.client == contract.client for row in rows):
            counts[facility] = count
    return counts


def monthly(amount: Decimal, contract: Contract, month: Month, days: int) -> Money:
    """A monthly amount after the escalators due on the month's first day, prorated by days and rounded."""
    due = escalated(amount, contract.escalators, month.first, places_of(contract.currency))
    return Money.rounded(Fraction(due) * days / month.days, contract.currency)


def prorated_words(days: int, month: Month) -> str:
    """Words for a month covered in part: ", for 15 of 31 days"."""
    return "" if days == month.days else f", for {days} of {month.days} days"
