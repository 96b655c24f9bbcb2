"""What a month should have cost less what was billed for it: the one mechanism of spec 3.6. Pure.

    Billed ──┐
             ├─ difference ──> rows     a read each, where its charge or credit differs
    priced ──┘                 lines    those rows by facility, rate and reason; then each clause that differs; taxes

A month is put right by adding its difference to any paper: billed and difference together are the price, to the cent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.closing.billed_so_far import READS, Billed, BilledClause, clause_of
from invoicing.contracts.model import AppliedContract
from invoicing.papers.paper import PaperLine, ScheduleRow
from invoicing.papers.row_reasons import CANCELLED, CORRECTED, CREDITED, DISPUTED, GONE, LATE, REPRICED, RESTORED
from invoicing.papers.schedule_rows import in_order, row_of, shown_prices
from invoicing.pricing.invoice_lines import unit_price
from invoicing.pricing.priced_month import LineKind, PricedMonth
from reads.core.currency import places_of
from reads.core.english import counted
from reads.core.money import Money, total
from reads.core.month import Month

_TAKEN_BACK = frozenset({DISPUTED, CREDITED})
_KINDS = tuple(LineKind)


@dataclass(frozen=True, slots=True)
class Difference:
    """What puts one month of a contract right; no lines where nothing is wrong.

    `facilities` has the names of those that it speaks of. It goes to the `client`, in the `currency`, of the month's
    invoice, whatever the contract says by now.
    """

    applied: AppliedContract
    month: Month
    lines: tuple[PaperLine, ...]
    rows: tuple[ScheduleRow, ...]
    facilities: tuple[tuple[str, str], ...]
    client: str
    currency: str

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def total(self) -> Money:
        """What the client owes more; negative where it is owed."""
        return total([line.amount for line in self.lines], self.currency)


@dataclass(frozen=True, slots=True)
class Waived:
    """What a month would cost more, and its contract waives."""

    month: Month
    amount: Money
    reads: int


@dataclass(frozen=True, slots=True)
class Open:
    """What is open of a contract's closed months: what is due either way, and what is waived, the oldest first."""

    due: tuple[Difference, ...] = ()
    waived: tuple[Waived, ...] = ()


NOTHING_OPEN = Open()
"""That all closed months cost what was billed for them."""


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What a month should have cost: charge and credits of each read by its key, and the amounts of its clauses and lines.

    `row` makes the schedule row of one of its reads; few are asked for.
    """

    applied: AppliedContract
    month: Month
    charges: Mapping[str, tuple[Decimal, Decimal]]
    row: Callable[[str], ScheduleRow]
    clauses: Mapping[BilledClause, int]
    facilities: Mapping[str, str]
    lines: Mapping[BilledClause, int]

    @classmethod
    def of(cls, priced: PricedMonth) -> MonthCost:
        """As it is priced."""
        shown = shown_prices(priced)
        reads = {read.routed.logged.key: read for read in priced.reads}
        charges = {key: (shown[read.price].charge, shown[read.price].credits) for key, read in reads.items()}
        facilities = {read.routed.facility.id: read.routed.facility.name for read in priced.reads}
        found: Counter[BilledClause] = Counter()
        lines: Counter[BilledClause] = Counter()
        for line in priced.lines:
            found[clause_of(line.kind, line.facility, line.name)] += line.amount.minor
            lines[BilledClause(line.kind, line.facility or "", line.name)] += line.amount.minor

        def row(key: str) -> ScheduleRow:
            return row_of(reads[key], shown[reads[key].price])

        return cls(priced.applied, priced.month, charges, row, found, facilities, lines)

    @classmethod
    def as_invoiced(cls, applied: AppliedContract, invoiced: Billed, month: Month) -> MonthCost:
        """As the month's own invoice had it."""
        charges = {key: (row.charge, row.credits) for key, row in invoiced.reads.items()}
        return cls(
            applied,
            month,
            charges,
            lambda key: invoiced.reads[key],
            invoiced.clauses,
            invoiced.facilities,
            invoiced.lines,
        )

    @property
    def minor(self) -> int:
        """The sum of its clauses, in minor units."""
        return sum(self.clauses.values())


def missing(billed: Billed, cost: MonthCost) -> set[str]:
    """The keys of reads that were billed, still cost something, and are no longer priced in the month."""
    return {key for key, row in billed.reads.items() if key not in cost.charges and (row.charge or row.credits)}


def difference(billed: Billed, priced: PricedMonth, gone: Mapping[str, str] | None = None) -> Difference:
    """Price less billed; `gone` says of `missing` reads why they are no longer billed."""
    return difference_to(billed, MonthCost.of(priced), gone or {})


