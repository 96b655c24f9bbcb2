"""Step 3: how many of a month's units lie under each step of a tier, and what they then cost (spec 3.4).

Each tier of the file counts its own units, over the contract's facilities or for each facility, in the order of the
month; unit k is under a step where k > `above`. Free reads and exams that count no unit are counted in none; an exam of
no unit is shown under the step that the count stands at. Of steps over another the highest that is exceeded holds.
A tier by quarter or year goes on from what its earlier months have counted; one with a `count` of its own counts every
read for which that holds, on the tier's days, whatever tier prices it (spec 3.9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from invoicing.contracts.choices import Scope, TierMode
from invoicing.contracts.model import Tier
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.price_list import TierPrice
from invoicing.pricing.priced_month import TierPart
from invoicing.pricing.read_charge import Charging, Parts

_EVER = 1 << 60

Group = tuple[int, str]
"""A tier of the contract, by its place in it, and the facility that it counts for; empty where it counts for all."""


@dataclass(slots=True, eq=False)
class Count:
    """The units of one tier, of the contract or of a facility: before the month, with all of it, and so far.

    Both start from what the earlier months of the tier's period have counted. `until` is the last unit of the step that
    the count lies in; reads of as many units have parts `alike` up to there.
    """

    tier: Tier
    total: int = 0
    so_far: int = 0
    reached: int | None = None
    until: int = 0
    alike: dict[int, Parts] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """The step that the count of the whole month stands at."""
        if self.reached is None:
            self.reached = step_of(self.tier, self.total)
        return self.reached

    def next(self, units: int, counted: bool = True) -> Parts:
        """The parts of the next read that the tier prices; one that it doesn't count takes the step that the count stands at."""
        if self.tier.mode is TierMode.ALL_UNITS:
            return ((self.step, units),)
        before = self.so_far
        if not counted:
            return ((step_of(self.tier, before), units),)
        self.so_far = before + units
        if self.so_far > self.until or not units:
            self.until = min((step.above for step in self.tier.steps if step.above > self.so_far), default=_EVER)
            self.alike.clear()
            return split(self.tier, before, units)
        return self.alike.get(units) or self.alike.setdefault(units, split(self.tier, before, units))


class TierCounts:
    """What each tier of a contract counts in one month, in the order of its reads."""

    def __init__(self, tiers: Sequence[Tier], before: Mapping[Group, int]) -> None:
        self._places = {id(tier): place for place, tier in enumerate(tiers)}
        self._counted_apart = any(tier.count is not None for tier in tiers)
        self.groups: dict[Group, Count] = {
            (place, facility): Count(tiers[place], units, units) for (place, facility), units in before.items()
        }

    def spread(self, reads: Sequence[Based], units: Sequence[int]) -> Iterator[Parts]:
        """The parts of each read, in the order of the month; none for a read without a tier."""
        if self._counted_apart:
            return self._spread_apart(reads, units)
        return self._spread(reads, units)

    def _spread(self, reads: Sequence[Based], units: Sequence[int]) -> Iterator[Parts]:
        count_of = {read: self._priced_by(read) for read in set(reads)}
        counted = [count_of[read] for read in reads]
        for count, number in zip(counted, units, strict=True):
            if count is not None:
                count.total += number
        for count, number in zip(counted, units, strict=True):
            yield () if count is None else count.next(number)

    def _spread_apart(self, reads: Sequence[Based], units: Sequence[int]) -> Iterator[Parts]:
        """Where a tier counts other reads than it prices."""
        kinds = set(reads)
        prices = {read: self._priced_by(read) for read in kinds}
        counts = {read: self._counted_by(read) for read in kinds}
        for read, number in zip(reads, units, strict=True):
            for count in counts[read]:
                count.total += number
        for read, number in zip(reads, units, strict=True):
            own, counting = prices[read], counts[read]
            yield () if own is None else own.next(number, counted=own in counting)
            for count in counting:
                if count is not own:
                    count.so_far += number

    def _priced_by(self, read: Based) -> Count | None:
        return None if read.tier is None else self._group(read.tier.tier, read.facility)

    def _counted_by(self, read: Based) -> list[Count]:
        """The counts that the read's units go into: of tiers that say so, and of its own where that says nothing."""
        tiers = list(read.counted)
        if read.tier is not None and read.tier.tier.count is None:
            tiers.append(read.tier.tier)
        return [self._group(tier, read.facility) for tier in tiers]

    def _group(self, tier: Tier, facility: str) -> Count:
        group = self._places[id(tier)], facility if tier.scope is Scope.FACILITY else ""
        return self.groups.setdefault(group, Count(tier))

    @property
    def totals(self) -> dict[Group, int]:
        """How many units each has counted in its period by the end of the month."""
        return {group: count.total for group, count in self.groups.items()}


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
    return tuple((number, end - start) for number, (start, end) in enumerate(zip(starts, ends, strict=False), first))


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
