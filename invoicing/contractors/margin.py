"""Revenue, pay and margin of a month, by client, facility and modality.

    Margin
    └── cells    (client, facility, modality) -> reads billed, reads paid, revenue, pay

Revenue is what the month's wet reads cost by now, without taxes, whatever was issued; what no single read costs (minimums,
fees, maximums) stands at its facility, else at its client. Pay is that of the statements; hours and bonus are divided over
the reader's reads. Both are told in one currency, and their cells add up to it to the minor unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from invoicing.closing.gather import gather_month
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import alike_of_month
from invoicing.contractors.books import Arrangements
from invoicing.contractors.errors import NoExchangeRate
from invoicing.contractors.exchange_rates import ExchangeRate, newest
from invoicing.contractors.largest_remainder import fitted
from invoicing.contractors.pay import Pay
from invoicing.contractors.statement import Payroll, PayStatement, payroll
from invoicing.contracts.model import AppliedContract
from invoicing.papers import recorded_adjustments
from invoicing.pricing.columns import without
from invoicing.pricing.priced_month import OF_READS, LineKind, PricedMonth
from reads.core.currency import places_of
from reads.core.money import Money, rounded
from reads.core.month import Month
from reads.core.without_cycle_search import uncollected

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_OF_READS = OF_READS | {LineKind.TURNAROUND}
"""Lines whose amounts stand at the reads."""


class MarginCell(NamedTuple):
    """Where an amount belongs; empty where it belongs to no single facility, or no modality."""

    client: str
    facility: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Revenue beside pay."""

    reads: int
    reads_paid: int
    revenue: Money
    pay: Money

    @property
    def margin(self) -> Money:
        """What is left."""
        return self.revenue - self.pay

    @property
    def percent(self) -> Decimal | None:
        """The margin in percent of the revenue, to one place; None where there is none."""
        return rounded(Fraction(self.margin.minor * 100, self.revenue.minor), 1) if self.revenue.minor > 0 else None

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.reads + other.reads,
            self.reads_paid + other.reads_paid,
            self.revenue + other.revenue,
            self.pay + other.pay,
        )


@dataclass(frozen=True, slots=True)
class ContractRevenue:
    """What a contract's month costs by now without taxes, in its own currency and in the margin's."""

    own: Money
    converted: Money


@dataclass(frozen=True, slots=True)
class Margin:
    """A month's margin; `unpaid` reads earn and could not be priced, so that pay is told too low.

    `revenues` are the contracts' parts of its revenue, before and after they are converted.
    """

    month: Month
    currency: str
    cells: Mapping[MarginCell, Figures]
    unpaid: int
    without_agreement: tuple[tuple[str, int], ...]
    revenues: tuple[ContractRevenue, ...] = ()

    def by(self, key: Callable[[MarginCell], MarginCell]) -> dict[MarginCell, Figures]:
        """The cells added up by a coarser key, in order."""
        summed: dict[MarginCell, Figures] = {}
        for cell, figures in sorted(self.cells.items()):
            coarse = key(cell)
            summed[coarse] = summed[coarse] + figures if coarse in summed else figures
        return dict(sorted(summed.items()))

    @property
    def by_client(self) -> dict[MarginCell, Figures]:
        """By client."""
        return self.by(lambda cell: MarginCell(cell.client))

    @property
    def by_facility(self) -> dict[MarginCell, Figures]:
        """By client and facility."""
        return self.by(lambda cell: MarginCell(cell.client, cell.facility))

    @property
    def by_modality(self) -> dict[MarginCell, Figures]:
        """By modality, over all clients."""
        return self.by(lambda cell: MarginCell("", "", cell.modality))

    @property
    def total(self) -> Figures:
        """The month."""
        nothing = Money(0, self.currency)
        return sum(self.cells.values(), Figures(0, 0, nothing, nothing))


@uncollected()
def margin_of(reading: Reading, arrangements: Arrangements, month: Month, currency: str | None = None) -> Margin:
    """The month's margin, in dollars unless another currency is asked for, or all contracts are in one other.

    NoExchangeRate where agreements/exchange.csv can't convert to it.
    """
    reads = alike_of_month(reading, month).kept()
    priced = _priced(reading, month, gather_month(reading, month, reads=reads))
    return margin_between(priced, payroll(reading, arrangements, month, reads), arrangements, currency)


def margin_between(
    priced: Collection[PricedMonth], paid: Payroll, arrangements: Arrangements, currency: str | None = None
) -> Margin:
    """The margin between the contracts' months, as they are priced now, and the readers' statements of the same month."""
    month, target = paid.month, currency or _currency(priced)
    converter = _Converter(arrangements.exchange, target, month.end - timedelta(days=1))
    cells: dict[MarginCell, Figures] = {}
    revenues = []
    for each in priced:
        found = _revenue(each, converter)
        revenues.append(ContractRevenue(_untaxed(each), sum((row.revenue for row in found.values()), Money(0, target))))
        _add(cells, found)
    _add(cells, _paid(paid.statements, converter))
    unpaid = sum(len(statement.pay.unpaid) for statement in paid.statements)
    return Margin(month, target, dict(sorted(cells.items())), unpaid, paid.without_agreement, tuple(revenues))


