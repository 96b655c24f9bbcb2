"""Which clause of a contract holds for a read, and the one rounding: spec 3.1 said a second time, for `restated`."""

from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from invoicing.contracts.choices import Every
from reads.routing.route import ToHospital


def cents(amount: Fraction, places: int) -> Fraction:
    """Half away from zero."""
    scaled = abs(amount) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if amount >= 0 else -whole, 10**places)


def in_force(item: Any, day: date) -> bool:
    return (item.starts is None or item.starts <= day) and (item.ends is None or day < item.ends)


OWN = {"ours": {date(2026, 7, 4): date(2026, 7, 6), date(2026, 7, 11): date(2026, 7, 11)}}
"""A list of the books' own: the day itself, and the day on which it is observed."""

SPRING_AND_JULY_2026 = {
    date(2026, 5, 25): date(2026, 5, 25),
    date(2026, 6, 19): date(2026, 6, 19),
    date(2026, 7, 4): date(2026, 7, 3),
}
"""The holidays of the United States and of Illinois from April to July 2026, the months of all cases' reads; the 4th is a
Saturday, kept on Friday."""


def is_holiday(name: str, day: date, which: str) -> bool:
    """The day itself, the day on which it is observed, or both."""
    days = OWN.get(name, SPRING_AND_JULY_2026)
    return (which != "observed" and day in days) or (which != "actual" and day in days.values())


def within(window: Any, clock: time) -> bool:
    """From a to before b; may run over midnight."""
    if window.starts < window.ends:
        return bool(window.starts <= clock < window.ends)
    return bool(window.starts <= clock or clock < window.ends)


def day_of(match: Any, local: Any) -> date:
    """The calendar day; of a night, the day on which it began."""
    clock, day = local.time(), local.date()
    over = [window for window in match.local_time if window.starts > window.ends and within(window, clock)]
    after_midnight = any(clock < window.ends for window in over) if over else clock < time(12)
    if match.night_of and after_midnight:
        day -= timedelta(days=1)
    return date(day.year, day.month, day.day)


def matches(match: Any, read: ToHospital) -> bool:
    """All given keys must hold; a list means any of, also any of an exam's several codes."""
    logged, exam, local = read.logged.read, read.exam, read.terms.local_time
    day = day_of(match, local)
    texts = (
        (match.exam_code and {code.lower() for code in match.exam_code}, logged.exam_code.lower()),
        (match.modality, exam.modality or logged.modality),
        (match.read_type, logged.read_type.value),
        (match.priority, logged.priority),
        (match.facility, logged.facility),
        (match.radiologist, read.radiologist.id),
        (match.patient_class, logged.patient_class),
        (match.payer, logged.payer),
    )
    return (
        all(not wanted or has in wanted for wanted, has in texts)
        and (not match.cpt or any(span.first <= code <= span.last for span in match.cpt for code in exam.cpt))
        and (match.regions is None or exam.regions >= match.regions)
        and (not match.local_time or any(within(window, local.time()) for window in match.local_time))
        and (not match.holiday or any(is_holiday(name, day, match.observed.value) for name in match.holiday))
        and (not match.weekdays or day.weekday() in match.weekdays)
        and (not match.modifiers or any(modifier in match.modifiers for modifier in logged.modifiers))
    )


def is_due(fee: Any, life: list[date]) -> bool:
    """Whether a fixed fee is due in a month with these days of the contract."""
    days = [day for day in life if fee.starts <= day and (fee.ends is None or day < fee.ends)]
    if fee.every is Every.MONTH:
        return bool(days)
    if fee.every is Every.YEAR:
        return any((day.month, day.day) == (fee.starts.month, fee.starts.day) for day in days)
    return fee.starts in days
