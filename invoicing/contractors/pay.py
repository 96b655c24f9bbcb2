"""What one agreement pays for one month. Pure.

Pay
├── reads     a PaidRead each read that earns: rate, base, differentials, in the agreement's currency
├── unpaid    reads that earn and can't be priced, each with why: listed, never dropped
├── hours     the hours that count
├── warnings  what a person should know of the values that the pay rests on: an older CMS release
└── lines     what is paid; the lines of reads are the reads to the minor unit, and all lines are the total
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, overload

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.hourly import PayLine, hourly_lines
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.paid_alike import EarnedAlike
from invoicing.contractors.rate_of_pay import Earned, ReadPricer
from invoicing.contractors.reads_done import Performed
from invoicing.contractors.reads_of_reader import ReadsOfReader, reads_by
from invoicing.contracts.holiday_calendars import CountryCalendars
from invoicing.pricing.matched_hours_and_codes import Calendars
from reads.core.money import Money, total
from reads.core.month import Month
from reads.fees.release import Releases
from reads.routing.route import Reason

K = TypeVar("K")
_NONE = 0, 0
_COUNTRIES = CountryCalendars()


@dataclass(frozen=True, slots=True)
class PaidRead:
    """A read, the day on which it was signed by the agreement's clock, and what it earns."""

    performed: Performed
    day: date
    earned: Earned


@dataclass(frozen=True, eq=False)
class PaidReads(Sequence[PaidRead]):
    """The reads that earn, in the order of signing; a read in columns is made when it is asked for.

    `places` are their positions among all that the reader did, `earned` is what each earns.
    """

    agreement: Agreement
    done: ReadsOfReader
    places: Sequence[int]
    earned: Sequence[Earned]

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> PaidRead: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PaidRead]: ...
    def __getitem__(self, at: int | slice) -> PaidRead | Sequence[PaidRead]:
        if isinstance(at, slice):
            return PaidReads(self.agreement, self.done, self.places[at], self.earned[at])
        return self._paid(self.places[at], self.earned[at])

    def __iter__(self) -> Iterator[PaidRead]:
        return map(self._paid, self.places, self.earned)

    def _paid(self, place: int, earned: Earned) -> PaidRead:
        read = self.done[place]
        return PaidRead(read, read.local_time(self.agreement.timezone).date(), earned)

    @cached_property
    def alike(self) -> Counter[Earned]:
        """How many reads earn the same, in the order in which each first comes; those of one class are told by their object."""
        counts: Counter[Earned] = Counter()
        for one, count in Counter(map(id, self.earned)).items():
            counts[self._objects[one]] += count
        return counts

    @cached_property
    def _objects(self) -> Mapping[int, Earned]:
        return dict(zip(map(id, self.earned), self.earned, strict=True))

    def totals(self, told: Sequence[K]) -> dict[K, tuple[int, int]]:
        """Reads, and what they earn in minor units, by what is told of each that the reader did, in the order of signing."""
        minor = {one: each.amount.minor for one, each in self._objects.items()}
        found: dict[K, tuple[int, int]] = {}
        ways = Counter(zip(map(told.__getitem__, self.places), map(id, self.earned), strict=True))
        for (one, earned), count in ways.items():
            reads, amount = found.get(one, _NONE)
            found[one] = reads + count, amount + minor[earned] * count
        return found


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
    reads: PaidReads
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
        amounts = [_times(each.amount, count) for each, count in self.reads.alike.items()]
        return self.total - total(amounts, self.agreement.currency)

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
    done = reads_by(agreement.radiologist, reads)
    pricer = ReadPricer(agreement, releases, calendars)
    alike = EarnedAlike(agreement, month, pricer, done.radiologist, calendars)
    places: list[int] = []
    earned: list[Earned] = []
    unpaid: list[Unpaid] = []
    counted = 0
    in_columns = alike.of_all(done.kinds, done.signed)
    for place in done.in_order():
        if place < len(in_columns):
            found = in_columns[place]
            if found is None:
                continue
            if found.earned is not None:
                places.append(place)
                earned.append(found.earned)
                counted += found.counts
                continue
        each = done[place]
        local = each.local_time(agreement.timezone)
        if not _is_paid(agreement, month, each, local.date()):
            continue
        answer = pricer.price(each, local)
        if isinstance(answer, Reason):
            unpaid.append(Unpaid(each, answer))
        else:
            places.append(place)
            earned.append(answer)
            counted += pricer.counts(each, local)
    worked = tuple(
        sorted((each for each in hours if _counts(agreement, month, each)), key=lambda each: (each.day, each.kind))
    )
    paid = PaidReads(agreement, done, places, earned)
    prices = paid.alike
    lines = [*_rate_lines(agreement, prices), *_differential_lines(prices)]
    if agreement.hourly is not None:
        lines += hourly_lines(agreement.hourly, agreement.currency, worked, counted, calendars)
    warnings = dict.fromkeys(each.warning for each in prices if each.warning is not None)
    return Pay(agreement, month, paid, tuple(unpaid), worked, tuple(lines), tuple(warnings))


def _is_paid(agreement: Agreement, month: Month, each: Performed, day: date) -> bool:
    return each.read.read_type in agreement.earns and day in month and agreement.in_force(day)


def _counts(agreement: Agreement, month: Month, hours: Hours) -> bool:
    return (
        agreement.hourly is not None
        and hours.radiologist == agreement.radiologist
        and hours.day in month
        and agreement.in_force(hours.day)
    )


def _rate_lines(agreement: Agreement, paid: Mapping[Earned, int]) -> Iterable[PayLine]:
    """A line a rate, in the order of the file; a unit price where each read earns the same."""
    for name in dict.fromkeys(rate.name for rate in agreement.rates):
        reads = {each: count for each, count in paid.items() if each.rate == name}
        if not reads:
            continue
        amount = total([_times(each.base, count) for each, count in reads.items()], agreement.currency)
        prices = {each.per_read for each in reads}
        price = prices.pop() if len(prices) == 1 else None
        work = sum((each.work_rvu * n for each, n in reads.items() if each.work_rvu is not None), Decimal(0))
        basis = f"{work:f} work RVUs" if work else ""
        yield PayLine(name, Decimal(sum(reads.values())), "read", price, amount, basis)


def _differential_lines(paid: Mapping[Earned, int]) -> Iterable[PayLine]:
    """A line a differential, by name."""
    found: dict[str, Counter[Money]] = {}
    for each, count in paid.items():
        for name, amount in each.differentials:
            found.setdefault(name, Counter())[amount] += count
    for name, amounts in sorted(found.items()):
        price = next(iter(amounts)).amount if len(amounts) == 1 else None
        whole = sum(
            (_times(amount, count) for amount, count in amounts.items()), Money(0, next(iter(amounts)).currency)
        )
        yield PayLine(name, Decimal(amounts.total()), "read", price, whole)


def _times(amount: Money, count: int) -> Money:
    """The amount so many times."""
    return Money(amount.minor * count, amount.currency)
