"""The lines of reads, surcharges and turnaround credits: what the schedule adds up to (spec 3.4, last paragraph).

    reads       a line for each facility × rate × tier step, by the names of rate and tier, whatever the date
    surcharge   a line for each facility × surcharge, its quantity how often it was added
    turnaround  a line for each rule, its quantity the reads that it credits

Reads that no tier takes stand apart from those below its first step. A unit price is shown where every unit of the line
cost the same and quantity × unit price is exactly the amount, so never across an escalator.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from invoicing.contracts.model import Contract
from invoicing.pricing.priced_month import Amount, Line, LineKind, Price, TierPart
from invoicing.pricing.read_charge import CameOut
from invoicing.pricing.work_rvu_lines import WorkRvus, basis_of
from reads.core.currency import places_of
from reads.core.money import Money, rounded

_UNIT_PLACES = 4


@dataclass(slots=True, eq=False)
class PricedOutcome:
    """A price, at which facility it arose, what it was made from, and how often."""

    facility: str
    price: Price
    came: CameOut
    count: int = 0


@dataclass(slots=True)
class _Sum:
    """What has come together on a line so far."""

    name: str
    facility: str | None
    quantity: int = 0
    amount: Amount | int = 0
    each: set[Amount] = field(default_factory=set)
    wrvus: WorkRvus = field(default_factory=WorkRvus)

    def add(self, quantity: int, amount: Amount, count: int) -> None:
        """So many times a quantity and its amount."""
        self.quantity += quantity * count
        self.amount += amount * count  # type: ignore[operator]
        if quantity:
            self.each.add(amount if quantity == 1 else Fraction(amount) / quantity)


def read_lines(contract: Contract, outcomes: Iterable[PricedOutcome]) -> list[Line]:
    """The lines of reads, by facility, then in the order of the contract."""
    rates = _positions(rate.name for rate in contract.rates)
    tiers = _positions(tier.name for tier in contract.tiers)
    sums: dict[Hashable, _Sum] = {}
    for outcome in outcomes:
        price = outcome.price
        for part in _parts(price):
            key = (outcome.facility, rates[price.rate], tiers.get(part.name, -1), part.step)
            line = sums.get(key)
            if line is None:
                line = sums[key] = _Sum(_line_name(price, part, contract), outcome.facility)
            line.add(part.units, part.amount, outcome.count)
            line.wrvus.add(price, part, outcome.count)
    return [_line(LineKind.READS, line, contract) for _, line in sorted(sums.items())]


def surcharge_lines(contract: Contract, outcomes: Iterable[PricedOutcome]) -> list[Line]:
    """The lines of surcharges, by facility, then in the order of the contract."""
    positions = _positions(surcharge.name for surcharge in contract.surcharges)
    sums: dict[Hashable, _Sum] = {}
    for outcome in outcomes:
        for extra in outcome.price.surcharges:
            key = (outcome.facility, positions[extra.name])
            line = sums.setdefault(key, _Sum(extra.name, outcome.facility))
            line.add(extra.times, extra.amount, outcome.count)
    return [_line(LineKind.SURCHARGE, line, contract) for _, line in sorted(sums.items())]


def turnaround_lines(contract: Contract, outcomes: Iterable[PricedOutcome]) -> list[Line]:
    """The lines of turnaround credits, negative, in the order of the contract."""
    positions = _positions(rule.name for rule in contract.turnaround)
    sums: dict[Hashable, _Sum] = {}
    for outcome in outcomes:
        for credit in outcome.price.credits:
            line = sums.setdefault(positions[credit.name], _Sum(credit.name, None))
            line.add(1, credit.amount, outcome.count)
    return [_line(LineKind.TURNAROUND, line, contract) for _, line in sorted(sums.items())]


def line_names(price: Price, contract: Contract) -> tuple[str, ...]:
    """The names of the lines that a read of this price is part of."""
    reads = [_line_name(price, part, contract) for part in _parts(price)]
    return (*reads, *(extra.name for extra in (*price.surcharges, *price.credits)))


def _parts(price: Price) -> tuple[TierPart, ...]:
    """A price by tier step; all of it as one part where no tier takes it."""
    return price.tiers or (TierPart("", -1, price.units, price.base),)


def _positions(names: Iterable[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, name in enumerate(names):
        positions.setdefault(name, position)
    return positions


def _line_name(price: Price, part: TierPart, contract: Contract) -> str:
    if part.step < 0:
        return price.rate
    if part.step:
        return f"{price.rate}, {part.name} above {part.above}"
    tier = next(tier for tier in contract.tiers if tier.name == part.name)
    return f"{price.rate}, {part.name} up to {tier.steps[0].above}" if tier.steps else price.rate


def _line(kind: LineKind, line: _Sum, contract: Contract) -> Line:
    amount = Money.rounded(line.amount, contract.currency)
    exact = Fraction(line.amount)
    is_rounded = amount.amount != line.amount
    wrvus = line.wrvus.of_a_line(exact, places_of(contract.currency))
    rounding = f"rounded from {shown(exact, _UNIT_PLACES)}" if is_rounded else ""
    return Line(
        kind=kind,
        name=line.name,
        facility=line.facility,
        quantity=Decimal(line.quantity),
        unit_price=None if is_rounded else unit_price(line.each, places_of(contract.currency)),
        amount=amount,
        basis=", ".join(filter(None, (basis_of(wrvus, exact), rounding))),
        wrvus=wrvus,
    )


def unit_price(each: set[Amount], places: int) -> Decimal | None:
    """The one price of all units, where it is one and has at most four decimals."""
    return _shown_exactly(next(iter(each)), places) if len(each) == 1 else None


@lru_cache(maxsize=5_000)
def _shown_exactly(amount: Amount, places: int) -> Decimal | None:
    price = Fraction(amount)
    for digits in range(places, max(places, _UNIT_PLACES) + 1):
        found = rounded(price, digits)
        if Fraction(found) == price:
            return found
    return None


def shown(amount: Fraction, places: int) -> str:
    """An exact amount in words, with an ellipsis where its decimals don't end there."""
    figure = rounded(amount, places)
    return f"{figure:,f}" if Fraction(figure) == amount else f"{figure:,f}…"


def sum_of(lines: Sequence[Line], currency: str) -> Money:
    """What lines add up to."""
    return Money(sum(line.amount.minor for line in lines), currency)
