"""A month beside the one before: how far a contract's total and reads have moved, and from where on that is marked; facility by
facility what is new, what is missing, what changed (spec 4.1). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money

MOVED_PERCENT = 20
"""A contract's month is marked where total or reads moved by more than so much against the month before."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """How a contract's month stands against the one before it: the total's change in whole percent, halves up; whether it is marked."""

    percent: int | None
    moved: bool


@dataclass(frozen=True, slots=True)
class MonthBefore:
    """What the contract's paper of the month before came to; `change` is None where that was in another currency."""

    total: Money
    reads: int
    change: Money | None

    def beside(self, reads: int) -> ComparedRow:
        """How a month with so many reads stands against it."""
        if self.change is None or not self.total.minor:
            return ComparedRow(None, moved=False)
        change, of, more = self.change.minor, abs(self.total.minor), abs(reads - self.reads)
        percent = (200 * abs(change) + of) // (2 * of) * (1 if change > 0 else -1)
        moved = 100 * abs(change) > MOVED_PERCENT * of or 100 * more > MOVED_PERCENT * max(self.reads, 1)
        return ComparedRow(percent, moved)


class SinceMonthBefore(StrEnum):
    """What became of a facility since the month before."""

    NEW = "new"
    MISSING = "missing"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Use:
    """The units and charges of a facility's reads in a month."""

    units: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class FacilityCompared:
    """A facility in both months; None where it had no reads."""

    facility: str
    before: Use | None
    now: Use | None

    @property
    def what(self) -> SinceMonthBefore:
        """What became of it."""
        if self.before is None:
            return SinceMonthBefore.NEW
        if self.now is None:
            return SinceMonthBefore.MISSING
        return SinceMonthBefore.SAME if self.before == self.now else SinceMonthBefore.CHANGED


def compared(before: Paper | None, now: Paper) -> tuple[FacilityCompared, ...]:
    """The facilities of both papers; nothing where there is no paper before, or one in another currency."""
    if before is None or before.currency != now.currency:
        return ()
    then, today = _uses(before), _uses(now)
    return tuple(FacilityCompared(each, then.get(each), today.get(each)) for each in sorted(then.keys() | today.keys()))


def _uses(paper: Paper) -> dict[str, Use]:
    """What the reads of the paper's own month come to, by facility."""
    found: dict[str, Use] = {}
    for line in paper.lines:
        if line.facility is None or line.kind not in {LineKind.READS, LineKind.SURCHARGE}:
            continue
        use = found.get(line.facility, Use(Decimal(0), Money(0, paper.currency)))
        units = line.quantity if line.kind is LineKind.READS else Decimal(0)
        found[line.facility] = Use(use.units + units, use.amount + line.amount)
    return found
