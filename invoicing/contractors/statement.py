"""The month's statements of pay: gathers reads, hours and forms, and says who can be paid and who can't.

Payroll
├── statements          one an agreement: what it pays, in which currency, from where, and what stands in the way
└── without_agreement   readers with reads of the month that no agreement pays, and how many
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from invoicing.closing.month_reads import alike_of_month
from invoicing.contractors import tax_form
from invoicing.contractors.agreement import Agreement
from invoicing.contractors.books import Arrangements
from invoicing.contractors.errors import NotPaid
from invoicing.contractors.exchange_rates import ExchangeRate, newest
from invoicing.contractors.largest_remainder import divided
from invoicing.contractors.pay import Pay, pay
from invoicing.contractors.reads_of_reader import ReadsOfReader
from invoicing.contractors.tax_form import TaxForm
from invoicing.contractors.work_by_reader import WorkByReader
from invoicing.contracts.holiday_calendars import CountryCalendars
from invoicing.papers.errors import NoGroup
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.directory.model import FOREIGN_FORMS, Group, Radiologist
from reads.fees.loaded_releases import load_releases
from reads.fees.release import Releases
from reads.intake.reads_alike import ReadsOfWindow
from reads.log.reader_words import words_for_reader
from reads.routing.facts import Lookup
from reads.routing.route import Reason
from reads.routing.second_interpretations import Studies

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_DAY = timedelta(days=1)
_OLD = timedelta(days=92)
UNKNOWN = ""
"""The country of work that nobody placed."""


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """What was done in one country, and what it earned."""

    country: str
    reads: int
    amount: Money
    hours: Decimal


@dataclass(frozen=True, slots=True)
class PayStatement:
    """What one agreement pays for a month; with any `holds` nothing may be paid yet.

    `rate` is the exchange rate into the currency of the payment, None where none is needed or none is known.
    """

    pay: Pay
    group: Group
    radiologist: Radiologist
    form: TaxForm
    rate: ExchangeRate | None
    places: tuple[WorkPlace, ...]
    holds: tuple[Reason, ...]
    notes: tuple[Reason, ...]

    @property
    def payment(self) -> Money | None:
        """What is paid, in the currency of payment; None where the exchange rate is missing."""
        agreement, owed = self.pay.agreement, self.pay.total
        if agreement.paid_in == agreement.currency:
            return owed
        if self.rate is None:
            return None
        return Money.rounded(Fraction(owed.amount) * Fraction(self.rate.rate), agreement.paid_in)


@dataclass(frozen=True, slots=True)
class Payroll:
    """The month's statements, by agreement, and the readers whom no agreement pays.

    `strangers` are the words for readers whom the directory doesn't know, with the number of their reads.
    """

    month: Month
    statements: tuple[PayStatement, ...]
    without_agreement: tuple[tuple[str, int], ...]
    strangers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedWork:
    """What is needed to pay: the directory, the releases, and what each reader with an agreement did, by the reader's id.

    `others` are how many reads other readers signed on which day.
    """

    directory: Directory
    releases: Releases
    reads: Mapping[str, ReadsOfReader]
    others: Mapping[tuple[str, date], int]
    strangers: Mapping[str, int]


def payroll(reading: Reading, arrangements: Arrangements, month: Month, reads: ReadsOfWindow | None = None) -> Payroll:
    """The month's statements; NoGroup before the books were applied. `reads` are those of `alike_of_month`, where at hand."""
    work = work_of(reading, arrangements.agreements, month, reads or alike_of_month(reading, month))
    return _payroll(work, arrangements, month)


