"""Accruals: what was read and not yet invoiced at a month's end, as entries of its last day, and their reversal the day after.

    unbilled receivables  +    revenue by rate, credits  -        on the last day, and the other way round on the first

For each contract and month, performed = invoiced + accrued, and for its reads performed = invoiced + accrued + not billable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from invoicing.exports.chart_of_accounts import Chart, Role, rate_of
from invoicing.exports.general_journal import of_entries
from invoicing.exports.journal import JournalEntry, Posting
from invoicing.exports.papers_and_deeds import Accrual, ExportPart, Material, Reads, Written
from invoicing.papers.paper import BillTo, Paper, PaperLine
from invoicing.pricing.priced_month import OF_READS, Line, LineKind, PricedMonth
from reads.core.csv_text import csv_text
from reads.core.money import Money, total
from reads.core.month import Month

SUMMARY = (
    *("at", "client_id", "client", "contract", "month", "currency", "performed", "invoiced", "accrued"),
    *("reads_performed", "reads_invoiced", "reads_accrued", "reads_not_billable"),
)

_KINDS = tuple(LineKind)
_OF_READS = OF_READS | {LineKind.PRIOR}
_Clause = tuple[LineKind, str, str]


@dataclass(frozen=True, slots=True)
class PerformedMonth:
    """A contract's month as it is known now: its client, its price, and the reads that nobody can be billed for."""

    client: BillTo
    priced: PricedMonth
    not_billable: frozenset[str]


def accrual(performed: PerformedMonth, papers: Iterable[Paper], at: Month) -> Accrual:
    """What the papers dated until the end of `at` leave of a contract's month; taxes and agreed amounts apart."""
    month, priced = performed.priced.month, performed.priced
    currency = priced.applied.contract.currency
    dated = [paper for paper in papers if paper.issued_on < at.end]
    billed = [line for paper in dated for line in paper.lines if _is_of(line, month)]
    earned = [line for line in priced.lines if line.kind is not LineKind.TAX]
    return Accrual(
        contract=priced.applied.contract.id,
        client=performed.client,
        month=month,
        at=at,
        performed=total([line.amount for line in earned], currency),
        invoiced=total([line.amount for line in billed], currency),
        lines=tuple(_line(clause, Money(minor, currency), month) for clause, minor in _left(earned, billed)),
        reads=_reads(performed, dated),
    )


def _left(earned: Iterable[Line], billed: Iterable[PaperLine]) -> list[tuple[_Clause, int]]:
    """Earned less billed, by kind, facility and rate, in the order of an invoice.

    What puts reads right bills their surcharges with them, so that reads and surcharges that come to nothing together are
    nothing.
    """
    left: defaultdict[_Clause, int] = defaultdict(int)
    for line in earned:
        left[line.kind, line.facility or "", rate_of(line.name)] += line.amount.minor
    for each in billed:
        left[each.of, each.facility or "", rate_of(each.clause)] -= each.amount.minor
    of_reads = sum(minor for (kind, _, _), minor in left.items() if kind in _OF_READS)
    found = [each for each in left.items() if each[1] and (of_reads or each[0][0] not in _OF_READS)]
    return sorted(found, key=_place)


def _is_of(line: PaperLine, month: Month) -> bool:
    return line.month == month and not line.agreed and line.of is not LineKind.TAX


def _place(found: tuple[_Clause, int]) -> tuple[int, str, str]:
    (kind, facility, name), _ = found
    return _KINDS.index(kind), facility, name


def _line(clause: _Clause, amount: Money, month: Month) -> PaperLine:
    kind, facility, name = clause
    return PaperLine(kind, name, facility or None, Decimal(1), None, amount, month)


def _reads(performed: PerformedMonth, dated: Collection[Paper]) -> Reads:
    """Every read once: billed by then, billable, or not."""
    month = performed.priced.month
    billable = set(performed.priced.reads.keys)
    billed = {row.read_key for paper in dated for row in paper.schedule if row.month == month}
    known = billable | performed.not_billable
    invoiced = len(billable & billed)
    return Reads(len(known), invoiced, len(billable) - invoiced, len(known) - len(billable))


def entries(material: Material) -> tuple[JournalEntry, ...]:
    """An entry and its reversal for each accrual that is anything."""
    return tuple(entry for each in material.accruals if each.lines for entry in _entries(each, material.chart))


def _entries(each: Accrual, chart: Chart) -> Iterator[JournalEntry]:
    unbilled = Posting(chart.account(Role.UNBILLED), each.accrued)
    earned = [Posting(chart.account_of(line), -line.amount, line.clause, line.facility or "") for line in each.lines]
    entry = JournalEntry(
        id=each.document,
        day=each.at.end - timedelta(days=1),
        kind="accrual",
        document=each.document,
        client=each.client,
        period=each.month,
        text=f"Accrual of {each.month.spelled()}, {each.contract}, at the end of {each.at.spelled()}",
        postings=tuple(posting for posting in (unbilled, *earned) if posting.amount),
    )
    yield entry
    yield replace(
        entry,
        id=f"{entry.id}/reversal",
        day=each.at.end,
        kind="accrual_reversal",
        text=f"Reversal: {entry.text}",
        postings=tuple(replace(posting, amount=-posting.amount) for posting in entry.postings),
    )


def one_file(material: Material) -> Written:
    """The entries and their reversals, as the journal has its rows."""
    return of_entries(entries(material), material)


def tables(material: Material) -> Written:
    """The entries, and what was performed, invoiced and accrued for each contract and month."""
    found = one_file(material)
    (rows,) = found.parts
    performed = ExportPart("performed.csv", csv_text([SUMMARY, *map(_summary, material.accruals)]).encode())
    return Written((ExportPart("accrual.csv", rows.body), performed), found.left_out)


def _summary(each: Accrual) -> tuple[object, ...]:
    reads = each.reads
    return (
        each.at,
        each.client.id,
        each.client.name,
        each.contract,
        each.month,
        each.performed.currency,
        each.performed,
        each.invoiced,
        each.accrued,
        reads.performed,
        reads.invoiced,
        reads.accrued,
        reads.not_billable,
    )