def _priced(reading: Reading, month: Month, routed: Routed) -> list[PricedMonth]:
    """Every contract's month, as it is priced now; reads that were taken back cost nothing."""
    withdrawn = recorded_adjustments.withdrawn(reading)
    return [
        priced_of(applied, month, routed, withdrawn)
        for applied in routed.contracts
        if applied.contract.effective < month.end
        and (applied.contract.until is None or month.first < applied.contract.until)
    ]


def priced_of(applied: AppliedContract, month: Month, routed: Routed, withdrawn: Mapping[str, str]) -> PricedMonth:
    """The contract's month as it is priced now."""
    reads = without(routed.hospital.get((applied.contract.id, month), ()), withdrawn)
    return routed.price(applied, month, reads)


def _currency(priced: Iterable[PricedMonth]) -> str:
    currencies = {each.total.currency for each in priced}
    return currencies.pop() if len(currencies) == 1 else "USD"


def _add(cells: dict[MarginCell, Figures], more: Mapping[MarginCell, Figures]) -> None:
    for cell, figures in more.items():
        cells[cell] = cells[cell] + figures if cell in cells else figures


@dataclass(frozen=True, slots=True)
class _Converter:
    """Turns exact amounts into whole minor units of one currency; parts add up to the whole."""

    exchange: Sequence[ExchangeRate]
    target: str
    day: date

    def converted(self, whole: Money, parts: Sequence[Fraction]) -> list[Money]:
        """Parts of the whole, in major units of its currency, as money of the target that adds up to the whole."""
        rate = self._rate(whole.currency)
        minor = 10 ** places_of(self.target)
        return fitted(
            Money.rounded(Fraction(whole.amount) * rate, self.target), [part * rate * minor for part in parts]
        )

    def _rate(self, source: str) -> Fraction:
        if source == self.target:
            return Fraction(1)
        found = newest(self.exchange, source, self.target, self.day)
        if found is None:
            raise NoExchangeRate(source, self.target, self.day)
        return Fraction(found.rate)


def _revenue(priced: PricedMonth, converter: _Converter) -> dict[MarginCell, Figures]:
    """What each cell of a contract's month costs, without taxes."""
    client = priced.applied.contract.client
    exact: dict[MarginCell, Fraction] = {}
    reads: dict[MarginCell, int] = {}
    for (facility, modality, price), count in priced.reads.alike.items():
        cell = MarginCell(client, facility, modality)
        cost = _cost(price.charge, price.credited) * count
        exact[cell] = exact[cell] + cost if cell in exact else cost
        reads[cell] = reads.get(cell, 0) + count
    for line in priced.lines:
        if line.kind not in _OF_READS and line.kind is not LineKind.TAX:
            cell = MarginCell(client, line.facility or "")
            exact[cell] = exact.get(cell, Fraction(0)) + Fraction(line.amount.amount)
    whole = _untaxed(priced)
    rest = Fraction(whole.amount) - sum(exact.values(), Fraction(0))
    if rest:
        exact[MarginCell(client)] = exact.get(MarginCell(client), Fraction(0)) + rest
    amounts = converter.converted(whole, list(exact.values()))
    nothing = Money(0, converter.target)
    return {cell: Figures(reads.get(cell, 0), 0, amount, nothing) for cell, amount in zip(exact, amounts, strict=True)}


@lru_cache(maxsize=10_000)
def _cost(charge: Decimal, credited: Decimal) -> Fraction:
    return Fraction(charge) + Fraction(credited)


def _untaxed(priced: PricedMonth) -> Money:
    taxes = [line.amount for line in priced.lines if line.kind is LineKind.TAX]
    return priced.total - sum(taxes, Money(0, priced.total.currency))


def _pay(pay: Pay, converter: _Converter) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The reads of each cell of an agreement's month, and what they earn in the target's minor units."""
    earned = pay.reads.totals(pay.reads.done.cells)
    hourly = Fraction(pay.by_the_hour.amount) / len(pay.reads) if pay.reads else Fraction(0)
    if pay.reads and not hourly and pay.agreement.currency == converter.target:
        for cell, (reads, minor) in earned.items():
            yield cell, reads, minor
        return
    if not pay.reads and pay.total:
        earned = {MarginCell(""): (0, pay.total.minor)}
    unit = 10 ** places_of(pay.agreement.currency)
    exact = [Fraction(minor, unit) + hourly * reads for reads, minor in earned.values()]
    amounts = converter.converted(pay.total, exact)
    for (cell, (reads, _)), amount in zip(earned.items(), amounts, strict=True):
        yield cell, reads, amount.minor


def _paid(statements: Iterable[PayStatement], converter: _Converter) -> dict[MarginCell, Figures]:
    """What each cell of all agreements together earns."""
    reads: defaultdict[tuple[str, ...], int] = defaultdict(int)
    minor: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for statement in statements:
        for cell, number, amount in _pay(statement.pay, converter):
            reads[cell] += number
            minor[cell] += amount
    nothing = Money(0, converter.target)
    return {MarginCell(*cell): Figures(0, reads[cell], nothing, Money(minor[cell], converter.target)) for cell in reads}