def payroll_of(reading: Reading, arrangements: Arrangements, month: Month, reader: str) -> Payroll:
    """One reader's statements of the month, of whom no other's reads are loaded; NotPaid where no agreement is in force."""
    paid = [each.radiologist for each in in_force(arrangements.agreements, month)]
    if reader not in paid:
        raise NotPaid(reader, month, paid)
    directory = load_directory(reading)
    own = replace(
        arrangements, agreements=tuple(each for each in arrangements.agreements if each.radiologist == reader)
    )
    words = words_for_reader(reading, directory, reader)
    work = work_of(reading, own.agreements, month, alike_of_month(reading, month, words))
    reads = {each: done for each, done in work.reads.items() if each == reader}
    return _payroll(replace(work, reads=reads, others={}, strangers={}), own, month)


def _payroll(work: PlacedWork, arrangements: Arrangements, month: Month) -> Payroll:
    statements = []
    for agreement in in_force(arrangements.agreements, month):
        done = work.reads.get(agreement.radiologist, ())
        found = pay(agreement, month, done, arrangements.hours, work.releases, arrangements.calendars)
        statements.append(_statement(found, work.directory, arrangements))
    without = _without_agreement(arrangements, work, month)
    return Payroll(month, tuple(statements), without, tuple(sorted(work.strangers.items())))


def in_force(agreements: Iterable[Agreement], month: Month) -> list[Agreement]:
    """The agreements in force on any day of the month, by reader."""
    last = month.end - timedelta(days=1)
    found = [each for each in agreements if each.effective <= last and (not each.until or month.first < each.until)]
    return sorted(found, key=lambda each: (each.radiologist, each.effective))


def work_of(reading: Reading, agreements: Collection[Agreement], month: Month, found: ReadsOfWindow) -> PlacedWork:
    """What was done of these reads, and the values of the codes that agreements by work RVU need."""
    directory = load_directory(reading)
    work = WorkByReader(Lookup(directory, lambda _: None, Studies()), {each.radiologist for each in agreements})
    work.sort(found)
    strangers: Counter[str] = Counter()
    for (word, day), number in work.strangers.items():
        if day in month:
            strangers[word] += number
    by_work = {each.radiologist for each in agreements if any(rate.needs_release for rate in each.rates)}
    exams = [exam for reader in by_work if reader in work.reads for exam in work.reads[reader].exams]
    codes = {code for exam in exams for code in exam.cpt}
    return PlacedWork(directory, load_releases(reading, codes), work.reads, work.others, strangers)


def _statement(found: Pay, directory: Directory, arrangements: Arrangements) -> PayStatement:
    if directory.group is None:
        raise NoGroup
    agreement = found.agreement
    radiologist = directory.radiologists[agreement.radiologist]
    last = found.month.end - timedelta(days=1)
    form = tax_form.tax_form(radiologist, agreement)
    rate = newest(arrangements.exchange, agreement.currency, agreement.paid_in, last)
    places = _places(found, directory)
    holds = [
        tax_form.missing(form, radiologist, agreement, last),
        _no_rate(agreement, rate, last),
        _no_place(places, form, radiologist),
        _no_hours(found),
        _no_calendar(found, arrangements.calendars),
    ]
    notes = [
        *found.warnings,
        _old_rate(agreement, rate, last),
        tax_form.expiring(form, radiologist, last),
        _other_place(places, form, radiologist),
    ]
    return PayStatement(
        pay=found,
        group=directory.group,
        radiologist=radiologist,
        form=form,
        rate=rate,
        places=places,
        holds=tuple(reason for reason in holds if reason),
        notes=tuple(reason for reason in notes if reason),
    )


def _no_rate(agreement: Agreement, rate: ExchangeRate | None, day: date) -> Reason | None:
    if agreement.paid_in == agreement.currency or rate is not None:
        return None
    message = f"there is no exchange rate from {agreement.currency} to {agreement.paid_in} of {day} or before"
    remedy = f"add to agreements/exchange.csv: {agreement.currency},{agreement.paid_in},{day},RATE"
    return Reason("no_exchange_rate", message, remedy)


