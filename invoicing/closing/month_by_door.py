"""Every read of some months by where it goes, and what a contract's month costs on that ground."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.columns import ReadColumns
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.engine import price_month, unpriced_reads
from invoicing.pricing.periods import earlier_months
from invoicing.pricing.priced_alike import AlikeContracts
from invoicing.pricing.priced_month import PricedMonth
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.fees.release import Releases
from reads.routing.route import Held, Nowhere, Reason, Route, ToHospital, ToInsurer


@dataclass(frozen=True, slots=True)
class Routed:
    """Every read of some months by where it goes; `counts` are those of spec 6.

    `hospital` is by contract's id and month; `releases` hold the values of the codes that its work RVU rates need.
    `before` has the reads of earlier months that prices depend on besides, without those that were taken back
    and, where late reads are waived, closed months on the facts that count (spec 3.9). `elsewhere` are the contracts and other
    months that reads would be billed in which came along, since one of their moments lies near these months.
    """

    directory: Directory
    contracts: tuple[AppliedContract, ...]
    releases: Releases
    hospital: Mapping[tuple[str, Month], ReadColumns]
    insurance: list[ToInsurer]
    held: list[Held]
    nowhere: list[Nowhere]
    before: Mapping[tuple[str, Month], Sequence[ToHospital]] = field(default_factory=dict)
    elsewhere: Collection[tuple[str, Month]] = frozenset()
    alike: AlikeContracts = field(default_factory=AlikeContracts)

    def around(self, contract: Contract, month: Month) -> Around:
        """What the price of a contract's month depends on besides the reads of the month."""
        earlier = {each: self.before.get((contract.id, each), []) for each in earlier_months(contract, month)}
        return Around(earlier, self.directory.coverage.get(contract.id, ()))

    def price(self, applied: AppliedContract, month: Month, reads: Iterable[ToHospital]) -> PricedMonth:
        """What the contract's month costs with these reads in it, on this directory and these releases."""
        around = self.around(applied.contract, month)
        return price_month(applied, month, reads, self.releases, self.directory.facilities, around, self.alike)

    def unpriced(self, applied: AppliedContract, month: Month) -> tuple[tuple[ToHospital, Reason], ...]:
        """The reads of the contract's month that have no price, each with why."""
        return unpriced_reads(applied, month, self.hospital[applied.contract.id, month], self.releases, self.alike)

    @property
    def counts(self) -> dict[str, int]:
        """How many reads each route took."""
        return {
            "hospital": sum(map(len, self.hospital.values())),
            "insurance": len(self.insurance),
            "none": len(self.nowhere),
            "held": len(self.held),
        }

    @property
    def routes(self) -> list[Route]:
        """All routes, in the order of signing."""
        hospital = [routed for some in self.hospital.values() for routed in some]
        every: list[Route] = [*hospital, *self.insurance, *self.held, *self.nowhere]
        return sorted(every, key=lambda routed: (routed.logged.read.signed_at.isoformat(), routed.logged.version_id))


def month_of(routed: Route) -> Month:
    """The month that a routed read belongs to."""
    return routed.terms.month if isinstance(routed, ToHospital) else routed.month
