"""What is still open of months that were closed: each priced as it is known now, less what its papers have billed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from invoicing.closing.billed_so_far import Billed, BilledClause
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.difference import Difference, MonthCost, Open, Waived, difference_to, missing
from invoicing.closing.earlier_months_waived import Invoiced
from invoicing.closing.gather import gather_at, routes_of
from invoicing.closing.late_reads_waived import cost_when_waived
from invoicing.closing.month_by_door import Routed
from invoicing.contracts.choices import LateReads
from invoicing.contracts.model import AppliedContract
from invoicing.papers import closings, recorded_adjustments, repository
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.row_reasons import GONE, VOIDED
from invoicing.pricing.columns import without
from invoicing.pricing.priced_month import PricedMonth
from reads.core.money import Money
from reads.core.month import Month
from reads.log.read_versions import reads_by_keys
from reads.routing.route import Held, Route, ToHospital

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class LinesOfMonth:
    """What a month costs, line by line, in minor units; how many reads it has, how many have no price, and how many of its
    facilities are held in it, by why (the reason's code).
    """

    currency: str
    lines: Mapping[BilledClause, int]
    unpriced: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    reads: int = 0

    @property
    def total(self) -> Money:
        """The sum of the lines."""
        return Money(sum(self.lines.values()), self.currency)


@dataclass(slots=True)
class Reckoner:
    """Prices closed months anew; what they are priced on is loaded once."""

    reading: Reading
    ground: Ground
    invoiced: Invoiced
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, reading: Reading, ground: Ground | None = None) -> Reckoner:
        """On the books and the log as they are now; on ground that is loaded already, where it is."""
        ground = ground or Ground.load(reading)
        return cls(reading, ground, Invoiced(reading, ground), recorded_adjustments.withdrawn(reading))

    def open(self, months: Mapping[str, Collection[Month]]) -> dict[str, Open]:
        """What is open, by contract, of these closed months of each; a contract that was withdrawn has no price."""
        due: dict[str, list[Difference]] = {contract: [] for contract in months}
        waived: dict[str, list[Waived]] = {contract: [] for contract in months}
        invoices = closings.closings(self.reading, list(months))
        for each, month, routed in self._gathered(months):
            found, dropped = self._settled(each, invoices[each.contract.id][month], routed)
            due[each.contract.id] += [found] if found else []
            waived[each.contract.id] += [dropped] if dropped else []
        return {contract: Open(tuple(due[contract]), tuple(waived[contract])) for contract in months}

    def costs(self, months: Mapping[str, Collection[Month]]) -> dict[tuple[str, Month], LinesOfMonth]:
        """What these closed months of each contract cost by now, line by line; what is waived is not in it."""
        invoices, found = closings.closings(self.reading, list(months)), {}
        for each, month, routed in self._gathered(months):
            invoice = invoices[each.contract.id][month]
            reads = without(routed.hospital.get((each.contract.id, month), ()), self.withdrawn)
            priced = self._price(each, month, reads, routed)
            cost = self._cost(each, invoice, priced, routed)
            without_price = Counter(reason.code for _, reason in priced.unpriced)
            held = self._held(each, month, routed)
            found[each.contract.id, month] = LinesOfMonth(
                each.contract.currency, dict(cost.lines), without_price, held, len(reads)
            )
        return found

    def _held(self, applied: AppliedContract, month: Month, routed: Routed) -> Counter[str]:
        """The held reads of the month at the contract's facilities, by the first reason of each."""
        facilities = self.ground.facilities([applied.contract.id])
        held = (each for each in routed.held if each.month == month and each.logged.read.facility in facilities)
        return Counter(each.reasons[0].code for each in held if each.reasons)

    def of_its_own_reads(self, invoice: IssuedPaper, keys: Collection[str], left_out: Collection[str]) -> Money | None:
        """What the month of an invoice costs by now with none but these reads; None for a contract that was withdrawn."""
        for each, month, routed in self._gathered({invoice.contract: (invoice.month,)}):
            reads = without(routed.hospital.get((invoice.contract, month), ()), self.withdrawn)
            own = [read for read in reads if read.logged.key in keys and read.logged.key not in left_out]
            return self._price(each, month, own, routed).total
        return None

    def _gathered(self, months: Mapping[str, Collection[Month]]) -> Iterator[tuple[AppliedContract, Month, Routed]]:
        """Each contract's months, the oldest first, with all their reads."""
        applied = {each.contract.id: each for each in self.ground.contracts}
        for month in sorted({each for some in months.values() for each in some}):
            contracts = [applied[each] for each, some in months.items() if month in some and each in applied]
            facilities = self.ground.facilities([each.contract.id for each in contracts])
            routed = gather_at(self.reading, self.ground, (month,), facilities)
            for each in contracts:
                yield each, month, routed

    def _settled(
        self, applied: AppliedContract, invoice: IssuedPaper, routed: Routed
    ) -> tuple[Difference | None, Waived | None]:
        """The difference that goes on a paper, and what is waived of it."""
        contract, month, currency = applied.contract, invoice.month, invoice.total.currency
        papers = repository.papers_about(self.reading, contract.id, month)
        billed = Billed.of(papers, month, currency, invoice.client)
        reads = without(routed.hospital.get((contract.id, month), ()), self.withdrawn)
        priced = self._price(applied, month, reads, routed)
        cost = self._cost(applied, invoice, priced, routed)
        found = difference_to(billed, cost, self._gone(missing(billed, cost), priced))
        more = priced.total - Money(cost.minor, currency)
        return found, Waived(month, more, len(_left_out(cost, reads))) if more.minor > 0 else None

    def _cost(self, applied: AppliedContract, invoice: IssuedPaper, priced: PricedMonth, routed: Routed) -> MonthCost:
        """What the month costs, less what its contract waives of it."""
        if applied.contract.late_reads is LateReads.NEXT_INVOICE:
            return MonthCost.of(priced)
        invoiced, facts = self.invoiced.of(applied, invoice, priced)

        def price(some: Iterable[ToHospital]) -> PricedMonth:
            return self._price(applied, invoice.month, some, routed)

        return cost_when_waived(applied, invoice.month, invoiced, facts, price)

    def _price(
        self, applied: AppliedContract, month: Month, reads: Iterable[ToHospital], routed: Routed
    ) -> PricedMonth:
        return routed.price(applied, month, reads)

    def _gone(self, keys: Collection[str], priced: PricedMonth) -> dict[str, str]:
        """Why reads that were billed are no longer part of their month."""
        if not keys:
            return {}
        logged = reads_by_keys(self.reading, keys)
        routes = routes_of(self.reading, logged.values(), self.ground)
        unpriced = {read.logged.key for read, _ in priced.unpriced}
        found = {}
        for route in routes:
            key = route.logged.key
            found[key] = self.withdrawn.get(key) or ("without a price" if key in unpriced else _where(route, priced))
        return found


def _left_out(cost: MonthCost, reads: Iterable[ToHospital]) -> set[str]:
    """The reads that the month has by now and that it doesn't cost."""
    return {read.logged.key for read in reads} - cost.charges.keys()


def _where(route: Route, priced: PricedMonth) -> str:
    """Where a read is now that was in a month."""
    if route.logged.void:
        return VOIDED
    if isinstance(route, Held):
        return "held"
    if not isinstance(route, ToHospital):
        return GONE
    if route.terms.contract != priced.applied.contract.id:
        return f"moved to contract {route.terms.contract}"
    return f"moved to {route.terms.month.spelled()}"
