"""A month's lines while they are drawn up: each step takes what is there and adds its own (spec 3.4 steps 7 to 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from invoicing.contracts.model import Contract
from invoicing.pricing.invoice_lines import Outcome, sum_of
from invoicing.pricing.punctuality import Punctuality
from invoicing.pricing.result import Line, LineKind
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.model import Facility

OF_READS = frozenset({LineKind.READS, LineKind.SURCHARGE})
"""The lines of the read charges."""


@dataclass(slots=True)
class MonthSheet:
    """The month, what its reads came to, and the lines so far, in the order of the invoice.

    `facilities` are the directory's rows by id.
    """

    contract: Contract
    month: Month
    outcomes: Sequence[Outcome]
    punctuality: Sequence[Punctuality]
    facilities: Mapping[str, Sequence[Facility]]
    lines: list[Line] = field(default_factory=list)

    def of(self, kinds: Iterable[LineKind]) -> list[Line]:
        """The lines of these kinds."""
        wanted = frozenset(kinds)
        return [line for line in self.lines if line.kind in wanted]

    def sum(self, kinds: Iterable[LineKind] | None = None) -> Money:
        """What the lines of these kinds, or all of them, come to so far."""
        return sum_of(self.lines if kinds is None else self.of(kinds), self.contract.currency)


StepOfTheMonth = Callable[[MonthSheet], list[Line]]
