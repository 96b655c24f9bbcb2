"""The month's reads as they are priced: every way they came out, how often, and how punctual they were (spec 3.4 steps 2 to 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import repeat

from invoicing.contracts.choices import Unit, Within
from invoicing.contracts.model import Contract
from invoicing.pricing.bases_of_reads import BasedReads
from invoicing.pricing.compliance_percentage import Punctuality
from invoicing.pricing.invoice_lines import PricedOutcome
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.multiple_exam_reduction import lesser
from invoicing.pricing.priced_month import Price
from invoicing.pricing.read_charge import CameOut, Charger, Parts, StepOfARead
from invoicing.pricing.surcharges import Borne, shared_out
from invoicing.pricing.turnaround_credit import is_late
from invoicing.pricing.volume_tiers import Group, TierCounts
from reads.routing.route import ToHospital

Late = tuple[int, ...]
"""Which of the turnaround rules of its class a read was too late for, by number."""


class Usage:
    """Prices the reads of a month; reads that come out alike share one price, made once."""

    def __init__(
        self,
        contract: Contract,
        steps: Sequence[StepOfARead],
        counted: Mapping[Group, int],
        prices: dict[Hashable, Price] | None = None,
    ) -> None:
        """`counted` is what the tiers have counted in the earlier months of their periods; `prices` were made before."""
        self._contract = contract
        self._prices = {} if prices is None else prices
        self.counts = TierCounts(contract.tiers, counted)
        self.charger = Charger(contract, steps)
        self.outcomes: list[PricedOutcome] = []
        self.punctuality = [Punctuality(rule) for rule in contract.compliance]
        self.unmeasured = 0

    def price(self, known: BasedReads) -> list[PricedOutcome]:
        """How each read came out, in their order; outcomes and counts are then those of the month."""
        bases, others = known.bases, self._lesser(known)
        nothing = others if self._contract.unit is Unit.ACCESSION else ()
        borne = shared_out(self._contract, known.reads, bases, nothing)
        bears = map(borne.get, range(len(bases))) if borne else repeat(None)
        lesser = (position in others for position in range(len(bases))) if others else repeat(False)
        came = list(zip(bases, lesser, self._parts(known, others), self._lates(known), bears, strict=False))
        found = {way: self._outcome(count, *way) for way, count in Counter(came).items()}
        self.outcomes += found.values()
        return list(map(found.__getitem__, came))

    def _outcome(
        self, count: int, base: Based, is_lesser: bool, parts: Parts, late: Late, borne: Borne | None
    ) -> PricedOutcome:
        """So many reads that came out alike; what a contract of the same clauses has priced is not priced again."""
        bears = base.surcharges if borne is None else borne
        as_ = CameOut(base, is_lesser, parts, tuple(base.turnaround[number] for number in late), bears)
        key = base.like or base, is_lesser, parts, late, bears
        price = self._prices.get(key) or self._prices.setdefault(key, self.charger.price(as_))
        return PricedOutcome(base.facility, price, as_, count)

    def _lesser(self, known: BasedReads) -> frozenset[int]:
        multiple = self._contract.multiple
        if multiple is None and self._contract.unit is not Unit.ACCESSION:
            return frozenset()
        return lesser(known.reads, known.bases, multiple.within if multiple else Within.ACCESSION)

    def _parts(self, known: BasedReads, others: frozenset[int]) -> Iterable[Parts]:
        if not self._contract.tiers:
            return repeat(())
        accession = self._contract.unit is Unit.ACCESSION
        units = [0 if accession and position in others else base.units for position, base in enumerate(known.bases)]
        return self.counts.spread(known.bases, units)

    def _lates(self, known: BasedReads) -> Iterable[Late]:
        if not self._contract.turnaround and not self._contract.compliance:
            return repeat(())
        return (self._late(read, base) for read, base in zip(known.reads, known.bases, strict=True))

    def _late(self, routed: ToHospital, base: Based) -> Late:
        """The turnaround rules that the read missed; counts it for compliance, and once where a clock is missing."""
        read = routed.logged.read
        verdicts = [is_late(read, rule) for rule in base.turnaround]
        missed = tuple([number for number, late in enumerate(verdicts) if late])
        for count in self.punctuality:
            if any(rule is count.rule for rule in base.compliance):
                late = is_late(read, count.rule)
                verdicts.append(late)
                count.measured += late is not None
                count.in_time += late is False
        self.unmeasured += None in verdicts
        return missed
