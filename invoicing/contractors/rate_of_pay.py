"""What one read earns by an agreement, or why nobody can say. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.reads_done import Performed
from invoicing.contracts.match import Match
from invoicing.contracts.model import Rate, Surcharge
from invoicing.pricing.base_rate import CmsValue, ExamToPrice, base_of, value_of
from invoicing.pricing.matched_hours_and_codes import Calendars, Matched, Test, compiled
from reads.core.date_span import within
from reads.core.money import Money
from reads.core.read import LoggedRead
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import Releases
from reads.routing.route import Reason

_ANYWHERE = Match()


@dataclass(frozen=True, slots=True)
class Earned:
    """What a read earns: `amount` is the base and the differentials together; paid by the hour alone it is nothing."""

    rate: str
    per_read: Decimal | None
    work_rvu: Decimal | None
    base: Money
    differentials: tuple[tuple[str, Money], ...] = ()
    warning: Reason | None = None

    @property
    def amount(self) -> Money:
        """What it earns by itself."""
        return sum((amount for _, amount in self.differentials), self.base)


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


class ReadPricer:
    """Prices reads one by one by an agreement; matches are compiled once."""

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

    def price(self, each: Performed, local: datetime) -> Earned | Reason:
        """What the read earns, or why nobody can say."""
        nothing = Money(0, self._agreement.currency)
        by_the_hour = Earned("", None, None, nothing)
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
            return Earned(rate.name, None, None, nothing)
        asked = ExamToPrice(placed.exam, 1, day, self._agreement.rvu, self._agreement.file)
        value = value_of(rate, asked, self._releases)
        if isinstance(value, Reason):
            return value
        base, rounded = self._base(paid, value)
        return Earned(
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
