"""What contracts of the same clauses have in common in a month: each class of reads is matched, and each price made, once for all of them.

Clauses are the same where they are the same objects, as `contracts.repository` makes them of texts with one body.
"""

from __future__ import annotations

from collections.abc import Hashable, MutableMapping, Sequence

from invoicing.contracts.model import AppliedContract
from invoicing.pricing.columns import ReadsOfKinds
from invoicing.pricing.matching_rate import Based, Bases
from invoicing.pricing.price_classes import ClassInColumns, ReadClasses
from invoicing.pricing.priced_month import Price
from reads.core.month import Month
from reads.fees.release import Releases
from reads.routing.route import Reason, ToHospital


class PricedAlike:
    """The classes of one set of clauses in a month, each with its base; and the prices that were made of these."""

    def __init__(self, applied: AppliedContract, month: Month, releases: Releases) -> None:
        self.applied = applied
        self.releases = releases
        self.prices: dict[Hashable, Price] = {}
        self._classes = ReadClasses(applied.contract, month, applied.calendars)
        self._bases = Bases(applied.contract, releases, applied.calendars)
        self._known: dict[Hashable, Based | None] = {}

    def base(self, read: ToHospital, contract: str, found: MutableMapping[Hashable, Based | Reason]) -> Based | Reason:
        """The base of a read by its class, or why it has none; `found` are those of the contract so far."""
        key = self._classes.of(read)
        return found[key] if key in found else found.setdefault(key, self._bases.of(read, contract))

    def bases_of(self, reads: ReadsOfKinds, moments: Sequence[str], contract: str) -> Sequence[Based | None]:
        """The base of each of a facility's reads, None for one without."""
        told = self._classes.within_kinds(reads, moments)
        by = {each: self._of_class(reads, told, each, contract) for each in set(told)}
        return list(map(by.__getitem__, told))

    def _of_class(
        self, reads: ReadsOfKinds, told: Sequence[ClassInColumns], one: ClassInColumns, contract: str
    ) -> Based | None:
        number, *else_ = one
        kind = reads.kinds[number]
        facility = kind.facility.id
        key = kind.words, *else_, facility if self._classes.by_facility else ""
        if key not in self._known:
            found = self._bases.of(reads.stand_in(told.index(one)), contract)
            self._known[key] = found if isinstance(found, Based) else None
        known = self._known[key]
        return None if known is None else self._bases.at(known, facility)


class AlikeContracts:
    """Keeps what contracts have in common, for as long as months are priced on one ground."""

    def __init__(self) -> None:
        self._found: dict[Hashable, PricedAlike] = {}

    def of(self, applied: AppliedContract, month: Month, releases: Releases) -> PricedAlike:
        """What this contract's month shares with others."""
        one = applied.contract
        clauses = one.rates, one.surcharges, one.tiers, one.turnaround, one.compliance, one.multiple, one.escalators
        own = one.unit, one.rounding, one.currency, one.rvu, month
        key = (*map(id, (*clauses, applied.calendars, releases)), *own)
        return self._found.get(key) or self._found.setdefault(key, PricedAlike(applied, month, releases))
