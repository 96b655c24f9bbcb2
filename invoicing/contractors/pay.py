"""What one agreement pays for one month. Pure.

Pay
├── reads     a PaidRead each read that earns: rate, base, differentials, in the agreement's currency
├── unpaid    reads that earn and can't be priced, each with why: listed, never dropped
├── hours     the hours that count
├── warnings  what a person should know of the values that the pay rests on: an older CMS release
└── lines     what is paid; the lines of reads are the reads to the minor unit, and all lines are the total
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.hourly import PayLine, hourly_lines
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.reads_done import Performed
from invoicing.contracts.holiday_calendars import CountryCalendars
from invoicing.contracts.match import Match
from invoicing.contracts.model import Rate, Surcharge
from invoicing.pricing.base_rate import CmsValue, ExamToPrice, base_of, value_of
from invoicing.pricing.matched_hours_and_codes import Calendars, Matched, Test, compiled
from reads.core.date_span import within
from reads.core.money import Money, total
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import Releases
from reads.routing.route import Reason

_ANYWHERE = Match()
_COUNTRIES = CountryCalendars()


@dataclass(frozen=True, slots=True)
class _At:
    """A local time, where a contract's terms would tell it."""

    local_time: datetime


@dataclass(frozen=True, slots=True)
class _Placed:
    """A read whose exam and facility are known, as a match looks at it."""

    logged: LoggedRead
    exam: Exam
    facility: Facility
    radiologist: Radiologist
    terms: _At


@dataclass(frozen=True, slots=True)
class PaidRead:
    """A read and what it earns: `amount` is the base and the differentials together; paid by the hour alone it is nothing."""

    performed: Performed
    day: date
    rate: str
    per_read: Decimal | None
    work_rvu: Decimal | None
    base: Money
    differentials: tuple[tuple[str, Money], ...]
    warning: Reason | None = None

    @property
    def amount(self) -> Money:
        """What it earns by itself."""
        return sum((amount for _, amount in self.differentials), self.base)


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A read that earns, and why it can't be priced."""

    performed: Performed
    reason: Reason


@dataclass(frozen=True, slots=True)
class Pay:
    """An agreement's month."""

    agreement: Agreement
    month: Month
    reads: tuple[PaidRead, ...]
    unpaid: tuple[Unpaid, ...]
    hours: tuple[Hours, ...]
    lines: tuple[PayLine, ...]
    warnings: tuple[Reason, ...] = ()

    @property
    def total(self) -> Money:
        """What is owed, in the agreement's currency."""
        return total([line.amount for line in self.lines], self.agreement.currency)

    @property
    def by_the_hour(self) -> Money:
        """What of it no single read earned: hours, their extras, and the bonus."""
        return self.total - total([read.amount for read in self.reads], self.agreement.currency)

    @property
    def hours_total(self) -> Decimal:
        """All hours together."""
        return sum((each.hours for each in self.hours), Decimal(0))


def pay(
    agreement: Agreement,
    month: Month,
    reads: Iterable[Performed],
    hours: Iterable[Hours],
    releases: Releases,
    calendars: Calendars = _COUNTRIES,
) -> Pay:
    """What the reader has earned; reads and hours of other readers, months and agreements are passed over."""
    pricer = _Pricer(agreement, releases, calendars)
    paid: list[PaidRead] = []
    unpaid: list[Unpaid] = []
    counted = 0
    for each in sorted(reads, key=lambda each: (each.read.signed_at.isoformat(), each.logged.key)):
        local = each.local_time(agreement.timezone)
        day = local.date()
        if each.radiologist.id != agreement.radiologist or each.read.read_type not in agreement.earns:
            continue
        if day not in month or not agreement.in_force(day):
            continue
        answer = pricer.price(each, local)
        if isinstance(answer, Reason):
            unpaid.append(Unpaid(each, answer))
        else:
            paid.append(answer)
            counted += pricer.counts(each, local)
    worked = tuple(
        sorted((each for each in hours if _counts(agreement, month, each)), key=lambda each: (each.day, each.kind))
    )
    lines = [*_rate_lines(agreement, paid), *_differential_lines(paid)]
    if agreement.hourly is not None:
        lines += hourly_lines(agreement.hourly, agreement.currency, worked, counted, calendars)
    warnings = dict.fromkeys(read.warning for read in paid if read.warning is not None)
    return Pay(agreement, month, tuple(paid), tuple(unpaid), worked, tuple(lines), tuple(warnings))


def _counts(agreement: Agreement, month: Month, hours: Hours) -> bool:
    return (
        agreement.hourly is not None
        and hours.radiologist == agreement.radiologist
        and hours.day in month
        and agreement.in_force(hours.day)
    )


@dataclass(frozen=True, slots=True)
class _Paid:
    """A rate of an agreement, which no escalator changes."""

    rate: Rate

    @property
    def per_read(self) -> Decimal | None:
        """The price of a read."""
        return self.rate.per_read

    @property
    def per_wrvu(self) -> Decimal | None:
        """The price of a work RVU."""
        return self.rate.per_wrvu


