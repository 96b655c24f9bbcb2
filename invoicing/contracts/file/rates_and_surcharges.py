"""Reads what prices a read: rates, surcharges and volume tiers, each with its days (spec 3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from invoicing.contracts.choices import AddPer, Period, Scope, TierMode
from invoicing.contracts.escalators import WRVU_PLACES
from invoicing.contracts.file.match import read_match
from invoicing.contracts.model import Rate, Step, Surcharge, Tier
from reads.core.toml_table import Section


@dataclass(frozen=True, slots=True)
class Life:
    """What the head of the contract says that its clauses need: its days, half-open, and its currency's places."""

    effective: date | None
    until: date | None
    places: int

    def days_of(self, section: Section) -> tuple[date | None, date | None]:
        """`from` and `until` of a clause; a fault where they are reversed or lie outside the contract's life."""
        starts, ends = section.day("from"), section.day("until")
        if starts and ends and ends <= starts:
            remedy = "`until` is the first day on which it no longer holds: write one after `from`"
            section.fault("reversed_dates", f"it ends ({ends}) before it begins ({starts})", remedy, "until")
        for key, day in (("from", starts), ("until", ends)):
            if day and self._outside(key, day):
                remedy = f"write a day from {self.effective} on" + (f" up to {self.until}" if self.until else "")
                section.fault("outside_contract", f"`{key} = {day}` lies outside the contract's life", remedy, key)
        return starts, ends

    def _outside(self, key: str, day: date) -> bool:
        if key == "from":
            return bool((self.effective and day < self.effective) or (self.until and day >= self.until))
        return bool((self.effective and day <= self.effective) or (self.until and day > self.until))


def price_of(section: Section, key: str, places: int) -> Decimal | None:
    """A price, which may have parts of a cent: up to four decimals, or as many as the currency has (spec 3.9)."""
    return section.amount(key, max(places, WRVU_PLACES))


def name_of(section: Section) -> str:
    """The clause's name, which its invoice line bears."""
    section.need("name", '"CT head"')
    return section.text("name")


def one_of_two(section: Section, first: str, second: str, example: str) -> None:
    """A fault unless exactly one of the two keys is given."""
    if section.has(first) and section.has(second):
        section.fault("both_given", f"`{first}` and `{second}` are both given", "keep one of them", second)
    if not section.has(first) and not section.has(second):
        section.fault("none_given", f"neither `{first}` nor `{second}` is given", f"add a line like `{example}`")


def read_rate(section: Section, life: Life, *, printed: bool = True) -> Rate:
    """One `[[rates]]`; `print` is its name on papers, which a reader's agreement has none of."""
    name, match = name_of(section), read_match(section)
    print_name = section.text("print") if printed else ""
    per_read = price_of(section, "per_read", life.places)
    per_wrvu = section.amount("per_wrvu", WRVU_PLACES)
    medicare = _medicare(section)
    free = section.flag("free")
    starts, ends = life.days_of(section)
    section.finish()
    priced = any(map(section.has, PRICES))
    if free and priced:
        section.fault("priced_and_free", "it has a price and is free", "keep one of them", "free")
    if not free and not priced:
        remedy = (
            'add `per_read = "38.00"`, `per_wrvu = "36.50"` or `medicare_percent = "85"`, or `free = true` for reads that '
            "cost nothing"
        )
        section.fault("no_price", "the rate has no price", remedy)
    return Rate(
        name=name,
        match=match,
        per_read=per_read,
        per_wrvu=per_wrvu,
        medicare_percent=medicare,
        qpp=section.flag("qpp"),
        locality=section.text("locality").replace("-", ""),
        free=free,
        printed=print_name,
        starts=starts,
        ends=ends,
        line=section.line,
    )


PRICES = ("per_read", "per_wrvu", "medicare_percent")
"""The keys of a rate that price a read; those that are given are added."""

_LOCALITY = re.compile(r"[0-9A-Z]{5}-?[0-9]{2}")


def _medicare(section: Section) -> Decimal | None:
    """The percent of Medicare, with what says which amount that is."""
    percent = section.percent("medicare_percent", 0, 1000)
    section.flag("qpp")
    locality = section.text("locality", '"06102-16"')
    for key in ("qpp", "locality"):
        if section.has(key) and not section.has("medicare_percent"):
            remedy = 'add the percent, like `medicare_percent = "85"`, or remove it'
            section.fault("medicare_alone", f"`{key}` says nothing without `medicare_percent`", remedy, key)
    if locality and not _LOCALITY.fullmatch(locality):
        remedy = (
            "write the contractor's five digits and the locality's two, like \"06102-16\", as CMS's GPCI file has them"
        )
        section.fault("bad_locality", f'`locality = "{locality}"` is no locality', remedy, "locality")
    return percent


def read_surcharge(section: Section, life: Life, *, add_per_known: bool = True) -> Surcharge:
    """One `[[surcharges]]`; a negative percent is a discount. A reader's differential has no `add_per`: it is by read."""
    name, match = name_of(section), read_match(section)
    percent, add = section.percent("percent", -100, 1000), price_of(section, "add", life.places)
    add_per = section.choice("add_per", AddPer, AddPer.UNIT) if add_per_known else AddPer.UNIT
    starts, ends = life.days_of(section)
    section.finish()
    one_of_two(section, "percent", "add", 'percent = "25"')
    if section.has("add_per") and add_per_known and not section.has("add"):
        remedy = 'add the amount, like `add = "2.00"`, or remove it'
        section.fault("add_per_alone", "`add_per` says nothing without `add`", remedy, "add_per")
    return Surcharge(
        name=name,
        match=match,
        percent=percent,
        add=add,
        add_per=add_per,
        starts=starts,
        ends=ends,
        line=section.line,
    )


def read_tier(section: Section, life: Life) -> Tier:
    """One `[[tiers]]` with its rising steps."""
    name, match = name_of(section), read_match(section)
    count = read_match(section, "count") if section.raw("count") is not None else None
    period = section.choice("period", Period, Period.MONTH)
    mode = section.choice("mode", TierMode, TierMode.GRADUATED)
    scope = section.choice("scope", Scope, Scope.CLIENT)
    section.need("steps", '[ { above = 500, percent = "-5" } ]')
    steps = tuple(_step(step, life) for step in section.sections("steps", section.label))
    starts, ends = life.days_of(section)
    section.finish()
    if section.has("steps") and not section.table["steps"]:
        section.fault("empty_list", "`steps` is an empty list", "add a step, or remove the tier", "steps")
    for number in range(1, len(steps)):
        before, step = steps[number - 1], steps[number]
        if step.above <= before.above:
            message = f"the step above {step.above} comes after the one above {before.above}"
            section.fault("steps_not_rising", message, "order the steps so that `above` rises", f"steps.{number}.above")
    return Tier(
        name=name,
        match=match,
        count=count,
        period=period,
        mode=mode,
        scope=scope,
        steps=steps,
        starts=starts,
        ends=ends,
        line=section.line,
    )


def _step(section: Section, life: Life) -> Step:
    section.need("above", "500")
    above = section.count("above", 0)
    percent, per_read = section.percent("percent", -100, 1000), price_of(section, "per_read", life.places)
    section.finish()
    one_of_two(section, "percent", "per_read", 'percent = "-5"')
    return Step(above=above or 0, percent=percent, per_read=per_read)
