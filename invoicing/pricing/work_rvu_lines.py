"""The work RVUs of a line of reads with what one of them costs, so that who gets the invoice can multiply (spec 4.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from invoicing.pricing.priced_month import Price, TierPart

WRVUS = tuple[tuple[Decimal, Decimal], ...]
"""Work RVUs, each time with the price of one."""

_HUNDRED = Decimal(100)


@dataclass(slots=True)
class WorkRvus:
    """What has come together on a line so far: work RVUs by their price, until something else is on the line too."""

    reads: int = 0
    by_rate: dict[Decimal, Decimal] = field(default_factory=dict)
    is_all: bool = True

    def add(self, price: Price, part: TierPart, count: int) -> None:
        """So many reads of that price, the part of them that is on the line."""
        self.reads += count
        rate = _rate_of(price, part)
        quantity = None if rate is None else _quantity_of(price, part)
        if rate is None or quantity is None:
            self.is_all = False
        elif quantity:
            self.by_rate[rate] = self.by_rate.get(rate, Decimal(0)) + quantity * count

    def of_a_line(self, exact: Fraction, places: int) -> WRVUS:
        """Them all where no more than the rounding of each read parts them from what the line comes to; else none."""
        if not self.is_all or not self.by_rate:
            return ()
        found = tuple(sorted(((self.by_rate[rate], rate) for rate in self.by_rate), key=lambda pair: -pair[1]))
        off = abs(product(found) - exact)
        return found if off <= Fraction(self.reads, 2 * 10**places) else ()


def product(wrvus: WRVUS) -> Fraction:
    """What they come to, exactly."""
    return sum((Fraction(quantity) * Fraction(rate) for quantity, rate in wrvus), Fraction(0))


def basis_of(wrvus: WRVUS, exact: Fraction) -> str:
    """In words what the columns of a line don't show: several prices, and where the rounding of reads parts from the product."""
    if not wrvus:
        return ""
    several = " + ".join(f"{quantity:,f} wRVU × {rate:,f}" for quantity, rate in wrvus) if len(wrvus) > 1 else ""
    of_all = product(wrvus)
    parts = of_all != exact
    unrounded = Decimal(of_all.numerator) / Decimal(of_all.denominator)
    return ", ".join(filter(None, (several, f"each read rounded; the product is {unrounded:,f}" if parts else "")))


def _rate_of(price: Price, part: TierPart) -> Decimal | None:
    """What a work RVU costs on the line; None where the price has another part, or a step has a price of its own."""
    others = price.per_read is not None or price.medicare_percent is not None or part.per_read is not None
    if price.per_wrvu is None or price.work_rvu is None or price.free or others:
        return None
    rate = price.per_wrvu if price.multiple is None else price.per_wrvu * price.multiple / _HUNDRED
    return _shortest(rate if part.percent is None else rate * (_HUNDRED - part.percent) / _HUNDRED)


def _shortest(rate: Decimal) -> Decimal:
    """Without the zeros that multiplying leaves behind, with two places at least."""
    plain = rate.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal("0.01")) if isinstance(exponent, int) and exponent > -2 else plain


def _quantity_of(price: Price, part: TierPart) -> Decimal | None:
    """The read's work RVUs by its share of units on the line; None where that has no end, 0 where it counts nothing."""
    if price.work_rvu is None or not price.units:
        return Decimal(0)
    share = Fraction(price.work_rvu) * part.units / price.units
    quantity = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("0.0001"))
    if Fraction(quantity) != share:
        return None
    return price.work_rvu if part.units == price.units else quantity.normalize()
