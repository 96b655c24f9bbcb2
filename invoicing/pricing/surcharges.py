"""Step 4: what is added to a read's base, each surcharge on the base alone (spec 3.4).

Reads that cost nothing by rule bear none: those of a free rate, and exams that count no unit because another of their
accession does.
"""

from __future__ import annotations

from fractions import Fraction

from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.read_charge import Charging


def surcharge(price: SurchargePrice, base: Fraction, units: int) -> Fraction:
    """The exact amount of one surcharge on a base after steps 2 and 3: `percent` of it, or `add` for each unit, or both."""
    amount = Fraction(0) if price.add is None else Fraction(price.add) * units
    return amount if price.share is None else amount + base * price.share


def add(read: Charging) -> None:
    """Every surcharge that matches, unless the read counts nothing."""
    if not read.nothing:
        read.added = tuple((price, surcharge(price, read.base, read.units)) for price in read.based.surcharges)
