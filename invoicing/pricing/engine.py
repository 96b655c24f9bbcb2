"""A contract's month, from routed reads to lines and total: the steps of spec 3.4, in their order.

    reads -> classes (matched once each) -> base -> dearest of each accession -> tier steps -> charge and credits -> lines

The same reads give the same answer in whatever order they arrive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, eq

from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.class_bases import Based, Bases
from invoicing.pricing.compliance_credit import compliance_lines
from invoicing.pricing.fixed_fees import fixed_lines
from invoicing.pricing.invoice_lines import read_lines, sum_of, surcharge_lines, turnaround_lines
from invoicing.pricing.maximum import maximum_lines
from invoicing.pricing.minimum import minimum_lines
from invoicing.pricing.month_usage import Usage
from invoicing.pricing.multiple_exam_reduction import last_ties
from invoicing.pricing.price_classes import classifier
from invoicing.pricing.result import Line, PricedMonth
from invoicing.pricing.taxes import tax_lines
from reads.core.month import Month
from reads.directory.model import Facility
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
    known, unpriced = _bases(applied, month, in_counting_order(reads), releases)
    usage = Usage(contract)
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
        warnings=tuple(dict.fromkeys(base.value.warning for _, base in known if base.value.warning is not None)),
    )


def unpriced_reads(
    applied: AppliedContract, month: Month, reads: Iterable[ToHospital], releases: Releases
) -> tuple[tuple[ToHospital, Reason], ...]:
    """Those of the month's reads that have no price, each with why, as `price_month` would find them; at a third of its cost."""
    return _bases(applied, month, reads, releases)[1]


def _lines(
    contract: Contract, month: Month, usage: Usage, facilities: Mapping[str, Sequence[Facility]]
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
    """By billing moment, accession, exam, facility, read type (spec 3.4 step 3); then the last ties."""
    ordered = sorted(reads, key=_MOMENT)
    moments = list(map(_MOMENT, ordered))
    ties = [at for at, same in enumerate(map(eq, moments, moments[1:])) if same]
    for at in ties:
        if at and moments[at - 1] == moments[at]:
            continue
        end = bisect_right(moments, moments[at], at)
        ordered[at:end] = sorted(ordered[at:end], key=_tie)
    return ordered


_MOMENT = attrgetter("terms.billing_moment")


def _tie(routed: ToHospital) -> tuple[str, ...]:
    read = routed.logged.read
    return read.accession, read.exam, read.facility, read.read_type, *last_ties(routed)


def _bases(
    applied: AppliedContract, month: Month, reads: Iterable[ToHospital], releases: Releases
) -> tuple[list[tuple[ToHospital, Based]], tuple[tuple[ToHospital, Reason], ...]]:
    """Step 1 for each class of reads: those that have a base, and those that can't be priced."""
    class_of = classifier(applied.contract, month, applied.calendars)
    bases = Bases(applied.contract, releases, applied.calendars)
    found: dict[object, Based | Reason] = {}
    known: list[tuple[ToHospital, Based]] = []
    unpriced: list[tuple[ToHospital, Reason]] = []
    for read in reads:
        key = class_of(read)
        base = found.get(key)
        if base is None:
            base = found[key] = bases.of(read)
        if isinstance(base, Based):
            known.append((read, base))
        else:
            unpriced.append((read, base))
    return known, tuple(unpriced)
