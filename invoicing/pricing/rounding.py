"""Step 5: the base, or each part of it that a tier split off, and each surcharge are rounded on their own (spec 3.4).

Half away from zero to the currency's minor unit; under `rounding = "line"` nothing is rounded before the line. The read's
charge is what they then come to together.
"""

from __future__ import annotations

from dataclasses import replace

from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.priced_month import Amount, Extra
from invoicing.pricing.read_charge import Charging
from invoicing.pricing.surcharges import times


def round_each(read: Charging) -> None:
    """Sets what is kept of base, tier parts, surcharges, and the charge."""
    keep = read.keep
    read.tiers = tuple(
        replace(part, amount=keep(amount)) for part, amount in zip(read.tiers, read.by_tier, strict=True)
    )
    read.surcharges = tuple(_extra(price, keep(amount), read.units) for price, amount in read.added)
    read.kept_base = read.sum([part.amount for part in read.tiers]) if read.tiers else keep(read.base)
    read.surcharged = read.sum([extra.amount for extra in read.surcharges])
    read.charge = read.sum([read.kept_base, read.surcharged])


def _extra(price: SurchargePrice, amount: Amount, units: int) -> Extra:
    clause = price.surcharge
    return Extra(clause.name, amount, clause.percent, price.add, times(clause, units), clause.add_per)
