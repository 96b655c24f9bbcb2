"""A contract's month, from routed reads to lines and total: the steps of spec 3.4, in their order.

    reads -> classes (matched once each: `based_reads`) -> base -> dearest of each accession -> tier steps -> charge and credits -> lines

The same reads give the same answer in whatever order they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.bases_of_reads import based_reads
from invoicing.pricing.compliance_credit import compliance_lines
from invoicing.pricing.coverage_fees import coverage_lines
from invoicing.pricing.discount import discount_lines
from invoicing.pricing.earlier_months_and_hours import NOTHING_AROUND, Around
from invoicing.pricing.earlier_months_of_tiers import tier_lines
from invoicing.pricing.fixed_fees import fixed_lines
from invoicing.pricing.invoice_lines import read_lines, surcharge_lines, turnaround_lines
from invoicing.pricing.maximum import maximum_lines
from invoicing.pricing.minimum import minimum_lines
from invoicing.pricing.month_sheet import MonthSheet, StepOfTheMonth
from invoicing.pricing.month_usage import Usage
from invoicing.pricing.multiple_exam_reduction import reduce_lesser_exams
from invoicing.pricing.periods import earlier_months, months_of
from invoicing.pricing.priced_alike import AlikeContracts, PricedAlike
from invoicing.pricing.priced_month import PricedMonth, PricedReads
from invoicing.pricing.read_charge import StepOfARead
from invoicing.pricing.rounding import round_each
from invoicing.pricing.surcharges import add_surcharges
from invoicing.pricing.taxes import tax_lines
from invoicing.pricing.turnaround_credit import credit_late_reads
from invoicing.pricing.volume_tiers import split_by_tier
from reads.core.month import Month
from reads.directory.model import Facility
from reads.fees.release import Releases
from reads.routing.route import Reason, ToHospital

STEPS_OF_A_READ: tuple[StepOfARead, ...] = (
    # 1, the base, is that of the read's class: `base_rate`; 6, the escalators, are in its prices: `price_list`
    reduce_lesser_exams,  # 2
    split_by_tier,  # 3
    add_surcharges,  # 4
    round_each,  # 5
    credit_late_reads,  # 7
)
"""What becomes of a base, in the order of spec 3.4."""

STEPS_OF_THE_MONTH: tuple[StepOfTheMonth, ...] = (
    lambda sheet: read_lines(sheet.contract, sheet.outcomes),
    lambda sheet: surcharge_lines(sheet.contract, sheet.outcomes),
    tier_lines,
    lambda sheet: turnaround_lines(sheet.contract, sheet.outcomes),  # 7
    maximum_lines,  # 8
    minimum_lines,
    compliance_lines,  # 9
    discount_lines,
    fixed_lines,
    coverage_lines,
    tax_lines,
)
"""Which lines an invoice has, in their order: each step sees the lines of those before it (spec 3.4, last paragraph)."""


def price_month(
    applied: AppliedContract,
    month: Month,
    reads: Iterable[ToHospital],
    releases: Releases,
    facilities: Mapping[str, Sequence[Facility]],
    around: Around = NOTHING_AROUND,
    alike: AlikeContracts | None = None,
) -> PricedMonth:
    """What the month costs under the contract; `reads` are those whose terms name this contract and month.

    `facilities` are the directory's rows by id, for a minimum by facility; `around` has the reads of the months that
    `periods.earlier_months` names, `alike` what other contracts have found. Also a month without a read has its minimum, fees
    and taxes.
    """
    contract, alike = applied.contract, alike or AlikeContracts()
    earlier: list[MonthSheet] = []
    for before in earlier_months(contract, month):
        shared = alike.of(applied, before, releases)
        others = based_reads(contract, around.earlier.get(before, ()), shared)
        usage = _usage(contract, before, earlier, shared)
        sheet = MonthSheet(contract, before, usage, facilities, around, tuple(earlier))
        sheet.usage.price(others)
        earlier.append(_drawn_up(sheet))
    shared = alike.of(applied, month, releases)
    known = based_reads(contract, reads, shared)
    usage = _usage(contract, month, earlier, shared)
    priced = PricedReads(known.reads, usage.price(known))
    sheet = _drawn_up(MonthSheet(contract, month, usage, facilities, around, earlier))
    return PricedMonth(
        applied=applied,
        month=month,
        reads=priced,
        lines=tuple(sheet.lines),
        total=sheet.sum(),
        unpriced=known.unpriced,
        unmeasured=usage.unmeasured,
        warnings=tuple(
            dict.fromkeys(base.value.warning for base in dict.fromkeys(known.bases) if base.value.warning is not None)
        ),
        notes=tuple(sheet.notes),
    )


def _usage(contract: Contract, month: Month, earlier: Sequence[MonthSheet], shared: PricedAlike) -> Usage:
    """The reads of a month to be priced, after those that tiers by quarter or year have counted before it."""
    counted = earlier[-1].usage.counts.totals if earlier else {}
    periods = {tier.period: months_of(contract, month, tier.period)[0] for tier in contract.tiers}
    goes_on = {place for place, tier in enumerate(contract.tiers) if periods[tier.period] < month}
    counted = {group: units for group, units in counted.items() if group[0] in goes_on}
    return Usage(contract, STEPS_OF_A_READ, counted, shared.prices)


def _drawn_up(sheet: MonthSheet) -> MonthSheet:
    """The sheet of priced reads, with all lines."""
    for step in STEPS_OF_THE_MONTH:
        sheet.lines += step(sheet)
    return sheet


def unpriced_reads(
    applied: AppliedContract,
    month: Month,
    reads: Iterable[ToHospital],
    releases: Releases,
    alike: AlikeContracts | None = None,
) -> tuple[tuple[ToHospital, Reason], ...]:
    """Those of the month's reads that have no price, each with why, as `price_month` would find them; at a third of its cost."""
    shared = (alike or AlikeContracts()).of(applied, month, releases)
    return based_reads(applied.contract, reads, shared, counting=False).unpriced
