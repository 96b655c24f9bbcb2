"""Pay by the hour: the base, extras for nights and holidays, and the bonus above a threshold (spec 4.5). Pure.

175.00 an hour for 160 hours and 10.00 for each exam above 160 × 8.33, rounded to 1,333: 1,500 exams earn
28,000.00 + 167 × 10.00 = 29,670.00.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.contractors.agreement import HourExtra, Hourly
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contracts.match import Observed
from invoicing.pricing.matched_hours_and_codes import Calendars
from reads.core.money import Money, round_half_away


@dataclass(frozen=True, slots=True)
class PayLine:
    """A line of a statement of pay; `unit` is read, hour or exam, `unit_price` stands where each costs the same."""

    name: str
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    amount: Money
    basis: str = ""


def hourly_lines(
    hourly: Hourly, currency: str, hours: Sequence[Hours], exams: int, calendars: Calendars
) -> Iterator[PayLine]:
    """What hours earn, and the exams above the threshold that they set."""
    worked = _sum(hours)
    yield PayLine("Hours", worked, "hour", hourly.per_hour, _times(worked, hourly.per_hour, currency))
    for extra in hourly.extras:
        extra_hours = _sum([each for each in hours if _applies(extra, each, calendars)])
        if extra_hours:
            yield _extra_line(extra, hourly, currency, extra_hours)
    if hourly.exams_per_hour is not None and hourly.bonus_per_exam is not None:
        above = threshold(worked, hourly.exams_per_hour)
        most = max(0, exams - above)
        basis = f"{exams:,} exams; the bonus begins above {worked:f} × {hourly.exams_per_hour:f} = {above:,}"
        amount = _times(Decimal(most), hourly.bonus_per_exam, currency)
        yield PayLine("Exams above the threshold", Decimal(most), "exam", hourly.bonus_per_exam, amount, basis)


def threshold(hours: Decimal, exams_per_hour: Decimal) -> int:
    """Above how many exams the bonus is earned: hours × exams an hour, rounded half away to a whole number."""
    return round_half_away(Fraction(hours) * Fraction(exams_per_hour))


def _extra_line(extra: HourExtra, hourly: Hourly, currency: str, hours: Decimal) -> PayLine:
    if extra.add is not None:
        return PayLine(extra.name, hours, "hour", extra.add, _times(hours, extra.add, currency))
    percent = extra.percent or Decimal(0)
    amount = Money.rounded(Fraction(hours) * Fraction(hourly.per_hour) * Fraction(percent) / 100, currency)
    return PayLine(extra.name, hours, "hour", None, amount, f"{percent:f} % of {hourly.per_hour:f} an hour")


def _applies(extra: HourExtra, hours: Hours, calendars: Calendars) -> bool:
    """Whether kind, holiday and days, as far as they are given, all fit."""
    if extra.kinds and hours.kind not in extra.kinds:
        return False
    kinds = [calendars.kind(name, hours.day) for name in extra.holidays]
    if extra.holidays and not any(kind is not None and kind.counts(Observed.BOTH) for kind in kinds):
        return False
    return (extra.starts is None or extra.starts <= hours.day) and (extra.ends is None or hours.day < extra.ends)


def _sum(hours: Sequence[Hours]) -> Decimal:
    return sum((each.hours for each in hours), Decimal(0))


def _times(quantity: Decimal, price: Decimal, currency: str) -> Money:
    return Money.rounded(Fraction(quantity) * Fraction(price), currency)
