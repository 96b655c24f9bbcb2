"""From base to charge and credits for one way that a read can come out (spec 3.4 steps 2 to 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from invoicing.contracts.contract import Contract, Rounding, Turnaround, Unit
from invoicing.pricing.base import Based
from invoicing.pricing.multiple import reduced
from invoicing.pricing.price_list import SurchargePrice
from invoicing.pricing.priced import Amount, Extra, Price, TierPart
from invoicing.pricing.surcharges import surcharge
from invoicing.pricing.tiers import Parts, step_price
from invoicing.pricing.turnaround import credited
from reads.core.money import places_of, rounded


@dataclass(frozen=True, slots=True)
class Charger:
    """Prices what a read came out as: its class, whether another exam is dearer, its parts by tier step, its late rules."""

    contract: Contract

    def price(self, based: Based, lesser: bool, parts: Parts, late: tuple[Turnaround, ...]) -> Price:
        """The price, shared by every read of the class that came out the same."""
        nothing = lesser and self.contract.unit is Unit.ACCESSION
        units = 0 if nothing else based.units
        percent = self.contract.multiple if lesser and not nothing and not based.free else None
        base = Fraction(0) if nothing else based.base
        if percent is not None:
            base = reduced(base, Fraction(percent))
        keep = self._kept()
        amounts = _parts(based, base, parts, units)
        tiers = _tier_parts(based, parts, amounts, keep)
        base = sum(amounts, Fraction(0)) if parts else base
        extras = () if nothing else tuple(_extra(price, base, units, keep) for price in based.surcharges)
        kept_base = _total([part.amount for part in tiers], keep) if tiers else keep(base)
        surcharged = _total([extra.amount for extra in extras], keep)
        charge = _total([kept_base, surcharged], keep)
        credits_ = self._credits(charge, late, keep)
        return Price(
            rate=based.price.rate.name,
            per_read=based.price.per_read,
            per_wrvu=based.price.per_wrvu,
            free=based.free,
            units=units,
            work_rvu=based.work_rvu,
            release=based.release,
            multiple=percent if _applies(based, parts) else None,
            base=kept_base,
            tiers=tiers,
            surcharges=extras,
            surcharged=surcharged,
            charge=charge,
            credits=credits_,
            credited=_total([credit.amount for credit in credits_], keep),
        )

    def _credits(self, charge: Amount, late: tuple[Turnaround, ...], keep: Keep) -> tuple[Extra, ...]:
        if not late:
            return ()
        places = places_of(self.contract.currency)
        return tuple(
            Extra(rule.name, keep(-amount), rule.credit_percent, rule.credit)
            for rule, amount in credited(Fraction(charge), late, places)
        )

    def _kept(self) -> Keep:
        """Step 5: to the minor unit under `read`, exact under `line`."""
        if self.contract.rounding is Rounding.LINE:
            return lambda amount: amount
        places = places_of(self.contract.currency)
        return lambda amount: rounded(amount, places)


Keep = Callable[[Fraction], Amount]


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
    return Extra(price.surcharge.name, keep(surcharge(price, base, units)), price.surcharge.percent, price.add)


def _total(amounts: list[Amount], keep: Keep) -> Amount:
    return keep(sum((Fraction(amount) for amount in amounts), Fraction(0)))
