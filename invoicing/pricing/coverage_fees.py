"""Fees for being there, by the hour or by the night, beside the fixed fees: taxed, and in no minimum, maximum, compliance or discount (spec 3.9).

The quantity is that of coverage.csv, or the nights (or windows) that begin in the month, within the contract's life and the
clause's days, on one of its weekdays. A night belongs whole to the day on which it began. Hours are those that pass: seven
or nine in a night of eight when clocks change; an end in the gap is the first instant after it, in a doubled hour the first
of the two (spec 2.1). One rounding a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from invoicing.contracts.escalators import escalated_in
from invoicing.contracts.match import LocalHours
from invoicing.contracts.model import CoverageFee
from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.priced_month import Line, LineKind
from invoicing.pricing.proration import covered_days
from reads.core.clock_changes import local_instant
from reads.core.date_span import within
from reads.core.money import Money, rounded
from reads.core.time_zones import zone, zone_named

_QUANTITY_PLACES = 4
_SECONDS = 3600
_NOWHERE = zone("UTC")


def coverage_lines(sheet: MonthSheet) -> list[Line]:
    """A line for each coverage fee that has a quantity in the month."""
    lines = []
    for fee in sheet.contract.coverage:
        quantity = _from_file(sheet, fee) if fee.from_file else _by_the_clock(sheet, fee)
        if quantity:
            lines.append(_line(sheet, fee, quantity))
    return lines


def hours_between(day: date, hours: LocalHours, clock: ZoneInfo) -> Fraction:
    """The hours that pass in a window that begins on the day; an end that is not after its start is on the next day."""
    end_day = day if hours.ends > hours.starts else day + timedelta(days=1)
    starts = local_instant(datetime.combine(day, hours.starts), clock).at
    ends = local_instant(datetime.combine(end_day, hours.ends), clock).at
    passed = ends - starts
    return Fraction(passed.days * 86_400 + passed.seconds, _SECONDS)


def _days(sheet: MonthSheet, fee: CoverageFee) -> Iterator[date]:
    for day in covered_days(sheet.contract, sheet.month):
        if within(day, fee.starts, fee.ends):
            yield day


def _from_file(sheet: MonthSheet, fee: CoverageFee) -> Fraction:
    days = set(_days(sheet, fee))
    rows = [row for row in sheet.around.worked if row.contract == sheet.contract.id and row.name == fee.name]
    return sum((Fraction(row.quantity) for row in rows if row.day in days), Fraction(0))


def _by_the_clock(sheet: MonthSheet, fee: CoverageFee) -> Fraction:
    nights = [day for day in _days(sheet, fee) if not fee.weekdays or day.weekday() in fee.weekdays]
    if fee.per_hour is None or fee.hours is None:
        return Fraction(len(nights))
    hours, clock = fee.hours, _clock(sheet, fee)
    return sum((hours_between(day, hours, clock) for day in nights), Fraction(0))


def _clock(sheet: MonthSheet, fee: CoverageFee) -> ZoneInfo:
    """The clause's zone, else the one that the covered facilities share, which is checked when contracts are applied."""
    contract = sheet.contract
    own = zone_named(fee.timezone) if fee.timezone else None
    rows = (
        row
        for facility in sorted(sheet.facilities)
        if not contract.facilities or facility in contract.facilities
        for row in sheet.facilities[facility]
        if row.client == contract.client
    )
    first = next(rows, None)
    return own or (first.zone if first else _NOWHERE)


def _line(sheet: MonthSheet, fee: CoverageFee, quantity: Fraction) -> Line:
    contract = sheet.contract
    price = fee.per_night if fee.per_hour is None else fee.per_hour
    each = escalated_in(contract, price or Decimal(0), sheet.month)
    exact = Fraction(each) * quantity
    amount = Money.rounded(exact, contract.currency)
    shown = _quantity(quantity)
    is_exact = Fraction(shown) * Fraction(each) == Fraction(amount.amount)
    what = "nights" if fee.per_hour is None else "hours"
    basis = f"{shown:f} {what} at {each:,f}"
    return Line(LineKind.COVERAGE, fee.name, None, shown, each if is_exact else None, amount, basis)


def _quantity(quantity: Fraction) -> Decimal:
    """The quantity as it is shown: with as many decimals as it has, at most four."""
    for places in range(_QUANTITY_PLACES):
        if (quantity * 10**places).denominator == 1:
            return rounded(quantity, places)
    return rounded(quantity, _QUANTITY_PLACES)
