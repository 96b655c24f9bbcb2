"""One way that a read can come out, on its way from base to charge and credits (spec 3.4 steps 1 to 7).

The steps themselves stand in `engine.STEPS_OF_A_READ`, a file each; they take what the steps before left here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from invoicing.contracts.choices import Rounding
from invoicing.contracts.model import Contract, Turnaround
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.priced_month import Amount, Extra, Price, TierPart
from reads.core.currency import places_of
from reads.core.money import rounded

Keep = Callable[[Fraction], Amount]
"""Step 5: rounds an amount to the minor unit, or keeps it exact."""

Parts = tuple[tuple[int, int], ...]
"""The units of a read by tier step: ((0, 2), (1, 1)) is two units below the first step and one above it."""


class CameOut(NamedTuple):
    """What a read came out as: its class, whether another exam is dearer, its parts by tier step, the rules it missed, the surcharges it
    bears.
    """

    based: Based
    lesser: bool
    parts: Parts
    late: tuple[Turnaround, ...]
    borne: tuple[SurchargePrice, ...]


@dataclass(slots=True)
class Charging:
    """What a read came out as, and what the steps have made of it so far: exact amounts until step 5, then as they are kept."""

    contract: Contract
    based: Based
    lesser: bool
    parts: Parts
    late: tuple[Turnaround, ...]
    borne: tuple[SurchargePrice, ...]
    keep: Keep
    units: int
    base: Fraction
    nothing: bool = False
    multiple: Decimal | None = None
    by_tier: tuple[Fraction, ...] = ()
    added: tuple[tuple[SurchargePrice, Fraction], ...] = ()
    kept_base: Amount = Decimal(0)
    tiers: tuple[TierPart, ...] = ()
    surcharges: tuple[Extra, ...] = ()
    surcharged: Amount = Decimal(0)
    charge: Amount = Decimal(0)
    credits: tuple[Extra, ...] = ()

    def sum(self, amounts: Sequence[Amount]) -> Amount:
        """The exact sum of amounts that are kept alike: Decimals with the currency's places, or Fractions."""
        return sum(amounts, self.keep(Fraction(0)))


StepOfARead = Callable[[Charging], None]


class Charger:
    """Takes what a read came out as through the steps, in their order."""

    def __init__(self, contract: Contract, steps: Sequence[StepOfARead]) -> None:
        self._contract = contract
        self._steps = steps
        places = places_of(contract.currency)
        by_line = contract.rounding is Rounding.LINE
        self._keep: Keep = (lambda amount: amount) if by_line else (lambda amount: rounded(amount, places))

    def price(self, came: CameOut) -> Price:
        """The price, shared by every read of the class that came out the same."""
        based = came.based
        read = Charging(self._contract, *came, self._keep, units=based.units, base=based.base)
        for step in self._steps:
            step(read)
        return Price(
            rate=based.price.rate.name,
            per_read=based.price.per_read,
            per_wrvu=based.price.per_wrvu,
            free=based.free,
            units=read.units,
            medicare_percent=based.price.rate.medicare_percent,
            fees=based.value.fees,
            work_rvu=based.value.work_rvu,
            release=based.value.release,
            multiple=read.multiple,
            base=read.kept_base,
            tiers=read.tiers,
            surcharges=read.surcharges,
            surcharged=read.surcharged,
            charge=read.charge,
            credits=read.credits,
            credited=read.sum([credit.amount for credit in read.credits]),
        )
