"""A month's lines while they are drawn up: each step takes what is there and adds its own (spec 3.4 steps 7 to 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from invoicing.contracts.model import Contract
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.invoice_lines import PricedOutcome, sum_of
from invoicing.pricing.month_usage import Usage
from invoicing.pricing.priced_month import OF_READS, Line, LineKind
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.model import Facility

"""The lines of the month's read charges."""

OF_USAGE = OF_READS | {LineKind.TIER}
"""The lines that maximum and minimum go by."""


@dataclass(slots=True)
class MonthSheet:
    """The month, what its reads came to, and the lines so far, in the order of the invoice.

    `facilities` are the directory's rows by id; `earlier` are the sheets of the months before it in the longest period
    that a clause counts by, whose outcomes are those of the tier steps reached by now.
    """

    contract: Contract
    month: Month
    usage: Usage
    facilities: Mapping[str, Sequence[Facility]]
    around: Around
    earlier: Sequence[MonthSheet] = ()
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def outcomes(self) -> list[PricedOutcome]:
        """Every way that a read came out."""
        return self.usage.outcomes

    def of(self, kinds: Iterable[LineKind]) -> list[Line]:
        """The lines of these kinds."""
        wanted = frozenset(kinds)
        return [line for line in self.lines if line.kind in wanted]

    def sum(self, kinds: Iterable[LineKind] | None = None) -> Money:
        """What the lines of these kinds, or all of them, come to so far."""
        return sum_of(self.lines if kinds is None else self.of(kinds), self.contract.currency)


StepOfTheMonth = Callable[[MonthSheet], list[Line]]
