"""Step 3: how many of a month's units lie under each step of a tier, and what they then cost (spec 3.4).

Each tier of the file counts its own units, over the contract's facilities or for each facility, in the order of the
month; unit k is under a step where k > `above`. Free reads and exams that count no unit are counted in none; an exam of
no unit is shown under the step that the count stands at. Of steps over another the highest that is exceeded holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from invoicing.contracts.choices import Scope, TierMode
from invoicing.contracts.model import Tier
from invoicing.pricing.class_bases import Based
from invoicing.pricing.price_list import TierPrice
from invoicing.pricing.read_charge import Charging, Parts
from invoicing.pricing.result import TierPart


@dataclass(slots=True)
class _Count:
    """The units of one tier, of the contract or of a facility: of the whole month, and so far."""

    tier: Tier
    total: int = 0
    so_far: int = 0
    reached: int | None = None

    def next(self, units: int) -> Parts:
        """The parts of the next read."""
        if self.tier.mode is TierMode.ALL_UNITS:
            if self.reached is None:
                self.reached = step_of(self.tier, self.total)
            return ((self.reached, units),)
        before = self.so_far
        self.so_far = before + units
        return split(self.tier, before, units)


def spread(reads: Sequence[Based], units: Sequence[int]) -> Iterator[Parts]:
    """The parts of each read, in the order of the month; none for a read without a tier."""
    counts: dict[tuple[int, str], _Count] = {}
    count_of: dict[Based, _Count | None] = {}
    for read in set(reads):
        count_of[read] = None
        if read.tier is not None:
            tier = read.tier.tier
            group = id(tier), read.facility if tier.scope is Scope.FACILITY else ""
            count_of[read] = counts.setdefault(group, _Count(tier))
    counted = [count_of[read] for read in reads]
    for count, number in zip(counted, units, strict=True):
        if count is not None:
            count.total += number
    for count, number in zip(counted, units, strict=True):
        yield () if count is None else count.next(number)


def step_of(tier: Tier, unit: int) -> int:
    """The number of the step that the unit lies under, counted from 1; 0 below the first."""
    return sum([unit > step.above for step in tier.steps])


def split(tier: Tier, before: int, units: int) -> Parts:
    """Units `before + 1` to `before + units` by step."""
    last = step_of(tier, before + units)
    first = last if units <= 1 else step_of(tier, before + 1)
    if first == last:
        return ((last, units),)
    ends = [*(step.above for step in tier.steps[first:last]), before + units]
    starts = [before, *ends]
    return tuple(
        (number, end - start)
        for number, (start, end) in enumerate(zip(starts, ends, strict=False), first)
        if end > start
    )


def step_price(tier: TierPrice, number: int, base: Fraction, units: int, of: int) -> Fraction:
    """What `units` of a read's `of` units cost under a step: their share of the base, less the step's percent, or its price."""
    share = base if units == of else base * units / of
    if number == 0:
        return share
    per_read = tier.per_read[number - 1]
    return share * tier.shares[number - 1] if per_read is None else Fraction(per_read) * units


def split_by_tier(read: Charging) -> None:
    """The parts of the base by step; where all of them have a step's price, the multiple no longer applies."""
    tier = read.based.tier
    if tier is None:
        return
    read.by_tier = tuple(step_price(tier, number, read.base, units, read.units) for number, units in read.parts)
    read.tiers = tuple(_part(tier, number, units) for number, units in read.parts)
    if read.parts:
        read.base = sum(read.by_tier, Fraction(0))
    if all(number and tier.per_read[number - 1] is not None for number, _ in read.parts):
        read.multiple = None


def _part(price: TierPrice, number: int, units: int) -> TierPart:
    """A part without its amount, which is rounded in step 5."""
    tier = price.tier
    if not number:
        return TierPart(tier.name, number, units, Fraction(0))
    step = tier.steps[number - 1]
    return TierPart(
        tier.name,
        number,
        units,
        Fraction(0),
        above=step.above,
        percent=step.percent,
        per_read=price.per_read[number - 1],
    )
