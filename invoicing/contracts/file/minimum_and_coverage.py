"""Reads what a month or a longer period costs as a whole: minimum and maximum, discount, coverage, early payment (spec 3.1, 3.9)."""

from __future__ import annotations

from decimal import Decimal

from invoicing.contracts.choices import MinimumMode, Period, Scope
from invoicing.contracts.file.match import read_weekdays, read_window
from invoicing.contracts.file.rates_and_surcharges import Life, name_of, one_of_two
from invoicing.contracts.minimum_and_maximum import Maximum, Minimum, PromptPayment
from invoicing.contracts.model import CoverageFee
from reads.core.time_zones import zone_named
from reads.core.toml_table import Section

_AMOUNTS = ("monthly", "quarterly", "yearly")
COVERAGE_FILE = "coverage.csv"


def read_minimum(section: Section, life: Life) -> Minimum:
    """The `[minimum]`: one of the amounts, or `reads` with `price` and `period`."""
    monthly, quarterly, yearly = (section.amount(key, life.places) for key in _AMOUNTS)
    reads, price = section.count("reads", 1), section.amount("price", life.places)
    period = section.choice("period", Period, Period.MONTH)
    mode = section.choice("mode", MinimumMode, MinimumMode.TRUE_UP)
    scope = section.choice("scope", Scope, Scope.CLIENT)
    section.finish()
    given = [key for key in (*_AMOUNTS, "reads") if section.has(key)]
    if not given:
        remedy = 'add a line like `monthly = "4000.00"`, or `yearly`, or `reads = 100` with its `price`'
        section.fault("no_amount", "neither `monthly`, `quarterly`, `yearly` nor `reads` is given", remedy)
    elif len(given) > 1:
        message = f"`{given[0]}` and `{given[1]}` are both given"
        section.fault("both_given", message, "keep one of them", given[1])
    elif given == ["reads"]:
        section.need("price", '"40.00"')
        section.need("period", '"month"')
    elif stray := next((key for key in ("price", "period") if section.has(key)), None):
        message = f"`{stray}` goes with `reads` only"
        section.fault("stray_key", message, f"remove it: `{given[0]}` says the amount and the period", stray)
    if mode is MinimumMode.BASE_FEE and given and given != ["monthly"]:
        remedy = 'write it as `monthly`, or as a yearly `[[fixed]]` fee, or leave `mode = "base_fee"` out'
        section.fault("base_fee_by_month", f'`mode = "base_fee"` can\'t go with `{given[0]}`', remedy, "mode")
    return Minimum(
        monthly=monthly,
        quarterly=quarterly,
        yearly=yearly,
        reads=reads,
        price=price,
        period=period,
        mode=mode,
        scope=scope,
        line=section.line,
    )


def read_maximum(section: Section, life: Life) -> Maximum:
    """The `[maximum]`."""
    section.need("monthly", '"60000.00"')
    monthly = section.amount("monthly", life.places)
    section.finish()
    return Maximum(monthly=monthly or Decimal(0), line=section.line)


def read_discount(section: Section, _life: Life) -> Decimal:
    """The `[discount]`, as its percent."""
    section.need("percent", '"5"')
    percent = section.percent("percent", 0, 100)
    section.finish()
    return percent or Decimal(0)


def read_prompt_payment(section: Section, _life: Life) -> PromptPayment:
    """The `[prompt_payment]`."""
    section.need("percent", '"2"')
    section.need("days", "10")
    percent, days = section.percent("percent", 0, 100), section.count("days", 0, 365)
    section.finish()
    return PromptPayment(percent=percent or Decimal(0), days=days or 0, line=section.line)


def read_coverage(section: Section, life: Life) -> CoverageFee:
    """One `[[coverage]]`: its price, and either the file of its hours or the windows that it has."""
    name = name_of(section)
    per_hour, per_night = (section.amount(key, life.places) for key in ("per_hour", "per_night"))
    hours, weekdays, window = section.text("hours", f'"{COVERAGE_FILE}"'), read_weekdays(section), read_window(section)
    timezone = section.text("timezone", '"America/Chicago"') or None
    starts, ends = life.days_of(section)
    section.finish()
    one_of_two(section, "per_hour", "per_night", 'per_night = "800.00"')
    one_of_two(section, "hours", "local_time", 'local_time = "23:00-07:00"')
    if section.has("hours") and hours != COVERAGE_FILE:
        remedy = f'write `hours = "{COVERAGE_FILE}"`; that file has the contract, name, date and quantity'
        section.fault("unknown_value", f'`hours = "{hours}"` is not the file of worked hours', remedy, "hours")
    for key in ("weekdays", "timezone"):
        if section.has("hours") and section.has(key):
            message = f"`{key}` says nothing beside `hours`"
            section.fault("stray_key", message, f"remove it: {COVERAGE_FILE} has the days", key)
    if timezone and zone_named(timezone) is None:
        remedy = 'write a zone like "America/Chicago"'
        section.fault("unknown_value", f'`timezone = "{timezone}"` is not a time zone', remedy, "timezone")
    return CoverageFee(
        name=name,
        per_hour=per_hour,
        per_night=per_night,
        from_file=section.has("hours"),
        hours=window,
        weekdays=weekdays,
        timezone=timezone,
        starts=starts,
        ends=ends,
        line=section.line,
    )
