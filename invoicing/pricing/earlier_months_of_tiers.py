"""What a tier of all units that counts by quarter or year changes for the earlier months of its period (spec 3.9).

Once the count reaches another step, all units of the period take it: those of the month itself in its lines of reads,
those of earlier months in a line of their own, the difference of their read charges (base and surcharges, rounded as they
were). Their credits, maximum and minimum stay.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from invoicing.contracts.choices import Period, Scope, TierMode
from invoicing.contracts.model import Tier
from invoicing.pricing.invoice_lines import PricedOutcome, read_lines, sum_of, surcharge_lines
from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.periods import months_of, spelled
from invoicing.pricing.priced_month import Line, LineKind
from invoicing.pricing.volume_tiers import Count
from reads.core.money import Money


def tier_lines(sheet: MonthSheet) -> list[Line]:
    """A line for each tier and facility of which earlier months cost something else by now."""
    found = []
    for place, tier in enumerate(sheet.contract.tiers):
        if tier.mode is TierMode.ALL_UNITS and tier.period is not Period.MONTH:
            found += _of_tier(sheet, place, tier)
    return found


def _of_tier(sheet: MonthSheet, place: int, tier: Tier) -> list[Line]:
    period = months_of(sheet.contract, sheet.month, tier.period)
    before = [each for each in sheet.earlier if each.month in period]
    facilities = sorted({outcome.facility for each in before for outcome in each.outcomes})
    found = []
    for facility in facilities:
        count = sheet.usage.counts.groups.get((place, facility if tier.scope is Scope.FACILITY else ""))
        moved = [_moved(each, tier, count, facility) for each in before] if count is not None else []
        if count is not None and any(old != new for old, new in moved):
            old, new = (sum((pair[at] for pair in moved), Money(0, sheet.contract.currency)) for at in (0, 1))
            basis = f"{count.total:,} units in {spelled([period[0], sheet.month])}: the earlier ones cost {new.printed()} instead of {old.printed()}"
            found.append(Line(LineKind.TIER, tier.name, facility, Decimal(1), None, new - old, basis))
    return found


def _moved(sheet: MonthSheet, tier: Tier, count: Count, facility: str) -> tuple[Money, Money]:
    """The read charges of an earlier month at the facility before and after the count; the sheet keeps those after."""
    old = _charges(sheet, facility)
    step = count.step
    for position, outcome in enumerate(sheet.outcomes):
        own = outcome.came.based.tier
        if outcome.facility == facility and own is not None and own.tier is tier:
            sheet.outcomes[position] = _at_step(sheet, outcome, step)
    return old, _charges(sheet, facility)


def _at_step(sheet: MonthSheet, outcome: PricedOutcome, step: int) -> PricedOutcome:
    parts = ((step, outcome.price.units),)
    if outcome.came.parts == parts:
        return outcome
    came = outcome.came._replace(parts=parts)
    return replace(outcome, price=sheet.usage.charger.price(came), came=came)


def _charges(sheet: MonthSheet, facility: str) -> Money:
    outcomes = [outcome for outcome in sheet.outcomes if outcome.facility == facility]
    lines = read_lines(sheet.contract, outcomes) + surcharge_lines(sheet.contract, outcomes)
    return sum_of(lines, sheet.contract.currency)
