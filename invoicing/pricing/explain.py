"""How one read's charge came about, figure by figure: what `explain` tells (spec 3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.contract import Contract, Rounding, Unit
from invoicing.pricing.lines import line_names, shown
from invoicing.pricing.priced import Amount, Extra, Price, PricedMonth, PricedRead, TierPart
from reads.core.money import places_of, rounded
from reads.routing.route import Reason

LINE_PLACES = 4
"""What is shown of an amount that is rounded only in its line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One step on the way to the charge: its name, what it was made of, and what it came to."""

    name: str
    made_of: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Explained:
    """A priced read, the figures of its charge in their order, and the lines of the invoice that it is part of."""

    read: PricedRead
    figures: tuple[Figure, ...]
    lines: tuple[str, ...]


def explained(month: PricedMonth, key: str) -> Explained | Reason:
    """The read of that key within its contract's month; the reason where it has no price."""
    contract = month.applied.contract
    for read in month.reads:
        if read.routed.logged.key == key:
            return Explained(read, tuple(_figures(read.price, contract)), line_names(read.price, contract))
    return next(reason for read, reason in month.unpriced if read.logged.key == key)


def amount_shown(amount: Amount, contract: Contract) -> Decimal:
    """An amount of a read as it is shown: in the currency's places, or in four where only lines are rounded."""
    by_read = contract.rounding is Rounding.READ
    return rounded(amount, places_of(contract.currency) if by_read else LINE_PLACES)


def _figures(price: Price, contract: Contract) -> Iterator[Figure]:
    def figure(name: str, made_of: str, amount: Amount) -> Figure:
        return Figure(name, made_of, amount_shown(amount, contract))

    first = _first_base(price)
    yield figure("Base", _base_words(price, contract), first)
    base = first
    if price.multiple is not None:
        base = first * Fraction(price.multiple) / 100
        yield figure(
            "Multiple", f"{_percent(price.multiple)} of {_exact(first)}: another exam of the accession is dearer", base
        )
    for part in price.tiers:
        yield figure(part.name, _part_words(part, base, price.units), part.amount)
    if price.tiers:
        base = sum((_part_exact(part, base, price.units) for part in price.tiers), Fraction(0))
    for extra in price.surcharges:
        yield figure(extra.name, _surcharge_words(extra, base, price.units, contract), extra.amount)
    yield figure("Charge", _sum_words(price, contract), price.charge)
    for credit in price.credits:
        yield figure(credit.name, _credit_words(credit, price.charge), credit.amount)


def _first_base(price: Price) -> Fraction:
    """Step 1 again, from the figures of the price."""
    if price.free or not price.units:
        return Fraction(0)
    base = Fraction(price.per_read or 0) * price.units
    return base + Fraction(price.per_wrvu or 0) * Fraction(price.work_rvu or 0)


def _base_words(price: Price, contract: Contract) -> str:
    if price.free:
        return "free"
    if not price.units:
        return "counts no unit: another exam of the accession is dearer"
    made_of = []
    if price.per_read is not None:
        made_of.append(f"{price.per_read:,f} × {units_words(price.units, contract.unit)}")
    if price.per_wrvu is not None:
        made_of.append(f"{price.per_wrvu:,f} a work RVU × {price.work_rvu}")
    return " + ".join(made_of)


def units_words(units: int, unit: Unit) -> str:
    """Units in words: "1 exam", "3 regions", "2 codes"."""
    name = "code" if unit is Unit.CPT else unit.value
    return f"{units} {name}" if units == 1 else f"{units} {name}s"


def _part_exact(part: TierPart, base: Fraction, of: int) -> Fraction:
    if part.per_read is not None:
        return Fraction(part.per_read) * part.units
    share = base * part.units / of if of else Fraction(0)
    return share * (100 + Fraction(part.percent or 0)) / 100


def _part_words(part: TierPart, base: Fraction, of: int) -> str:
    where = f"above {part.above}" if part.step else "below the first step"
    if part.per_read is not None:
        return f"{where}: {part.per_read:,f} × {part.units}"
    share = _exact(base) if part.units == of else f"{_exact(base)} × {part.units} of {of} units"
    return f"{where}: {share}" + (f", {part.percent:+} %" if part.percent is not None else "")


def _surcharge_words(extra: Extra, base: Fraction, units: int, contract: Contract) -> str:
    made_of = []
    if extra.percent is not None:
        made_of.append(f"{_percent(extra.percent)} of {_exact(base)}")
    if extra.each is not None:
        made_of.append(f"{extra.each:,f} × {units_words(units, contract.unit)}")
    return " + ".join(made_of)


def _sum_words(price: Price, contract: Contract) -> str:
    if not price.surcharges:
        return ""
    amounts = [price.base, *(extra.amount for extra in price.surcharges)]
    return " + ".join(f"{amount_shown(amount, contract):,f}" for amount in amounts)


def _credit_words(credit: Extra, charge: Amount) -> str:
    made_of = []
    if credit.percent is not None:
        made_of.append(f"{_percent(credit.percent)} of {_exact(Fraction(charge))}")
    if credit.each is not None:
        made_of.append(f"{credit.each:,f}")
    return " + ".join(made_of) + ", at most what is left of the charge"


def _percent(percent: Decimal) -> str:
    return f"{percent:f} %"


def _exact(amount: Fraction) -> str:
    """With two places where that is all there is, else up to six."""
    places = next((places for places in range(2, 6) if (amount * 10**places).denominator == 1), 6)
    return shown(amount, places)
