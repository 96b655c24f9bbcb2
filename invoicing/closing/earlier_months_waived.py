"""What closed months of a contract that waives count in later months of their period: no late read (spec 3.9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.late_reads_waived import MonthFacts, chosen_facts
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.choices import LateReads
from invoicing.contracts.model import AppliedContract
from invoicing.papers import closings, repository
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.pricing.periods import earlier_months
from invoicing.pricing.priced_month import PricedMonth
from reads.core.month import Month
from reads.directory.repository import newest_record
from reads.log.read_versions import reads_as_of
from reads.routing.route import ToHospital
from reads.routing.second_interpretations import Studies

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(slots=True)
class Invoiced:
    """What months were invoiced on; the directory of each paper is loaded once."""

    reading: Reading
    ground: Ground
    grounds: dict[int, Ground] = field(default_factory=dict)

    def of(self, applied: AppliedContract, invoice: IssuedPaper, priced: PricedMonth) -> tuple[Billed, MonthFacts]:
        """What the month's own invoice billed for it, and the facts of its reads then and, as priced, now."""
        paper, month = repository.whole(self.reading, invoice.id), invoice.month
        billed = Billed.of([paper], month, paper.currency, invoice.client)
        now = {read.routed.logged.key: read.routed for read in priced.reads}
        return billed, MonthFacts(now, self._then(applied, paper))

    def _then(self, applied: AppliedContract, paper: Paper) -> dict[str, ToHospital]:
        """The reads of the paper's own month as they were known when it was issued: their versions, and the books then."""
        versions = [row.version_id for row in paper.schedule if row.month == paper.month]
        router = self._ground_of(paper).router(Studies())
        routes = map(router.route, reads_as_of(self.reading, versions).values())
        return {
            route.logged.key: route
            for route in routes
            if isinstance(route, ToHospital)
            and (route.terms.contract, route.terms.month) == (applied.contract.id, paper.month)
        }

    def _ground_of(self, paper: Paper) -> Ground:
        """The ground with the directory that the paper was made from; today's for a paper that doesn't know it."""
        if not paper.books or paper.books == newest_record(self.reading):
            return self.ground
        if paper.books not in self.grounds:
            self.grounds[paper.books] = self.ground.as_of(self.reading, paper.books)
        return self.grounds[paper.books]


def without_waived(reading: Reading, ground: Ground, routed: Routed, months: Collection[Month]) -> Routed:
    """The same, the closed months before these on the facts that `late_reads_waived` chooses, where late reads are waived."""
    waiving = [each for each in routed.contracts if each.contract.late_reads is LateReads.WAIVE]
    issued = closings.closings(reading, [each.contract.id for each in waiving]) if waiving else {}
    invoiced = Invoiced(reading, ground)
    for applied in waiving:
        contract = applied.contract.id
        earlier = {each for month in months for each in earlier_months(applied.contract, month)}
        for month in sorted(earlier & issued[contract].keys()):
            facts = _chosen(invoiced, applied, issued[contract][month], routed)
            routed = replace(routed, before={**routed.before, (contract, month): facts})
    return routed


def _chosen(invoiced: Invoiced, applied: AppliedContract, invoice: IssuedPaper, routed: Routed) -> list[ToHospital]:
    """The facts that a closed month is priced on, those of the months before it being chosen already."""

    def price(some: Iterable[ToHospital]) -> PricedMonth:
        return routed.price(applied, invoice.month, some)

    now = routed.before.get((applied.contract.id, invoice.month), ())
    billed, facts = invoiced.of(applied, invoice, price(now))
    return chosen_facts(applied.contract, billed, facts, price)
