"""What a month brings in, by client and modality, so that it adds up to its papers to the cent.

revenue = reads by modality + terms (minimums, maximums, compliance, fees) + corrections;   billed = revenue + tax
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.schedule_rows import shown_prices
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.money import Money, total


@dataclass(frozen=True, slots=True)
class ClientRevenue:
    """A client's month in one currency; `amounts` and `reads` are by modality, "" for reads that have none.

    Amounts are of reads with their surcharges and turnaround credits. `terms` is what the contract asks besides reads, and
    what rounding by the line moved; `corrections` are differences of other months billed now, and memos about this one.
    """

    client: str
    name: str
    amounts: Mapping[str, Money]
    reads: Mapping[str, int]
    terms: Money
    corrections: Money
    tax: Money

    @property
    def currency(self) -> str:
        """The currency of all its amounts."""
        return self.tax.currency

    @property
    def revenue(self) -> Money:
        """All but the tax."""
        return total([*self.amounts.values(), self.terms, self.corrections], self.currency)

    @property
    def billed(self) -> Money:
        """What the papers ask for."""
        return self.revenue + self.tax

    @property
    def count(self) -> int:
        """How many reads the month's invoices bill."""
        return sum(self.reads.values())


def revenue_by_client(
    papers: Iterable[Paper], drafts: Mapping[str, PricedMonth] = MappingProxyType({})
) -> tuple[ClientRevenue, ...]:
    """A row a client and currency, the largest revenue first.

    `papers` come with their schedules, but for drafts: of these `drafts` has the reads, priced, by contract.
    """
    by_account: defaultdict[tuple[str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        by_account[paper.bill_to.id, paper.currency].append(paper)
    rows = [_row(some, drafts) for some in by_account.values()]
    return tuple(sorted(rows, key=lambda row: (row.currency, -row.revenue.minor, row.client)))


def _row(papers: list[Paper], drafts: Mapping[str, PricedMonth]) -> ClientRevenue:
    currency = papers[0].currency
    invoices = [paper for paper in papers if paper.kind in (PaperKind.INVOICE, PaperKind.CLOSED)]
    reads: Counter[str] = Counter()
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for paper in invoices:
        is_draft = paper.number is None and paper.contract in drafts
        for modality, count, charge in _drafted(drafts[paper.contract]) if is_draft else _scheduled(paper):
            reads[modality] += count
            sums[modality] += charge * count
    amounts = {modality: Money.rounded(sums[modality], currency) for modality in sorted(reads)}
    tax = total([line.amount for paper in papers for line in paper.lines if line.of is LineKind.TAX], currency)
    corrections = total([_corrections(paper) for paper in papers], currency)
    billed = total([paper.total for paper in papers], currency)
    terms = billed - tax - corrections - total(list(amounts.values()), currency)
    bill_to = papers[0].bill_to
    return ClientRevenue(bill_to.id, bill_to.name, amounts, dict(reads), terms, corrections, tax)


def _scheduled(paper: Paper) -> Iterator[tuple[str, int, Decimal]]:
    """Modality and charge less credits of each read of the month."""
    return ((row.modality, 1, row.charge + row.credits) for row in paper.schedule if not row.reason)


def _drafted(priced: PricedMonth) -> Iterator[tuple[str, int, Decimal]]:
    """The same of a draft's reads, as its schedule would show them: those that came out alike together."""
    shown = shown_prices(priced)
    for (_, modality, price), count in priced.reads.alike.items():
        yield modality, count, shown[price].charge + shown[price].credits


def _corrections(paper: Paper) -> Money:
    """Of a memo all but its tax; of an invoice its lines of earlier months."""
    every = paper.kind in (PaperKind.DEBIT_MEMO, PaperKind.CREDIT_MEMO)
    lines = [line for line in paper.lines if line.of is not LineKind.TAX and (every or line.kind is LineKind.PRIOR)]
    return total([line.amount for line in lines], paper.currency)
