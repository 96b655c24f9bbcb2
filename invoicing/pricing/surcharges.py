"""Step 4: what is added to a read's base, each surcharge on the base alone (spec 3.4, 3.9).

Reads that cost nothing by rule bear none: those of a free rate, and exams that count no unit because another of their
accession does. An amount is added for each unit, for each read, or once for each accession with a read that matches, on
the dearest of those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from invoicing.contracts.choices import AddPer, Within
from invoicing.contracts.model import Contract, Surcharge
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.multiple_exam_reduction import together
from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.read_charge import Charging
from reads.routing.route import ToHospital

Borne = tuple[SurchargePrice, ...]
"""The surcharges that a read bears."""


def add_surcharges(read: Charging) -> None:
    """Every surcharge that the read bears, unless it counts nothing."""
    if not read.nothing:
        read.added = tuple((price, surcharge(price, read.base, read.units)) for price in read.borne)


def surcharge(price: SurchargePrice, base: Fraction, units: int) -> Fraction:
    """The exact amount of one surcharge on a base after steps 2 and 3: `percent` of it, or `add` as often as it is due."""
    amount = Fraction(0) if price.add is None else Fraction(price.add) * times(price.surcharge, units)
    return amount if price.share is None else amount + base * price.share


def times(clause: Surcharge, units: int) -> int:
    """How often the amount is added to a read that bears it."""
    return units if clause.add_per is AddPer.UNIT else 1


def shared_out(
    contract: Contract, reads: Sequence[ToHospital], bases: Sequence[Based], nothing: Collection[int]
) -> Mapping[int, Borne]:
    """By position, what a read bears where that is not all that matches it: amounts due once an accession are on one read.

    `nothing` are the positions of reads that count no unit.
    """
    if not any(each.add_per is AddPer.ACCESSION for each in contract.surcharges):
        return {}
    matching: defaultdict[int, list[int]] = defaultdict(list)
    for position, based in enumerate(bases):
        if position not in nothing:
            for price in based.surcharges:
                if price.surcharge.add_per is AddPer.ACCESSION:
                    matching[id(price.surcharge)].append(position)
    spared: defaultdict[int, set[int]] = defaultdict(set)
    for clause, positions in matching.items():
        for group in together(reads, bases, positions, Within.ACCESSION):
            for position in group[1:]:
                spared[position].add(clause)
    return {
        position: tuple(price for price in bases[position].surcharges if id(price.surcharge) not in clauses)
        for position, clauses in spared.items()
    }
