"""What a contract that waives late reads owes for a closed month: row by row, against the month's own invoice (spec 3.9). Pure.

    the invoice's row   now dearer (the others as billed) -> the facts that it was billed on
                        else                              -> the facts of now
    a late read         stays out, and counts in nothing

From the facts chosen the month is priced once, and never ends above its own invoice: so the order and the number of
closings between don't matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from invoicing.closing.billed_so_far import Billed
from invoicing.closing.difference import MonthCost
from invoicing.contracts.choices import AddPer, Unit
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.priced_month import PricedMonth
from reads.core.month import Month
from reads.routing.route import ToHospital

Pricing = Callable[[Iterable[ToHospital]], PricedMonth]
"""Prices the contract's month with these reads."""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """The reads of a month by key: as they are known now, and as the month's own invoice knew those that it billed."""

    now: Mapping[str, ToHospital]
    then: Mapping[str, ToHospital]


def cost_when_waived(
    applied: AppliedContract, month: Month, invoiced: Billed, facts: MonthFacts, price: Pricing
) -> MonthCost:
    """What the month costs where late reads are waived; `invoiced` is what its own invoice billed for it."""
    cost = MonthCost.of(price(chosen_facts(applied.contract, invoiced, facts, price)))
    if cost.minor > sum(invoiced.clauses.values()):
        return MonthCost.as_invoiced(applied, invoiced, month)
    return cost


def chosen_facts(contract: Contract, invoiced: Billed, facts: MonthFacts, price: Pricing) -> list[ToHospital]:
    """The invoice's reads that still are in the month, each on the facts that count."""
    billed = {
        key: each for key in invoiced.reads for each in (facts.then.get(key) or facts.now.get(key),) if each is not None
    }
    changed = [key for key, then in billed.items() if key in facts.now and _told(facts.now[key]) != _told(then)]
    kept = set(_dearer(contract, invoiced, changed, facts, _AsBilled(billed, price)))
    return [billed[key] if key in kept else facts.now[key] for key in invoiced.reads if key in facts.now]


@dataclass(frozen=True, slots=True)
class _AsBilled:
    """The invoice's reads as it billed them, and how a month is priced."""

    reads: Mapping[str, ToHospital]
    price: Pricing

    def charges(self, others: Mapping[str, ToHospital]) -> dict[str, Decimal]:
        """What each of these reads costs, all others as billed; a read without a price is left out."""
        cost = MonthCost.of(self.price({**self.reads, **others}.values()))
        return {key: cost.charges[key][0] for key in others if key in cost.charges}


def _dearer(
    contract: Contract, invoiced: Billed, changed: Collection[str], facts: MonthFacts, billed: _AsBilled
) -> Iterable[str]:
    """Those of the changed reads that would cost more than the invoice billed for them, the others as billed."""
    together = [list(changed)] if _stand_alone(contract) else [[key] for key in changed]
    for keys in together:
        if keys:
            found = billed.charges({key: facts.now[key] for key in keys})
            yield from (key for key, charge in found.items() if charge > invoiced.reads[key].charge)


def _stand_alone(contract: Contract) -> bool:
    """Whether no read's charge depends on another read: then all that changed are priced at once."""
    by_accession = any(each.add_per is AddPer.ACCESSION for each in contract.surcharges)
    return not (contract.tiers or contract.multiple or contract.unit is Unit.ACCESSION or by_accession)


def _told(routed: ToHospital) -> tuple[object, ...]:
    """All of a routed read that a price may depend on."""
    terms = routed.terms
    return (
        routed.logged.version_id,
        routed.exam,
        routed.facility.id,
        routed.radiologist.id,
        terms.service_date,
        terms.local_time,
        terms.billing_moment,
    )