def difference_to(billed: Billed, cost: MonthCost, gone: Mapping[str, str]) -> Difference:
    """What a month should have cost less billed; `gone` says of `missing` reads why they are no longer billed."""
    rows = in_order([*_changed(billed, cost), *_vanished(billed, cost, gone)])
    of_reads = _read_lines(rows, cost, billed.currency)
    lines = (*of_reads, *_clause_lines(billed, cost, sum(line.amount.minor for line in of_reads)))
    names = {**billed.facilities, **cost.facilities}
    used = {line.facility for line in lines if line.facility} | {row.facility for row in rows}
    facilities = tuple(sorted((each, names.get(each, each)) for each in used))
    return Difference(cost.applied, cost.month, lines, rows, facilities, billed.client, billed.currency)


def _changed(billed: Billed, cost: MonthCost) -> Iterator[ScheduleRow]:
    """Reads that cost something else than was billed for them, or that nobody has billed."""
    for key, now in cost.charges.items():
        before = billed.reads.get(key)
        if before is None:
            yield replace(cost.row(key), reason=LATE)
        elif now != (before.charge, before.credits):
            row = cost.row(key)
            yield _less(row, before, _reason(row, before))


def _reason(row: ScheduleRow, before: ScheduleRow) -> str:
    if before.reason == CANCELLED and not before.charge:
        return LATE
    if before.reason in _TAKEN_BACK and not before.charge:
        return RESTORED
    return CORRECTED if row.version_id != before.version_id else REPRICED


def _vanished(billed: Billed, cost: MonthCost, gone: Mapping[str, str]) -> Iterator[ScheduleRow]:
    """Reads that were billed and are no more, each with all that it was billed, the other way round."""
    for key in missing(billed, cost):
        before = billed.reads[key]
        nothing = replace(
            before,
            units=0,
            work_rvu=None if before.work_rvu is None else Decimal(0),
            base=Decimal(0),
            surcharges=Decimal(0),
            credits=Decimal(0),
            charge=Decimal(0),
        )
        yield _less(nothing, before, gone.get(key, GONE))


def _less(row: ScheduleRow, before: ScheduleRow, reason: str) -> ScheduleRow:
    work = row.work_rvu
    if work is not None or before.work_rvu is not None:
        work = (work or Decimal(0)) - (before.work_rvu or Decimal(0))
    return replace(
        row,
        units=row.units - before.units,
        work_rvu=work,
        base=row.base - before.base,
        surcharges=row.surcharges - before.surcharges,
        credits=row.credits - before.credits,
        charge=row.charge - before.charge,
        reason=reason,
    )


def _read_lines(rows: tuple[ScheduleRow, ...], cost: MonthCost, currency: str) -> list[PaperLine]:
    """A line for each facility, rate and reason."""
    groups: defaultdict[tuple[str, str, str], list[ScheduleRow]] = defaultdict(list)
    for row in rows:
        groups[row.facility, row.rate, row.reason].append(row)
    return [_read_line(group, cost.month, currency) for _, group in sorted(groups.items())]


def _read_line(group: list[ScheduleRow], month: Month, currency: str) -> PaperLine:
    first = group[0]
    exact = sum((row.charge for row in group), Decimal(0))
    amount = Money.rounded(exact, currency)
    each = unit_price({row.charge for row in group}, places_of(currency)) if amount.amount == exact else None
    return PaperLine(
        kind=LineKind.PRIOR,
        name=f"{first.rate}, {first.reason}",
        facility=first.facility,
        quantity=Decimal(len(group)),
        unit_price=each,
        amount=amount,
        month=month,
        basis=f"{counted(len(group), 'read')} of {month.spelled()}, {first.reason}",
        corrects=LineKind.READS,
        item=first.rate,
    )


def _clause_lines(billed: Billed, cost: MonthCost, named: int) -> Iterator[PaperLine]:
    """What is left of the reads by rounding, then minimum, fees, credits and taxes, in the order of an invoice."""
    rest = cost.clauses.get(READS, 0) - billed.clauses.get(READS, 0) - named
    if rest:
        rounding = BilledClause(LineKind.PRIOR, name="Rounding")
        yield _line(cost.month, rounding, Money(rest, billed.currency), "rounded by line, not by read")
    both = (cost.clauses.keys() | billed.clauses.keys()) - {READS}
    for clause in sorted(both, key=lambda each: (_KINDS.index(each.kind), each.facility, each.name)):
        new, old = (Money(each.get(clause, 0), billed.currency) for each in (cost.clauses, billed.clauses))
        if new != old:
            yield _line(cost.month, clause, new - old, f"{new.printed()} instead of {old.printed()}")


def _line(month: Month, clause: BilledClause, amount: Money, basis: str) -> PaperLine:
    """The line that puts a clause right; a tax stays a tax, and names its month."""
    tax = clause.kind is LineKind.TAX
    return PaperLine(
        kind=LineKind.TAX if tax else LineKind.PRIOR,
        name=f"{clause.name}, {month.spelled()}" if tax else clause.name,
        facility=clause.facility or None,
        quantity=Decimal(1),
        unit_price=None,
        amount=amount,
        month=month,
        basis=basis,
        corrects=None if tax else clause.kind,
        item=clause.name,
    )
