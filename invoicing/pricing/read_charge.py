"""From base to charge and credits for one way that a read can come out (spec 3.4 steps 2 to 7)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from invoicing.contracts.choices import Rounding, Unit
from invoicing.contracts.model import Contract, Turnaround
from invoicing.pricing.class_bases import Based
from invoicing.pricing.multiple_exam_reduction import reduced
from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.result import Amount, Extra, Price, TierPart
from invoicing.pricing.surcharges import Borne, surcharge, times
from invoicing.pricing.turnaround_credit import credited
from invoicing.pricing.volume_tiers import Parts, step_price
from reads.core.money import places_of, rounded

Keep = Callable[[Fraction], Amount]
"""Step 5: rounds an amount to the minor unit, or keeps it exact."""


class Charger:
    """Prices what a read came out as: its class, whether another exam is dearer, its parts by tier step, its late rules."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._places = places = places_of(contract.currency)
        by_line = contract.rounding is Rounding.LINE
        self._keep: Keep = (lambda amount: amount) if by_line else (lambda amount: rounded(amount, places))
        self._zero: Amount = Fraction(0) if by_line else rounded(0, places)

    def price(self, based: Based, lesser: bool, parts: Parts, late: tuple[Turnaround, ...], borne: Borne) -> Price:
        """The price, shared by every read of the class that came out the same."""
        nothing = lesser and self.contract.unit is Unit.ACCESSION
        units = 0 if nothing else based.units
        multiple = self.contract.multiple
        percent = multiple.percent if multiple and lesser and not nothing and not based.free else None
        base = Fraction(0) if nothing else based.base
        if percent is not None:
            base = reduced(base, Fraction(percent))
        keep, zero = self._keep, self._zero
        amounts = _parts(based, base, parts, units)
        tiers = _tier_parts(based, parts, amounts, keep)
        base = sum(amounts, Fraction(0)) if parts else base
        extras = () if nothing else tuple(_extra(price, base, units, keep) for price in borne)
        kept_base = _sum([part.amount for part in tiers], zero) if tiers else keep(base)
        surcharged = _sum([extra.amount for extra in extras], zero)
        charge = _sum([kept_base, surcharged], zero)
        credits_ = self._credits(charge, late)
        return Price(
            rate=based.price.rate.name,
            per_read=based.price.per_read,
            per_wrvu=based.price.per_wrvu,
            free=based.free,
            units=units,
            medicare_percent=based.price.rate.medicare_percent,
            fees=based.value.fees,
            work_rvu=based.value.work_rvu,
            release=based.value.release,
            multiple=percent if _applies(based, parts) else None,
            base=kept_base,
            tiers=tiers,
            surcharges=extras,
            surcharged=surcharged,
            charge=charge,
            credits=credits_,
            credited=_sum([credit.amount for credit in credits_], zero),
        )

    def _credits(self, charge: Amount, late: tuple[Turnaround, ...]) -> tuple[Extra, ...]:
        if not late:
            return ()
        return tuple(
            Extra(rule.name, self._keep(-amount), rule.credit_percent, rule.credit)
            for rule, amount in credited(Fraction(charge), late, self._places)
        )


def _parts(based: Based, base: Fraction, parts: Parts, units: int) -> list[Fraction]:
    if based.tier is None:
        return []
    return [step_price(based.tier, number, base, count, units) for number, count in parts]


def _tier_parts(based: Based, parts: Parts, amounts: list[Fraction], keep: Keep) -> tuple[TierPart, ...]:
    if based.tier is None:
        return ()
    tier = based.tier.tier
    return tuple(
        TierPart(
            tier.name,
            number,
            count,
            keep(amount),
            above=tier.steps[number - 1].above if number else 0,
            percent=tier.steps[number - 1].percent if number else None,
            per_read=based.tier.per_read[number - 1] if number else None,
        )
        for (number, count), amount in zip(parts, amounts, strict=True)
    )


def _applies(based: Based, parts: Parts) -> bool:
    """Whether a multiple still shows: not where every part has the price of a tier step."""
    tier = based.tier
    return tier is None or any(number == 0 or tier.per_read[number - 1] is None for number, _ in parts)


def _extra(price: SurchargePrice, base: Fraction, units: int, keep: Keep) -> Extra:
    clause, amount = price.surcharge, keep(surcharge(price, base, units))
    return Extra(clause.name, amount, clause.percent, price.add, times(clause, units), clause.add_per)


def _sum(amounts: list[Amount], zero: Amount) -> Amount:
    """The exact sum of amounts of one kind: all Decimals with the currency's places, or all Fractions."""
    return sum(amounts, zero)
