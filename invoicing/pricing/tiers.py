"""Step 3: how many of a month's units lie under each step of a tier, and what they then cost (spec 3.4).

Each tier of the file counts its own units, over the contract's facilities or for each facility, in the order of the
month; unit k is under a step where k > `above`. Free reads and exams that count no unit are counted in none; an exam of
no unit is shown under the step that the count stands at. Of steps over another the highest that is exceeded holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from invoicing.contracts.contract import Scope, Step, Tier, TierMode
from invoicing.pricing.base import Based
from invoicing.pricing.price_list import TierPrice

Parts = tuple[tuple[int, int], ...]
"""The units of a read by step: ((0, 2), (1, 1)) is two units below the first step and one above it."""

_Group = tuple[int, str]


def spread(reads: Sequence[Based], units: Sequence[int]) -> Iterator[Parts]:
    """The parts of each read, in the order of the month; none for a read without a tier."""
    groups = [_group(read) for read in reads]
    totals: defaultdict[_Group | None, int] = defaultdict(int)
    for group, count in zip(groups, units, strict=True):
        totals[group] += count
    counted: defaultdict[_Group, int] = defaultdict(int)
    for read, group, count in zip(reads, groups, units, strict=True):
        if group is None or read.tier is None:
            yield ()
            continue
        tier = read.tier.tier
        if tier.mode is TierMode.ALL_UNITS:
            yield ((step_of(tier, totals[group]), count),)
        else:
            yield split(tier, counted[group], count)
        counted[group] += count


def _group(read: Based) -> _Group | None:
    if read.tier is None:
        return None
    tier = read.tier.tier
    return id(tier), read.facility if tier.scope is Scope.FACILITY else ""


def step_of(tier: Tier, unit: int) -> int:
    """The number of the step that the unit lies under, counted from 1; 0 below the first."""
    return sum(unit > step.above for step in tier.steps)


def split(tier: Tier, before: int, units: int) -> Parts:
    """Units `before + 1` to `before + units` by step."""
    if not units:
        return ((step_of(tier, before), 0),)
    edges = [0, *(step.above for step in tier.steps), before + units]
    parts = (
        (number, min(before + units, upper) - max(before, lower))
        for number, (lower, upper) in enumerate(pairwise(edges))
    )
    return tuple((number, count) for number, count in parts if count > 0)


def step_price(tier: TierPrice, number: int, base: Fraction, units: int, of: int) -> Fraction:
    """What `units` of a read's `of` units cost under a step: their share of the base, less the step's percent, or its price."""
    share = base * units / of if of else Fraction(0)
    if number == 0:
        return share
    step: Step = tier.tier.steps[number - 1]
    per_read = tier.per_read[number - 1]
    if per_read is not None:
        return Fraction(per_read) * units
    return share * (100 + Fraction(step.percent or 0)) / 100
