"""From the revenue that a month's papers say to that of the margin, step by step and to the cent (spec 4.7, 4.8).

    on papers - of other months - agreed apart + on other papers + on no paper yet = by today's prices

The papers' revenue is what clients were asked for in the month; the margin's is what the month's reads cost by now, whatever
was issued. Without corrections, late reads or manual lines both are one figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoicing.papers.paper import Paper, PaperLine
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money, total
from reads.core.month import Month

if TYPE_CHECKING:
    from invoicing.contractors.margin import ContractRevenue


@dataclass(frozen=True, slots=True)
class RevenueBridge:
    """One currency of a month, without taxes; `converted` is the end of the bridge in the margin's currency."""

    on_papers: Money
    of_other_months: Money
    agreed_apart: Money
    on_other_papers: Money
    by_now: Money
    converted: Money

    @property
    def on_no_paper(self) -> Money:
        """What the month's reads cost by now and no paper bills: late, corrected or waived reads, and months not issued."""
        return self.by_now - (self.on_papers - self.of_other_months - self.agreed_apart + self.on_other_papers)

    @property
    def is_level(self) -> bool:
        """Whether the papers' figure is the margin's."""
        return self.on_papers == self.converted and not any(
            (self.of_other_months, self.agreed_apart, self.on_other_papers, self.on_no_paper)
        )


def revenue_bridges(
    month: Month, papers: Iterable[Paper], elsewhere: Iterable[PaperLine], by_now: Iterable[ContractRevenue]
) -> tuple[RevenueBridge, ...]:
    """A bridge for each currency, in their order.

    `papers` are those of the month's revenue, `elsewhere` the lines of all other papers, `by_now` the margin's revenue.
    """
    own = [line for paper in papers for line in paper.lines if line.of is not LineKind.TAX]
    others = [line for line in elsewhere if line.month == month and not line.agreed and line.of is not LineKind.TAX]
    worth = list(by_now)
    currencies = {line.amount.currency for line in own} | {each.own.currency for each in worth}
    told = {each.converted.currency for each in worth}
    found = []
    for currency in sorted(currencies, key=lambda code: (code not in told, code)):
        some = [each for each in worth if each.own.currency == currency]
        target = some[0].converted.currency if some else currency
        found.append(
            RevenueBridge(
                on_papers=_sum(own, currency),
                of_other_months=_sum((line for line in own if line.month != month and not line.agreed), currency),
                agreed_apart=_sum((line for line in own if line.agreed), currency),
                on_other_papers=_sum(others, currency),
                by_now=total([each.own for each in some], currency),
                converted=total([each.converted for each in some], target),
            )
        )
    return tuple(found)


def _sum(lines: Iterable[PaperLine], currency: str) -> Money:
    return total([line.amount for line in lines if line.amount.currency == currency], currency)
