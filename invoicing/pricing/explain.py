"""How one read's charge came about, figure by figure: what `explain` tells (spec 3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.choices import AddPer, Period, Rounding, Unit, Within
from invoicing.contracts.model import Contract, Tier
from invoicing.pricing.invoice_lines import line_names, shown
from invoicing.pricing.priced_month import Amount, Extra, Price, PricedMonth, PricedRead, TierPart
from invoicing.pricing.turnaround_minutes import minutes_between
from reads.core.currency import places_of
from reads.core.money import rounded
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
    """A priced read, what its rate says, the figures of its charge in order, and the invoice's lines that it is part of."""

    read: PricedRead
    rate_price: str
    figures: tuple[Figure, ...]
    lines: tuple[str, ...]


def explained(month: PricedMonth, key: str) -> Explained | Reason:
    """The read of that key within its contract's month; the reason where it has no price."""
    contract = month.applied.contract
    for read in month.reads:
        if read.routed.logged.key == key:
            return Explained(
                read=read,
                rate_price=rate_words(read.price, contract.unit),
                figures=tuple(_figures(read, contract)),
                lines=line_names(read.price, contract),
            )
    return next(reason for read, reason in month.unpriced if read.logged.key == key)


def rate_words(price: Price, unit: Unit) -> str:
    """What the rate says, after escalators: "38.00 an exam", "36.50 a work RVU", "free"."""
    if price.free:
        return "free"
    article = "an" if unit in (Unit.EXAM, Unit.ACCESSION) else "a"
    said = [(price.per_read, f"{article} {_unit_word(unit)}"), (price.per_wrvu, "a work RVU")]
    words = [f"{figure:,f} {each}" for figure, each in said if figure is not None]
    if price.medicare_percent is not None:
        words.append(f"{_percent(price.medicare_percent)} of Medicare")
    return " + ".join(words)


def amount_shown(amount: Amount, contract: Contract) -> Decimal:
    """An amount of a read as it is shown: in the currency's places, or in four where only lines are rounded."""
    by_read = contract.rounding is Rounding.READ
    return rounded(amount, places_of(contract.currency) if by_read else LINE_PLACES)


def _figures(read: PricedRead, contract: Contract) -> Iterator[Figure]:
    price = read.price

    def figure(name: str, made_of: str, amount: Amount) -> Figure:
        return Figure(name, made_of, amount_shown(amount, contract))

    first = _first_base(price)
    yield figure("Base", _base_words(price, contract), first)
    base = first
    if price.multiple is not None:
        base = first * Fraction(price.multiple) / 100
        yield figure(
            "Multiple",
            f"{_percent(price.multiple)} of {_exact(first)}: another exam of the {_together(contract)} is dearer",
            base,
        )
    for part in price.tiers:
        yield figure(part.name, _part_words(part, base, price.units, contract), part.amount)
    if price.tiers:
        base = sum((_part_exact(part, base, price.units) for part in price.tiers), Fraction(0))
    for extra in price.surcharges:
        yield figure(extra.name, _surcharge_words(extra, base, price.units, contract), extra.amount)
    yield figure("Charge", _sum_words(price, contract), price.charge)
    for credit in price.credits:
        yield figure(credit.name, _credit_words(credit, read, contract), credit.amount)


def _first_base(price: Price) -> Fraction:
    """Step 1 again, from the figures of the price."""
    if price.free or not price.units:
        return Fraction(0)
    base = Fraction(price.per_read or 0) * price.units
    base += Fraction(price.per_wrvu or 0) * Fraction(price.work_rvu or 0)
    return base + sum(map(Fraction, price.fees), Fraction(0)) * Fraction(price.medicare_percent or 0) / 100


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
    if price.medicare_percent is not None:
        fees = " + ".join(f"{fee:,f}" for fee in price.fees)
        amounts = f"({fees})" if len(price.fees) > 1 else fees
        made_of.append(f"{_percent(price.medicare_percent)} of Medicare's {amounts}")
    return " + ".join(made_of)


def units_words(units: int, unit: Unit) -> str:
    """Units in words: "1 exam", "3 regions", "2 codes"."""
    name = _unit_word(unit)
    return f"{units} {name}" if units == 1 else f"{units} {name}s"


def _unit_word(unit: Unit) -> str:
    return "code" if unit is Unit.CPT else unit.value


def _part_exact(part: TierPart, base: Fraction, of: int) -> Fraction:
    if part.per_read is not None:
        return Fraction(part.per_read) * part.units
    share = base * part.units / of if of else Fraction(0)
    return share * (100 + Fraction(part.percent or 0)) / 100


def _part_words(part: TierPart, base: Fraction, of: int, contract: Contract) -> str:
    tier = next(tier for tier in contract.tiers if tier.name == part.name)
    where = (f"above {part.above}" if part.step else f"up to {tier.steps[0].above}") + _counted_words(tier)
    if part.per_read is not None:
        return f"{where}: {part.per_read:,f} × {part.units}"
    share = _exact(base) if part.units == of else f"{_exact(base)} × {part.units} of {of} units"
    return f"{where}: {share}" + (f", {part.percent:+} %" if part.percent is not None else "")


def _counted_words(tier: Tier) -> str:
    """What a tier counts, where that is more than the month's units that it prices."""
    period = "" if tier.period is Period.MONTH else f" in the {tier.period.value}"
    if tier.count is None:
        return period
    return period + (" of all reads" if tier.count.is_catch_all else " of the reads that it counts")


def _surcharge_words(extra: Extra, base: Fraction, units: int, contract: Contract) -> str:
    made_of = []
    if extra.percent is not None:
        made_of.append(f"{_percent(extra.percent)} of {_exact(base)}")
    if extra.each is not None:
        once = {AddPer.READ: "for the read", AddPer.ACCESSION: "once for the accession"}.get(extra.per, "")
        made_of.append(f"{extra.each:,f} {once or f'× {units_words(units, contract.unit)}'}")
    return " + ".join(made_of)


def _together(contract: Contract) -> str:
    """What the exams that reduce one another share."""
    return contract.multiple.within.value if contract.multiple else Within.ACCESSION.value


def _sum_words(price: Price, contract: Contract) -> str:
    if not price.surcharges:
        return ""
    amounts = [price.base, *(extra.amount for extra in price.surcharges)]
    return " + ".join(f"{amount_shown(amount, contract):,f}" for amount in amounts)


def _credit_words(credit: Extra, read: PricedRead, contract: Contract) -> str:
    """What the rule credits and why; together with the rules before it, it credits no more than the charge."""
    rule = next(rule for rule in contract.turnaround if rule.name == credit.name)
    made_of = []
    if credit.percent is not None:
        made_of.append(f"{_percent(credit.percent)} of {_exact(Fraction(read.charge))}")
    if credit.each is not None:
        made_of.append(f"{credit.each:,f}")
    logged = read.routed.logged.read
    minutes = minutes_between(*(getattr(logged, clock) for clock in rule.clock))
    return f"{' + '.join(made_of)}, since it took {minutes} minutes instead of {rule.within_minutes}"


def _percent(percent: Decimal) -> str:
    return f"{percent:f} %"


def _exact(amount: Fraction) -> str:
    """With two places where that is all there is, else up to six."""
    places = next((places for places in range(2, 6) if (amount * 10**places).denominator == 1), 6)
    return shown(amount, places)
