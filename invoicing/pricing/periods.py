"""The quarters and years of a contract: whole months, the first that of the effective day (spec 3.9)."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.contracts.choices import Period
from invoicing.contracts.model import Contract
from invoicing.pricing.proration import covered_days
from reads.core.month import Month


def months_of(contract: Contract, month: Month, period: Period) -> list[Month]:
    """All months of the period that a month lies in, in their order."""
    first = Month.of(contract.effective)
    number = (month.year - first.year) * 12 + month.number - first.number
    back = number % period.months
    found = [_moved(month, -back)]
    while len(found) < period.months:
        found.append(found[-1].next())
    return found


def longest(contract: Contract) -> Period:
    """The longest period that a clause of the contract counts or collects over."""
    spans = [tier.period for tier in contract.tiers]
    spans += [contract.minimum.span] if contract.minimum else []
    return max(spans, key=lambda each: each.months, default=Period.MONTH)


def earlier_months(contract: Contract, month: Month) -> list[Month]:
    """The months whose reads the price of this one depends on besides its own: those before it in its longest period."""
    return [each for each in months_of(contract, month, longest(contract)) if each < month]


def is_last(contract: Contract, month: Month, period: Period) -> bool:
    """Whether the month is the last of its period that the contract covers at all."""
    covered = [each for each in months_of(contract, month, period) if covered_days(contract, each)]
    return bool(covered) and covered[-1] == month


def spelled(months: Sequence[Month]) -> str:
    """A period in words: "January to December 2026"."""
    first, last = months[0], months[-1]
    if first == last:
        return first.spelled()
    start = first.spelled() if first.year != last.year else first.spelled().rsplit(" ", 1)[0]
    return f"{start} to {last.spelled()}"


def _moved(month: Month, by: int) -> Month:
    number = month.year * 12 + month.number - 1 + by
    return Month(number // 12, number % 12 + 1)
