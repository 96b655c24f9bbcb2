"""The figures of a month's report, as frozen values, before anything is written or drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from invoicing.receivables.aging import Aging
from invoicing.reports.month.revenue import ClientRevenue
from invoicing.reports.month.revenue_bridge import RevenueBridge
from invoicing.reports.month.turnaround import MonthTurnaround
from invoicing.reports.month.volume import Volume
from reads.core.money import Money, total
from reads.core.month import Month

if TYPE_CHECKING:
    from invoicing.contractors.margin import Margin


class SaidReason(Protocol):
    """A reason as routing, pricing or the checks before a claim give it."""

    @property
    def code(self) -> str:
        """What scripts call it."""
        ...

    @property
    def message(self) -> str:
        """What is wrong."""
        ...

    @property
    def remedy(self) -> str:
        """What to do."""
        ...

    @property
    def source(self) -> str:
        """The rule it comes from, empty for none."""
        ...


@dataclass(frozen=True, slots=True)
class HeldFor:
    """A reason, how many reads it holds, and the words of the first of them."""

    code: str
    reads: int
    message: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """How finals agree with the wet reads before them: by reader's name, level -> count ("" where the final is silent)."""

    paired: int
    wet_alone: int
    finals_alone: int
    unread: int
    undocumented: int
    hours: int
    readers: Mapping[str, Mapping[str, int]]

    def said(self, level: str) -> int:
        """How many finals say so."""
        return sum(counts.get(level, 0) for counts in self.readers.values())


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month; `agreement` is None where patients' fields could not be opened, and `sealed` then says why.

    So says `no_margin` where there is no margin: no agreement with a reader, faults in one, or no exchange rate. The `bridges`
    lead from the papers' revenue to the margin's, one a currency; there are none where there is no margin.
    `waiting` counts reads that are held, each once whatever its reasons; `open_contracts` have no paper of the month yet.
    """

    month: Month
    revenue: tuple[ClientRevenue, ...]
    open_contracts: tuple[str, ...]
    issued: int
    volume: Volume
    punctuality: MonthTurnaround
    held: tuple[HeldFor, ...]
    waiting: int
    agreement: Concordance | None
    sealed: str = ""
    margin: Margin | None = None
    no_margin: str = ""
    bridges: tuple[RevenueBridge, ...] = ()

    @property
    def currencies(self) -> list[str]:
        """Every currency that something is billed in, the usual one first."""
        return sorted({row.currency for row in self.revenue}, key=lambda code: (code != "USD", code))

    def brings(self, currency: str) -> Money:
        """All revenue in a currency, without tax."""
        return total([row.revenue for row in self.revenue if row.currency == currency], currency)

    @property
    def billed_reads(self) -> int:
        """How many reads the month's invoices bill."""
        return sum(row.count for row in self.revenue)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month beside the one before (None where nothing is known of it), and what is owed at the end of `as_of`.

    `clients` and `facilities` are names by id; `trend` is what was billed for each of the last months, tax included, by month and currency.
    """

    group: str
    as_of: date
    now: MonthFigures
    before: MonthFigures | None
    trend: Mapping[tuple[Month, str], Money]
    aging: tuple[Aging, ...]
    clients: Mapping[str, str]
    facilities: Mapping[str, str]


def held_for(reasons: Iterable[SaidReason]) -> tuple[HeldFor, ...]:
    """The reasons by code, the most frequent first."""
    every = list(reasons)
    first = {reason.code: reason for reason in reversed(every)}
    counts = Counter(reason.code for reason in every)
    return tuple(
        HeldFor(code, counts[code], first[code].message, first[code].remedy, first[code].source)
        for code in sorted(counts, key=lambda code: (-counts[code], code))
    )
