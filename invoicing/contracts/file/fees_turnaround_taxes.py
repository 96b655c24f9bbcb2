"""Reads what a month brings beside its reads: fees, credits, escalators, taxes (spec 3.1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from invoicing.contracts.choices import Every, MonthBy
from invoicing.contracts.file.match import read_match
from invoicing.contracts.file.rates_and_surcharges import Life, name_of, one_of_two
from invoicing.contracts.model import Compliance, Escalator, FixedFee, Tax, Turnaround
from reads.core.toml_table import Section

_LONGEST_MINUTES = 60 * 24 * 60
_CLOCKS = (MonthBy.EXAM, MonthBy.RECEIVED, MonthBy.SIGNED)


def read_fixed(section: Section, life: Life) -> FixedFee:
    """One `[[fixed]]`; due from the contract's effective date unless it says otherwise."""
    name = name_of(section)
    section.need("amount", '"150.00"')
    section.need("every", '"month"')
    amount = section.amount("amount", life.places)
    every = section.choice("every", Every, Every.MONTH)
    quantity = section.count("quantity", 1)
    starts, ends = life.days_of(section)
    section.finish()
    return FixedFee(
        name=name,
        amount=amount or Decimal(0),
        every=every,
        starts=starts or life.effective or date.min,
        ends=ends,
        quantity=quantity or 1,
        line=section.line,
    )


def read_turnaround(section: Section, life: Life) -> Turnaround:
    """One `[[turnaround]]`."""
    name, match = name_of(section), read_match(section)
    clock, within = _clock(section), _within(section)
    credit_percent, credit = section.percent("credit_percent", 0, 100), section.amount("credit", life.places)
    starts, ends = life.days_of(section)
    section.finish()
    one_of_two(section, "credit_percent", "credit", 'credit_percent = "100"')
    return Turnaround(
        name=name,
        match=match,
        clock=clock,
        within_minutes=within,
        credit_percent=credit_percent,
        credit=credit,
        starts=starts,
        ends=ends,
        line=section.line,
    )


def read_compliance(section: Section, life: Life) -> Compliance:
    """One `[[compliance]]`."""
    name, match = name_of(section), read_match(section)
    clock, within = _clock(section), _within(section)
    section.need("at_least_percent", '"95"')
    section.need("credit_percent", '"2"')
    at_least, credit = section.percent("at_least_percent", 0, 100), section.percent("credit_percent", 0, 100)
    starts, ends = life.days_of(section)
    section.finish()
    return Compliance(
        name=name,
        match=match,
        clock=clock,
        within_minutes=within,
        at_least_percent=at_least or Decimal(0),
        credit_percent=credit or Decimal(0),
        starts=starts,
        ends=ends,
        line=section.line,
    )


def _within(section: Section) -> int:
    section.need("within_minutes", "30")
    return section.count("within_minutes", 1, _LONGEST_MINUTES) or 1


def _clock(section: Section) -> tuple[str, str]:
    """The two moments between which minutes are counted, in the order in which they happen."""
    names: list[StrEnum] = []
    words = section.words("clock", '["received_at", "signed_at"]')
    for word in words:
        if word not in list(_CLOCKS):
            known = ", ".join(_CLOCKS)
            section.fault("unknown_value", f'`clock` has no moment "{word}"', f"two of: {known}", "clock")
        else:
            names.append(MonthBy(word))
    remedy = 'write the earlier moment first: `clock = ["received_at", "signed_at"]`'
    if words and len(words) != 2:
        section.fault("bad_clock", f"`clock` needs two moments, not {len(words)}", remedy, "clock")
    elif len(names) == 2 and _CLOCKS.index(MonthBy(names[0])) >= _CLOCKS.index(MonthBy(names[1])):
        section.fault("bad_clock", f"`clock` runs from {names[0]} to {names[1]}", remedy, "clock")
    return (names[0].value, names[1].value) if len(names) == 2 else ("received_at", "signed_at")


def read_escalator(section: Section, life: Life) -> Escalator:
    """One `[[escalators]]`; a negative percent lowers the prices."""
    section.need("on", "2026-07-01")
    section.need("percent", '"3.0"')
    on, percent = section.day("on"), section.percent("percent", -100, 1000)
    section.finish()
    before = on and life.effective and on < life.effective
    if on and (before or (life.until and on >= life.until)):
        remedy = f"write a day from {life.effective} on" + (f" and before {life.until}" if life.until else "")
        section.fault("outside_contract", f"`on = {on}` lies outside the contract's life", remedy, "on")
    return Escalator(on=on or date.min, percent=percent or Decimal(0), line=section.line)


def read_tax(section: Section, life: Life) -> Tax:
    """One `[[taxes]]`."""
    name = name_of(section)
    section.need("percent", '"10"')
    percent = section.percent("percent", 0, 100)
    starts, ends = life.days_of(section)
    section.finish()
    return Tax(name=name, percent=percent or Decimal(0), starts=starts, ends=ends, line=section.line)