class _Pricer:
    """Prices reads one by one; matches are compiled once."""

    def __init__(self, agreement: Agreement, releases: Releases, calendars: Calendars) -> None:
        self._agreement = agreement
        self._releases = releases
        self._rates = [(compiled(rate.match, calendars), _Paid(rate)) for rate in agreement.rates]
        self._differentials = [(compiled(each.match, calendars), each) for each in agreement.differentials]
        self._bases: dict[tuple[_Paid, CmsValue], tuple[Fraction, Money]] = {}
        hourly = agreement.hourly
        self._bonus: Test | None = compiled(hourly.match, calendars) if hourly and hourly.match != _ANYWHERE else None

    def counts(self, each: Performed, local: datetime) -> bool:
        """Whether the read counts towards the bonus."""
        if self._bonus is None:
            return True
        placed = _placed(each, local)
        return not isinstance(placed, Reason) and self._bonus(placed)

    def price(self, each: Performed, local: datetime) -> PaidRead | Reason:
        """What the read earns, or why nobody can say."""
        nothing = Money(0, self._agreement.currency)
        by_the_hour = PaidRead(each, local.date(), "", None, None, nothing, ())
        if not self._agreement.rates:
            return by_the_hour
        placed = _placed(each, local)
        if isinstance(placed, Reason):
            return placed
        day = local.date()
        paid = next((paid for holds, paid in self._rates if _on(paid.rate, day) and holds(placed)), None)
        if paid is None:
            return self._no_rate(each) if self._agreement.hourly is None else by_the_hour
        rate = paid.rate
        if rate.free:
            return PaidRead(each, day, rate.name, None, None, nothing, ())
        asked = ExamToPrice(placed.exam, 1, day, self._agreement.rvu, self._agreement.file)
        value = value_of(rate, asked, self._releases)
        if isinstance(value, Reason):
            return value
        base, rounded = self._base(paid, value)
        return PaidRead(
            each,
            day,
            rate.name,
            None if rate.needs_release else rate.per_read,
            value.work_rvu,
            rounded,
            tuple(self._added(placed, day, base)),
            value.warning,
        )

    def _base(self, paid: _Paid, value: CmsValue) -> tuple[Fraction, Money]:
        """What the rate pays for what CMS says of the codes, exactly and rounded; worked out once."""
        key = paid, replace(value, release=None)
        if key not in self._bases:
            exact = base_of(paid, 1, value)
            self._bases[key] = exact, Money.rounded(exact, self._agreement.currency)
        return self._bases[key]

    def _added(self, placed: Matched, day: date, base: Fraction) -> Iterable[tuple[str, Money]]:
        """Every differential that matches: a percent of the base, or an amount; each rounded."""
        for holds, each in self._differentials:
            if _on(each, day) and holds(placed):
                amount = Fraction(each.add) if each.add is not None else base * Fraction(each.percent or 0) / 100
                yield each.name, Money.rounded(amount, self._agreement.currency)

    def _no_rate(self, each: Performed) -> Reason:
        message = f"no rate of {self._agreement.file} matches exam {each.read.exam}"
        return Reason("no_rate", message, f"add a rate that matches it to {self._agreement.file}")


def _on(clause: Rate | Surcharge, day: date) -> bool:
    return within(day, clause.starts, clause.ends)


def _placed(each: Performed, local: datetime) -> _Placed | Reason:
    """The read with its exam and facility, or which of them the directory doesn't know."""
    if each.facility is None:
        message = f"facility {each.read.facility} is not in the directory"
        return Reason("unknown_facility", message, "add it to directory/facilities.csv, then: wetread apply")
    if each.exam is None:
        message = f"exam {each.read.exam} of {each.read.facility} is not in the directory"
        return Reason("unknown_exam", message, "add it to directory/exams.csv, then: wetread apply")
    return _Placed(each.logged, each.exam, each.facility, each.radiologist, _At(local))


def _rate_lines(agreement: Agreement, paid: Sequence[PaidRead]) -> Iterable[PayLine]:
    """A line a rate, in the order of the file; a unit price where each read earns the same."""
    for name in dict.fromkeys(rate.name for rate in agreement.rates):
        reads = [read for read in paid if read.rate == name]
        if not reads:
            continue
        amount = total([read.base for read in reads], agreement.currency)
        prices = {read.per_read for read in reads}
        price = prices.pop() if len(prices) == 1 else None
        work = sum((read.work_rvu for read in reads if read.work_rvu is not None), Decimal(0))
        basis = f"{work:f} work RVUs" if work else ""
        yield PayLine(name, Decimal(len(reads)), "read", price, amount, basis)


def _differential_lines(paid: Sequence[PaidRead]) -> Iterable[PayLine]:
    """A line a differential, in the order in which they first apply."""
    names = dict.fromkeys(name for read in paid for name, _ in read.differentials)
    for name in sorted(names):
        amounts = [amount for read in paid for found, amount in read.differentials if found == name]
        same = {amount.minor for amount in amounts}
        price = amounts[0].amount if len(same) == 1 else None
        yield PayLine(name, Decimal(len(amounts)), "read", price, total(amounts, amounts[0].currency))
