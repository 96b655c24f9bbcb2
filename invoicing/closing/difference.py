"""What a month should have cost less what was billed for it: the one mechanism of spec 3.6. Pure.

    Billed ──┐
             ├─ difference ──> rows     a read each, where its charge or credit differs
    priced ──┘                 lines    those rows by facility, rate and reason; then each clause that differs; taxes

A month is put right by adding its difference to any paper: billed and difference together are the price, to the cent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.closing.billed_so_far import READS, Billed, Clause, clause_of
from invoicing.contracts.model import AppliedContract
from invoicing.papers.paper import PaperLine, ScheduleRow
from invoicing.papers.row_reasons import CORRECTED, CREDITED, DISPUTED, GONE, LATE, REPRICED, RESTORED
from invoicing.papers.schedule_rows import in_order, row_of, shown_prices
from invoicing.pricing.invoice_lines import unit_price
from invoicing.pricing.result import LineKind, PricedMonth
from reads.core.currency import places_of
from reads.core.money import Money, total
from reads.core.month import Month

_TAKEN_BACK = frozenset({DISPUTED, CREDITED})
_KINDS = tuple(LineKind)


@dataclass(frozen=True, slots=True)
class Difference:
    """What puts one month of a contract right; no lines where nothing is wrong.

    `facilities` has the names of those that it speaks of.
    """

    applied: AppliedContract
    month: Month
    lines: tuple[PaperLine, ...]
    rows: tuple[ScheduleRow, ...]
    facilities: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def total(self) -> Money:
        """What the client owes more; negative where it is owed."""
        return total([line.amount for line in self.lines], self.applied.contract.currency)


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


def missing(billed: Billed, priced: PricedMonth) -> set[str]:
    """The keys of reads that were billed, still cost something, and are no longer priced in the month."""
    now = {read.routed.logged.key for read in priced.reads}
    return {key for key, row in billed.reads.items() if key not in now and (row.charge or row.credits)}


def late(billed: Billed, priced: PricedMonth) -> set[str]:
    """The keys of reads that no paper of the month has ever shown."""
    return {read.routed.logged.key for read in priced.reads} - billed.reads.keys()


def difference(billed: Billed, priced: PricedMonth, gone: Mapping[str, str] | None = None) -> Difference:
    """Price less billed; `gone` says of `missing` reads why they are no longer billed."""
    rows = in_order([*_changed(billed, priced), *_vanished(billed, priced, gone or {})])
    lines = (*_read_lines(rows, priced), *_clause_lines(billed, priced, rows))
    names = {**billed.facilities, **{read.routed.facility.id: read.routed.facility.name for read in priced.reads}}
    used = {line.facility for line in lines if line.facility} | {row.facility for row in rows}
    return Difference(
        priced.applied, priced.month, lines, rows, tuple(sorted((each, names.get(each, each)) for each in used))
    )


def _changed(billed: Billed, priced: PricedMonth) -> Iterator[ScheduleRow]:
    """Reads that cost something else than was billed for them, or that nobody has billed."""
    shown = shown_prices(priced)
    for read in priced.reads:
        now, before = shown[read.price], billed.reads.get(read.routed.logged.key)
        if before is None:
            yield replace(row_of(read, now), reason=LATE)
        elif (now.charge, now.credits) != (before.charge, before.credits):
            row = row_of(read, now)
            yield _less(row, before, _reason(row, before))


def _reason(row: ScheduleRow, before: ScheduleRow) -> str:
    if before.reason in _TAKEN_BACK and not before.charge:
        return RESTORED
    return CORRECTED if row.version_id != before.version_id else REPRICED


def _vanished(billed: Billed, priced: PricedMonth, gone: Mapping[str, str]) -> Iterator[ScheduleRow]:
    """Reads that were billed and are no more, each with all that it was billed, the other way round."""
    for key in missing(billed, priced):
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


def _read_lines(rows: tuple[ScheduleRow, ...], priced: PricedMonth) -> list[PaperLine]:
    """A line for each facility, rate and reason."""
    groups: defaultdict[tuple[str, str, str], list[ScheduleRow]] = defaultdict(list)
    for row in rows:
        groups[row.facility, row.rate, row.reason].append(row)
    return [_read_line(group, priced) for _, group in sorted(groups.items())]


def _read_line(group: list[ScheduleRow], priced: PricedMonth) -> PaperLine:
    currency, first = priced.applied.contract.currency, group[0]
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
        month=priced.month,
        basis=f"{len(group)} {'read' if len(group) == 1 else 'reads'} of {priced.month.spelled()}, {first.reason}",
        corrects=LineKind.READS,
        item=first.rate,
    )


def _clause_lines(billed: Billed, priced: PricedMonth, rows: tuple[ScheduleRow, ...]) -> Iterator[PaperLine]:
    """What is left of the reads by rounding, then minimum, fees, credits and taxes, in the order of an invoice."""
    now = _clauses(priced)
    named = sum(line.amount.minor for line in _read_lines(rows, priced))
    rest = now.pop(READS, 0) - billed.clauses.get(READS, 0) - named
    if rest:
        yield _line(priced, Clause(LineKind.PRIOR, name="Rounding"), rest, "rounded by line, not by read")
    both = (now.keys() | billed.clauses.keys()) - {READS}
    for clause in sorted(both, key=lambda each: (_KINDS.index(each.kind), each.facility, each.name)):
        new, old = now.get(clause, 0), billed.clauses.get(clause, 0)
        if new != old:
            currency = billed.currency
            basis = f"{Money(new, currency).printed()} instead of {Money(old, currency).printed()}"
            yield _line(priced, clause, new - old, basis)


def _clauses(priced: PricedMonth) -> Counter[Clause]:
    found: Counter[Clause] = Counter()
    for line in priced.lines:
        found[clause_of(line.kind, line.facility, line.name)] += line.amount.minor
    return found


def _line(priced: PricedMonth, clause: Clause, minor: int, basis: str) -> PaperLine:
    """The line that puts a clause right; a tax stays a tax, and names its month."""
    tax = clause.kind is LineKind.TAX
    return PaperLine(
        kind=LineKind.TAX if tax else LineKind.PRIOR,
        name=f"{clause.name}, {priced.month.spelled()}" if tax else clause.name,
        facility=clause.facility or None,
        quantity=Decimal(1),
        unit_price=None,
        amount=Money(minor, priced.applied.contract.currency),
        month=priced.month,
        basis=basis,
        corrects=None if tax else clause.kind,
        item=clause.name,
    )
