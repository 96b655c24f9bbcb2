"""A contract's month, from routed reads to lines and total: the steps of spec 3.4, in their order.

    reads -> classes (matched once each) -> base -> dearest of each accession -> tier steps -> charge and credits -> lines

The same reads give the same answer in whatever order they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter

from invoicing.contracts.contract import AppliedContract, Contract, Turnaround, Unit
from invoicing.pricing.base import Based, based
from invoicing.pricing.charge import Charger
from invoicing.pricing.classes import classifier
from invoicing.pricing.compliance import Punctuality, compliance_lines
from invoicing.pricing.fixed import fixed_lines
from invoicing.pricing.lines import Outcome, read_lines, sum_of, surcharge_lines, turnaround_lines
from invoicing.pricing.maximum import maximum_lines
from invoicing.pricing.minimum import minimum_lines
from invoicing.pricing.multiple import lesser
from invoicing.pricing.price_list import PriceLists
from invoicing.pricing.priced import Line, PricedMonth, PricedRead
from invoicing.pricing.taxes import tax_lines
from invoicing.pricing.tiers import Parts, spread
from invoicing.pricing.turnaround import is_late
from reads.core.month import Month
from reads.directory.entries import Facility
from reads.fees.release import Releases
from reads.routing.route import Reason, ToHospital


def price_month(
    applied: AppliedContract,
    month: Month,
    reads: Iterable[ToHospital],
    releases: Releases,
    facilities: Mapping[str, Sequence[Facility]],
) -> PricedMonth:
    """What the month costs under the contract; `reads` are those whose terms name this contract and month.

    `facilities` are the directory's rows by id, for a minimum by facility. Also a month without a read has its minimum,
    fixed fees and taxes.
    """
    contract = applied.contract
    known, unpriced = _bases(contract, month, in_counting_order(reads), releases)
    usage = _Usage(contract)
    priced = tuple(usage.price(known))
    lines = [*_lines(contract, month, usage, facilities)]
    lines += tax_lines(contract, month, lines)
    return PricedMonth(
        applied=applied,
        month=month,
        reads=priced,
        lines=tuple(lines),
        total=sum_of(lines, contract.currency),
        unpriced=unpriced,
        unmeasured=usage.unmeasured,
        warnings=tuple(dict.fromkeys(read.warning for _, read in known if read.warning is not None)),
    )


def _lines(
    contract: Contract, month: Month, usage: _Usage, facilities: Mapping[str, Sequence[Facility]]
) -> Iterator[Line]:
    """All lines but the taxes, in the order of the invoice."""
    outcomes = usage.outcomes
    charges = read_lines(contract, outcomes) + surcharge_lines(contract, outcomes)
    read_charges = sum_of(charges, contract.currency)
    discount = maximum_lines(contract, month, read_charges)
    yield from charges
    yield from turnaround_lines(contract, outcomes)
    yield from discount
    yield from minimum_lines(contract, month, charges + discount, facilities)
    yield from compliance_lines(usage.punctuality, read_charges)
    yield from fixed_lines(contract, month)


def in_counting_order(reads: Iterable[ToHospital]) -> list[ToHospital]:
    """By billing moment, accession, exam, facility, read type (spec 3.4 step 3); then by key, which tells all apart."""
    ordered = sorted(reads, key=attrgetter("terms.billing_moment"))
    start = 0
    for end in range(1, len(ordered) + 1):
        if end < len(ordered) and ordered[end].terms.billing_moment == ordered[start].terms.billing_moment:
            continue
        if end - start > 1:
            ordered[start:end] = sorted(ordered[start:end], key=_tie)
        start = end
    return ordered


def _tie(routed: ToHospital) -> tuple[str, ...]:
    read = routed.logged.read
    return read.accession, read.exam, read.facility, read.read_type, routed.logged.key


def _bases(
    contract: Contract, month: Month, reads: Iterable[ToHospital], releases: Releases
) -> tuple[list[tuple[ToHospital, Based]], tuple[tuple[ToHospital, Reason], ...]]:
    """Step 1 for each class of reads: those that have a base, and those that can't be priced."""
    class_of = classifier(contract, month)
    prices = PriceLists(contract)
    found: dict[object, Based | Reason] = {}
    known: list[tuple[ToHospital, Based]] = []
    unpriced: list[tuple[ToHospital, Reason]] = []
    for read in reads:
        key = class_of(read)
        base = found.get(key)
        if base is None:
            base = found[key] = based(read, contract, prices.on(read.terms.service_date), releases)
        if isinstance(base, Based):
            known.append((read, base))
        else:
            unpriced.append((read, base))
    return known, tuple(unpriced)


@dataclass(slots=True, init=False)
class _Usage:
    """The month's reads as they are priced: every way they came out, how often, and how punctual they were."""

    contract: Contract
    outcomes: list[Outcome]
    punctuality: list[Punctuality]
    unmeasured: int

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.outcomes = []
        self.punctuality = [Punctuality(rule) for rule in contract.compliance]
        self.unmeasured = 0

    def price(self, known: Sequence[tuple[ToHospital, Based]]) -> Iterator[PricedRead]:
        """Steps 2 to 7: the price of each read, made once for all that came out alike."""
        charger = Charger(self.contract)
        found: dict[object, Outcome] = {}
        others = self._lesser(known)
        timed = bool(self.contract.turnaround or self.contract.compliance)
        parts = self._parts(known, others)
        for position, ((read, base), part) in enumerate(zip(known, parts, strict=False)):
            late = self._measured(read, base) if timed else ()
            key = (base, position in others, part, *map(id, late))
            outcome = found.get(key)
            if outcome is None:
                outcome = found[key] = Outcome(base.facility, charger.price(base, position in others, part, late))
                self.outcomes.append(outcome)
            outcome.count += 1
            yield PricedRead(read, outcome.price)

    def _lesser(self, known: Sequence[tuple[ToHospital, Based]]) -> frozenset[int]:
        if self.contract.multiple is None and self.contract.unit is not Unit.ACCESSION:
            return frozenset()
        return lesser(known)

    def _parts(self, known: Sequence[tuple[ToHospital, Based]], others: frozenset[int]) -> Iterable[Parts]:
        if not self.contract.tiers:
            return repeat(())
        accession = self.contract.unit is Unit.ACCESSION
        units = [0 if accession and position in others else base.units for position, (_, base) in enumerate(known)]
        return spread([base for _, base in known], units)

    def _measured(self, routed: ToHospital, base: Based) -> tuple[Turnaround, ...]:
        """The turnaround rules that the read was too late for; counts it for compliance, and where a clock is missing."""
        read = routed.logged.read
        verdicts = [(rule, is_late(read, rule)) for rule in base.turnaround]
        unmeasured = any(late is None for _, late in verdicts)
        for count in self.punctuality:
            if any(rule is count.rule for rule in base.compliance):
                late = is_late(read, count.rule)
                unmeasured = unmeasured or late is None
                count.measured += late is not None
                count.in_time += late is False
        self.unmeasured += unmeasured
        return tuple(rule for rule, late in verdicts if late)
