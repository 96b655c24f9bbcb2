"""What a priced month's reads cost by modality, and what it costs besides: for comparing months."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction

from invoicing.pricing.priced_month import PricedMonth
from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class Cost:
    """How many reads, and what they cost with their surcharges and turnaround credits."""

    reads: int
    amount: Money


def cost_by_modality(month: PricedMonth) -> tuple[dict[str, Cost], Money]:
    """The cost of each modality (the exam's, else the read's own), and the rest of the total.

    The rest are minimum, maximum, compliance, fixed fees and taxes, and under `rounding = "line"` what rounding moved:
    all of it together is the month's total to the cent.
    """
    reads: Counter[str] = Counter()
    charged: defaultdict[str, Fraction] = defaultdict(Fraction)
    for (_, modality, price), count in month.reads.alike.items():
        reads[modality] += count
        charged[modality] += (Fraction(price.charge) + Fraction(price.credited)) * count
    currency = month.total.currency
    costs = {modality: Cost(reads[modality], Money.rounded(charged[modality], currency)) for modality in sorted(reads)}
    return costs, month.total - sum((cost.amount for cost in costs.values()), Money(0, currency))