def _old_rate(agreement: Agreement, rate: ExchangeRate | None, day: date) -> Reason | None:
    if rate is None or agreement.paid_in == agreement.currency or day - rate.on <= _OLD:
        return None
    message = f"the newest exchange rate from {rate.source} to {rate.target} is that of {rate.on}, {(day - rate.on).days} days before {day}"
    remedy = f"add to agreements/exchange.csv, if it isn't meant: {rate.source},{rate.target},{day},RATE"
    return Reason("old_rate", message, remedy)


def _no_place(places: Iterable[WorkPlace], form: TaxForm, radiologist: Radiologist) -> Reason | None:
    if form.kind not in FOREIGN_FORMS or all(place.country != UNKNOWN for place in places):
        return None
    message = f"nobody says where {radiologist.name}, who gave a {form.kind}, did part of the work"
    return Reason("unknown_place", message, "add the place to directory/locations.csv, then: wetread apply")


def _no_hours(found: Pay) -> Reason | None:
    if found.agreement.hourly is None or found.hours:
        return None
    message = f"{found.agreement.radiologist} is paid by the hour and has no hours in {found.month}"
    return Reason("no_hours", message, "add them to agreements/hours.csv")


def _no_calendar(found: Pay, calendars: CountryCalendars) -> Reason | None:
    """A list of the books' own knows the years of its days alone: in another nobody knows which reads were on a holiday."""
    for name in sorted(found.agreement.holidays):
        if calendars.kind(name, found.month.first) is None:
            message = (
                f"the holidays {name}, which {found.agreement.file} pays by, have no day of {found.month.first.year}"
            )
            return Reason("no_calendar", message, f"add a day of that year to holidays/{name}.csv, then: wetread apply")
    return None


def _other_place(places: Iterable[WorkPlace], form: TaxForm, radiologist: Radiologist) -> Reason | None:
    if form.kind not in FOREIGN_FORMS or all(place.country != "US" for place in places):
        return None
    message = f"{radiologist.name} gave a {form.kind} and did part of the work in the United States"
    return Reason("performed_in_us", message, "show it to your accountant before it is paid")


def _places(found: Pay, directory: Directory) -> tuple[WorkPlace, ...]:
    """Work by country, what is paid by the hour divided by hours; together they are the total.

    Hours without a country were where locations.csv has the reader on that day.
    """
    earned = found.reads.totals(found.reads.done.countries)
    hours: dict[str, Decimal] = {}
    for each in found.hours:
        country = each.country or _country_on(directory, each.radiologist, each.day)
        hours[country] = hours.get(country, Decimal(0)) + each.hours
    countries = sorted({*earned, *hours})
    worked = [Fraction(hours.get(country, Decimal(0))) for country in countries]
    by_hour = divided(found.by_the_hour, worked)
    return tuple(
        WorkPlace(country, reads, share + Money(minor, share.currency), hours.get(country, Decimal(0)))
        for country, share in zip(countries, by_hour, strict=True)
        for reads, minor in (earned.get(country, (0, 0)),)
    )


def _country_on(directory: Directory, radiologist: str, day: date) -> str:
    location = directory.location(radiologist, datetime.combine(day, time(12), UTC))
    return location.country if location else UNKNOWN


def _without_agreement(arrangements: Arrangements, work: PlacedWork, month: Month) -> tuple[tuple[str, int], ...]:
    """Readers who signed something on a day of the month on which no agreement with them was in force."""
    terms: defaultdict[str, list[Agreement]] = defaultdict(list)
    for agreement in arrangements.agreements:
        terms[agreement.radiologist].append(agreement)
    days = Counter(work.others)
    for reader, done in work.reads.items():
        if not any(each.in_force(month.first) and each.in_force(month.end - _DAY) for each in terms[reader]):
            days.update((reader, day) for day in done.days)
    found: Counter[str] = Counter()
    for (reader, day), number in days.items():
        if day in month and not any(each.in_force(day) for each in terms[reader]):
            found[reader] += number
    return tuple(sorted(found.items()))
