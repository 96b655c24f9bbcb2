"""What is still open of months that were closed: each priced as it is known now, less what its papers have billed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import Difference, Open, Waived, difference, late, missing
from invoicing.closing.gather import Ground, Routed, gather_at, routes_of
from invoicing.contracts.choices import LateReads
from invoicing.contracts.model import AppliedContract
from invoicing.papers import recorded_adjustments, repository
from invoicing.papers.row_reasons import GONE, VOIDED
from invoicing.pricing.engine import price_month
from invoicing.pricing.result import PricedMonth
from reads.core.money import Money
from reads.core.month import Month
from reads.log.repository import reads_by_keys
from reads.routing.route import Held, Route, ToHospital


@dataclass(slots=True)
class Reckoner:
    """Prices closed months anew; what they are priced on is loaded once."""

    session: Session
    ground: Ground
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> Reckoner:
        """On the books and the log as they are now."""
        return cls(session, Ground.load(session), recorded_adjustments.withdrawn(session))

    def open(self, months: Mapping[str, Collection[Month]]) -> dict[str, Open]:
        """What is open, by contract, of these closed months of each; a contract that was withdrawn has no price."""
        due: dict[str, list[Difference]] = {contract: [] for contract in months}
        waived: dict[str, list[Waived]] = {contract: [] for contract in months}
        for each, month, routed in self._gathered(months):
            found, dropped = self._settled(each, month, routed)
            due[each.contract.id] += [found] if found else []
            waived[each.contract.id] += [dropped] if dropped else []
        return {contract: Open(tuple(due[contract]), tuple(waived[contract])) for contract in months}

    def prices(self, months: Mapping[str, Collection[Month]]) -> dict[tuple[str, Month], Money]:
        """What these months of each contract cost by now."""
        found = {}
        for each, month, routed in self._gathered(months):
            reads = priced_reads(routed.hospital.get((each.contract.id, month), ()), self.withdrawn)
            found[each.contract.id, month] = self._price(each, month, reads, routed).total
        return found

    def _gathered(self, months: Mapping[str, Collection[Month]]) -> Iterator[tuple[AppliedContract, Month, Routed]]:
        """Each contract's months, the oldest first, with all their reads."""
        applied = {each.contract.id: each for each in self.ground.contracts}
        for month in sorted({each for some in months.values() for each in some}):
            contracts = [applied[each] for each, some in months.items() if month in some and each in applied]
            facilities = self.ground.facilities([each.contract.id for each in contracts])
            routed = gather_at(self.session, self.ground, (month,), facilities)
            for each in contracts:
                yield each, month, routed

    def _settled(
        self, applied: AppliedContract, month: Month, routed: Routed
    ) -> tuple[Difference | None, Waived | None]:
        """The difference that goes on a paper, and what is waived of it."""
        contract = applied.contract
        billed = Billed.of(repository.papers_about(self.session, contract.id, month), month, contract.currency)
        reads = priced_reads(routed.hospital.get((contract.id, month), ()), self.withdrawn)
        priced = self._price(applied, month, reads, routed)
        gone = self._gone(missing(billed, priced), priced)
        whole = difference(billed, priced, gone)
        if contract.late_reads is LateReads.NEXT_INVOICE:
            return whole, None
        new = late(billed, priced)
        without = self._price(applied, month, [read for read in reads if read.logged.key not in new], routed)
        least = min(whole, difference(billed, without, gone), key=lambda each: each.total.minor)
        owed = least if least.total.minor < 0 else None
        more = whole.total - (owed.total if owed else Money(0, contract.currency))
        return owed, Waived(month, more, len(new)) if more.minor > 0 else None

    def _price(
        self, applied: AppliedContract, month: Month, reads: Iterable[ToHospital], routed: Routed
    ) -> PricedMonth:
        return price_month(applied, month, reads, routed.releases, self.ground.directory.facilities)

    def _gone(self, keys: Collection[str], priced: PricedMonth) -> dict[str, str]:
        """Why reads that were billed are no longer part of their month."""
        if not keys:
            return {}
        logged = reads_by_keys(self.session, keys)
        routes = routes_of(self.session, logged.values(), self.ground)
        unpriced = {read.logged.key for read, _ in priced.unpriced}
        found = {}
        for route in routes:
            key = route.logged.key
            found[key] = self.withdrawn.get(key) or ("without a price" if key in unpriced else _where(route, priced))
        return found


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


def priced_reads(reads: Sequence[ToHospital], withdrawn: Mapping[str, str]) -> list[ToHospital]:
    """Those that were not taken back."""
    return [read for read in reads if read.logged.key not in withdrawn] if withdrawn else list(reads)
