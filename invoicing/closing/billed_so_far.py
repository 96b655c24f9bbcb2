"""What the papers of a contract have billed for one of its months, all taken together (spec 3.6). Pure.

Billed
├── reads     a row a read, its figures added up over all papers
└── clauses   an amount a clause: all reads together, each minimum, fee, credit rule and tax
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from invoicing.papers.paper import Paper, PaperLine, ScheduleRow
from invoicing.pricing.priced_month import OF_READS, LineKind
from reads.core.money import Money
from reads.core.month import Month

_OF_READS = OF_READS | {LineKind.PRIOR}
"""Kinds that are compared read by read; the third is what rounding leaves over."""


class BilledClause(NamedTuple):
    """What an amount came from: of which kind, at which facility, under which name."""

    kind: LineKind
    facility: str = ""
    name: str = ""


READS = BilledClause(LineKind.READS)
"""All reads and their surcharges."""


def clause_of(kind: LineKind, facility: str | None, name: str) -> BilledClause:
    """The clause of a line."""
    return READS if kind in _OF_READS else BilledClause(kind, facility or "", name)


@dataclass(frozen=True, slots=True)
class Billed:
    """What has been billed for a month, and to whom; amounts in minor units, without what was agreed apart.

    `lines` has the amounts by the lines they stand on, each rate and surcharge apart; `clauses` has all reads as one.
    """

    client: str
    currency: str
    reads: Mapping[str, ScheduleRow]
    clauses: Mapping[BilledClause, int]
    facilities: Mapping[str, str]
    lines: Mapping[BilledClause, int]

    @classmethod
    def of(cls, papers: Iterable[Paper], month: Month, currency: str, client: str = "") -> Billed:
        """Adds up what the papers have for the month, in the order of their issue."""
        reads: dict[str, ScheduleRow] = {}
        clauses: Counter[BilledClause] = Counter()
        lines: Counter[BilledClause] = Counter()
        facilities: dict[str, str] = {}
        for paper in papers:
            facilities.update(paper.facilities)
            for line in paper.lines:
                if line.month == month and not line.agreed:
                    clauses[_clause(line)] += line.amount.minor
                    lines[BilledClause(line.of, line.facility or "", line.clause)] += line.amount.minor
            for row in paper.schedule:
                if row.month == month:
                    before = reads.get(row.read_key)
                    reads[row.read_key] = row if before is None else _together(before, row)
        return cls(client, currency, reads, dict(clauses), facilities, dict(lines))

    @property
    def total(self) -> Money:
        """What all papers together have billed for the month."""
        return Money(sum(self.clauses.values()), self.currency)


def _clause(line: PaperLine) -> BilledClause:
    return clause_of(line.of, line.facility, line.clause)


def _together(before: ScheduleRow, row: ScheduleRow) -> ScheduleRow:
    """The newer row, with the figures of both."""
    return replace(
        row,
        units=before.units + row.units,
        work_rvu=_sum(before.work_rvu, row.work_rvu),
        base=before.base + row.base,
        surcharges=before.surcharges + row.surcharges,
        credits=before.credits + row.credits,
        charge=before.charge + row.charge,
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other
