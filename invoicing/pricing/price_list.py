"""What the contract says on one service date: the dated items in force, with their prices after escalators (spec 3.4 step 6)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from invoicing.contracts.escalators import WRVU_PLACES, escalated, price_places
from invoicing.contracts.match import Match
from invoicing.contracts.model import Compliance, Contract, Rate, Surcharge, Tier, Turnaround
from invoicing.pricing.matched_hours_and_codes import Calendars, Test, compiled
from reads.core.currency import places_of
from reads.core.date_span import within


class _Dated(Protocol):
    @property
    def match(self) -> Match: ...
    @property
    def starts(self) -> date | None: ...
    @property
    def ends(self) -> date | None: ...


D = TypeVar("D", bound=_Dated)


@dataclass(frozen=True, slots=True, eq=False)
class RatePrice:
    """A rate on that day."""

    holds: Test
    rate: Rate
    per_read: Decimal | None
    per_wrvu: Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class SurchargePrice:
    """A surcharge on that day; its percent as a share of the base."""

    surcharge: Surcharge
    add: Decimal | None
    share: Fraction | None


@dataclass(frozen=True, slots=True, eq=False)
class TierPrice:
    """A tier on that day: of each step its price, or what its percent leaves of the base."""

    tier: Tier
    per_read: tuple[Decimal | None, ...]
    shares: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PriceList:
    """All that prices a read of that day, in the order of the file."""

    rates: tuple[RatePrice, ...]
    surcharges: tuple[tuple[Test, SurchargePrice], ...]
    tiers: tuple[tuple[Test, TierPrice], ...]
    counts: tuple[tuple[Test, Tier], ...]
    turnaround: tuple[tuple[Test, Turnaround], ...]
    compliance: tuple[tuple[Test, Compliance], ...]


class PriceLists:
    """The price lists of a contract, by day; matches are compiled once."""

    def __init__(self, contract: Contract, calendars: Calendars) -> None:
        self._contract = contract
        self._calendars = calendars
        self._places = places_of(contract.currency)
        self._rates = self._tested(contract.rates)
        self._surcharges = self._tested(contract.surcharges)
        self._tiers = self._tested(contract.tiers)
        self._counts = tuple(
            (compiled(tier.count, calendars), tier) for tier in contract.tiers if tier.count is not None
        )
        self._turnaround = self._tested(contract.turnaround)
        self._compliance = self._tested(contract.compliance)
        self.reduces = compiled(contract.multiple.match, calendars) if contract.multiple else None
        self._edges = edges(contract)
        self._lists: dict[int, PriceList] = {}

    def on(self, day: date) -> PriceList:
        """The price list of a service date."""
        segment = bisect_right(self._edges, day)
        found = self._lists.get(segment)
        if found is None:
            found = self._lists[segment] = self._made(day)
        return found

    def _made(self, day: date) -> PriceList:
        return PriceList(
            rates=tuple(
                RatePrice(test, rate, self._price(rate.per_read, day), self._price(rate.per_wrvu, day, WRVU_PLACES))
                for test, rate in _in_force(self._rates, day)
            ),
            surcharges=tuple(
                (test, SurchargePrice(surcharge, self._price(surcharge.add, day), _share(surcharge.percent)))
                for test, surcharge in _in_force(self._surcharges, day)
            ),
            tiers=tuple((test, self._tier(tier, day)) for test, tier in _in_force(self._tiers, day)),
            counts=tuple(_in_force(self._counts, day)),
            turnaround=tuple(_in_force(self._turnaround, day)),
            compliance=tuple(_in_force(self._compliance, day)),
        )

    def _tier(self, tier: Tier, day: date) -> TierPrice:
        return TierPrice(
            tier,
            tuple(self._price(step.per_read, day) for step in tier.steps),
            tuple(1 + (_share(step.percent) or Fraction(0)) for step in tier.steps),
        )

    def _tested(self, items: Iterable[D]) -> tuple[tuple[Test, D], ...]:
        return tuple((compiled(item.match, self._calendars), item) for item in items)

    def _price(self, amount: Decimal | None, day: date, least: int = 0) -> Decimal | None:
        if amount is None:
            return None
        return escalated(amount, self._contract.escalators, day, max(least, price_places(amount, self._places)))


def edges(contract: Contract) -> list[date]:
    """The days on which the price list changes."""
    days = {escalator.on for escalator in contract.escalators}
    for item in dated(contract):
        days |= {day for day in (item.starts, item.ends) if day is not None}
    return sorted(days)


def dated(contract: Contract) -> Iterator[Rate | Surcharge | Tier | Turnaround | Compliance]:
    """All items of the contract that have a match and may be dated."""
    yield from contract.rates
    yield from contract.surcharges
    yield from contract.tiers
    yield from contract.turnaround
    yield from contract.compliance


def _share(percent: Decimal | None) -> Fraction | None:
    return None if percent is None else Fraction(percent) / 100


def _in_force(items: Iterable[tuple[Test, D]], day: date) -> Iterator[tuple[Test, D]]:
    for test, item in items:
        if within(day, item.starts, item.ends):
            yield test, item
