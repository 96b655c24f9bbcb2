"""A month beside the one before, facility by facility: what is new, what is missing, what changed (spec 4.1). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from invoicing.papers.paper import Paper
from invoicing.pricing.result import LineKind
from reads.core.money import Money


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
    """SinceMonthBefore the reads of the paper's own month come to, by facility."""
    found: dict[str, Use] = {}
    for line in paper.lines:
        if line.facility is None or line.kind not in {LineKind.READS, LineKind.SURCHARGE}:
            continue
        use = found.get(line.facility, Use(Decimal(0), Money(0, paper.currency)))
        units = line.quantity if line.kind is LineKind.READS else Decimal(0)
        found[line.facility] = Use(use.units + units, use.amount + line.amount)
    return found
