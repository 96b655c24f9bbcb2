"""When a rate, surcharge, tier or credit applies to a read: a `Match` compiled once, then asked (spec 3.1).

A test looks at the read as routed: codes and regions are those of the exam's entry in the directory, the modality too where
it has one, else the sender's; local time, weekday and holiday are those of the billing moment on the facility's clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Protocol

from invoicing.contracts.holiday_calendars import DayKind
from invoicing.contracts.match import CodeRange, LocalHours, Match
from reads.core.read import LoggedRead
from reads.directory.model import Exam, Facility, Radiologist


class _Moment(Protocol):
    @property
    def local_time(self) -> datetime: ...


class Calendars(Protocol):
    """The holidays that matches ask for."""

    def kind(self, name: str, day: date) -> DayKind | None:
        """What the day is to the calendar of that name; None where nothing says."""
        ...


class Matched(Protocol):
    """What a match looks at: a read on its way to a hospital, or one that a reader is paid for."""

    @property
    def logged(self) -> LoggedRead:
        """The read as the log has it."""
        ...

    @property
    def exam(self) -> Exam:
        """What was read."""
        ...

    @property
    def facility(self) -> Facility:
        """Where the patient was scanned."""
        ...

    @property
    def radiologist(self) -> Radiologist:
        """Who read."""
        ...

    @property
    def terms(self) -> _Moment:
        """Its billing moment, on the clock of the facility."""
        ...


Test = Callable[[Matched], bool]

NOON = time(12)


def compiled(match: Match, calendars: Calendars) -> Test:
    """The test of a match; every key that it gives must hold."""
    tests = [*_codes(match), *_words(match), *_moments(match, calendars)]
    if not tests:
        return lambda _: True
    if len(tests) == 1:
        return tests[0]
    return lambda read: all(test(read) for test in tests)


def _codes(match: Match) -> list[Test]:
    tests: list[Test] = []
    if match.cpt:
        holds = _code_test(match.cpt)
        tests.append(lambda read: holds(read.exam.cpt))
    if match.exam_code:
        names = frozenset(code.casefold() for code in match.exam_code)
        tests.append(lambda read: read.logged.read.exam_code.casefold() in names)
    if match.regions is not None:
        least = match.regions
        tests.append(lambda read: read.exam.regions >= least)
    return tests


def _code_test(ranges: tuple[CodeRange, ...]) -> Callable[[tuple[str, ...]], bool]:
    """Whether any of an exam's codes is in any of the ranges; each combination of codes is looked at once."""
    single = frozenset(span.first for span in ranges if span.first == span.last)
    wide = tuple(span for span in ranges if span.first != span.last)

    @cache
    def holds(codes: tuple[str, ...]) -> bool:
        return any(code in single or any(code in span for span in wide) for code in codes)

    return holds


def _words(match: Match) -> list[Test]:
    tests: list[Test] = []
    if modality := match.modality:
        tests.append(lambda read: (read.exam.modality or read.logged.read.modality) in modality)
    if read_type := match.read_type:
        tests.append(lambda read: read.logged.read.read_type in read_type)
    if priority := match.priority:
        tests.append(lambda read: read.logged.read.priority in priority)
    if facility := match.facility:
        tests.append(lambda read: read.facility.id in facility)
    if radiologist := match.radiologist:
        tests.append(lambda read: read.radiologist.id in radiologist)
    if patient_class := match.patient_class:
        tests.append(lambda read: read.logged.read.patient_class in patient_class)
    if payer := match.payer:
        tests.append(lambda read: read.logged.read.payer in payer)
    if modifiers := match.modifiers:
        tests.append(lambda read: not modifiers.isdisjoint(read.logged.read.modifiers))
    return tests


def _moments(match: Match, calendars: Calendars) -> list[Test]:
    tests: list[Test] = []
    if hours := match.local_time:
        tests.append(lambda read: any(read.terms.local_time.time() in window for window in hours))
    if weekdays := match.weekdays:
        tests.append(lambda read: day_of(match, read.terms.local_time).weekday() in weekdays)
    if match.holiday:
        tests.append(lambda read: is_holiday(match, day_of(match, read.terms.local_time), calendars))
    return tests


def day_of(match: Match, local: datetime) -> date:
    """The day whose weekday and holiday count: the calendar day, or the day on which the night began."""
    return night_began(local, match.local_time) if match.night_of else local.date()


def is_holiday(match: Match, day: date, calendars: Calendars) -> bool:
    """Whether the day is, to one of the calendars, a holiday of the kind that the match asks for."""
    kinds = (calendars.kind(name, day) for name in match.holiday)
    return any(kind is not None and kind.counts(match.observed) for kind in kinds)


def night_began(local: datetime, windows: tuple[LocalHours, ...]) -> date:
    """The day on which the night of a local time began.

    In a window over midnight, what is after midnight belongs to the day before; outside of such windows a time before
    noon does. So 02:00 on a Saturday is Friday night, and 13:00 is Saturday's whatever the windows say.
    """
    at = local.time()
    over_midnight = [window for window in windows if window.starts > window.ends and at in window]
    after_midnight = any(at < window.ends for window in over_midnight) if over_midnight else at < NOON
    return local.date() - timedelta(days=1) if after_midnight else local.date()
