"""Reads what prices a read: rates, surcharges and volume tiers, each with its days (spec 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from invoicing.contracts.choices import Period, Scope, TierMode
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


def read_rate(section: Section, life: Life) -> Rate:
    """One `[[rates]]`."""
    name, match = name_of(section), read_match(section)
    per_read = section.amount("per_read", life.places)
    per_wrvu = section.amount("per_wrvu", WRVU_PLACES)
    free = section.flag("free")
    starts, ends = life.days_of(section)
    section.finish()
    priced = section.has("per_read") or section.has("per_wrvu")
    if free and priced:
        section.fault("priced_and_free", "it has a price and is free", "keep one of them", "free")
    if not free and not priced:
        remedy = 'add `per_read = "38.00"` or `per_wrvu = "36.50"`, or `free = true` for reads that cost nothing'
        section.fault("no_price", "the rate has no price", remedy)
    return Rate(
        name=name,
        match=match,
        per_read=per_read,
        per_wrvu=per_wrvu,
        free=free,
        starts=starts,
        ends=ends,
        line=section.line,
    )


def read_surcharge(section: Section, life: Life) -> Surcharge:
    """One `[[surcharges]]`; a negative percent is a discount."""
    name, match = name_of(section), read_match(section)
    percent, add = section.percent("percent", -100, 1000), section.amount("add", life.places)
    starts, ends = life.days_of(section)
    section.finish()
    one_of_two(section, "percent", "add", 'percent = "25"')
    return Surcharge(name=name, match=match, percent=percent, add=add, starts=starts, ends=ends, line=section.line)


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
    percent, per_read = section.percent("percent", -100, 1000), section.amount("per_read", life.places)
    section.finish()
    one_of_two(section, "percent", "per_read", 'percent = "-5"')
    return Step(above=above or 0, percent=percent, per_read=per_read)
