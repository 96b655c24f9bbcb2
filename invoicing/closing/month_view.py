"""A month's closing as it is shown, by any face: a row a contract, sums by kind, what stands beside the month before. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from invoicing.closing.month_before import ComparedRow, FacilityCompared, MonthBefore, SinceMonthBefore
from invoicing.closing.month_to_close import Closing, ContractClosing
from invoicing.papers.paper import PaperLine
from reads.core.findings import Finding
from reads.core.money import Money, total
from reads.core.month import Month
from reads.routing.route import Reason

KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Charges", frozenset({"reads", "surcharge", "tier"})),
    ("Credits", frozenset({"turnaround", "compliance", "discount"})),
    ("Min/max", frozenset({"minimum", "maximum"})),
    ("Fees", frozenset({"fixed", "coverage", "manual"})),
    ("Earlier", frozenset({"prior"})),
    ("Tax", frozenset({"tax"})),
)
"""The columns of a month, each with the kinds of lines that it adds up: every kind is in one of them."""

_BY_SUM = frozenset({"reads", "surcharge"})
"""Kinds of lines of which a sum says enough; all others are listed one by one."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A contract's month, or the total of a currency (then without contract and invoice); `sums` are in the order of the columns."""

    contract: str
    invoice: str
    reads: int
    units: Decimal
    sums: tuple[Money, ...]
    total: Money
    before: MonthBefore | None = None

    @property
    def compared(self) -> ComparedRow:
        """Against the month before; nothing to compare without one, in another currency, or where it came to nothing."""
        return ComparedRow(None, moved=False) if self.before is None else self.before.beside(self.reads)


@dataclass(frozen=True, slots=True)
class MonthView:
    """The month as a page shows it; `columns` are those in which some contract has an amount.

    `notes` say how far minimums of longer periods have filled, `lines` are those that a sum doesn't explain, and
    `facilities` those that changed, each with its contract; `waiting` is why reads are held or have no price, each with how
    many.
    """

    month: Month
    issued: bool
    issued_on: date
    columns: tuple[str, ...]
    rows: tuple[MonthRow, ...]
    totals: tuple[MonthRow, ...]
    lines: tuple[tuple[str, PaperLine], ...]
    notes: tuple[tuple[str, str], ...]
    facilities: tuple[tuple[str, FacilityCompared], ...]
    waiting: tuple[tuple[Reason, int], ...]
    warnings: tuple[Finding, ...]


def month_view(closing: Closing) -> MonthView:
    """What there is to show of a month, before or after it is issued."""
    parts = list(closing.contracts.values())
    columns = [(title, kinds) for title, kinds in KINDS if any(_sum(part, kinds) for part in parts)]
    rows = tuple(_row(part, [kinds for _, kinds in columns]) for part in parts)
    return MonthView(
        month=closing.month,
        issued=bool(parts) and all(part.issued for part in parts),
        issued_on=closing.issued_on,
        columns=tuple(title for title, _ in columns),
        rows=rows,
        totals=tuple(_totals(rows)) if len(rows) > 1 else (),
        notes=tuple((part.paper.contract, note) for part in parts for note in part.paper.notes),
        lines=tuple(
            (part.paper.contract, line) for part in parts for line in part.paper.lines if line.kind.value not in _BY_SUM
        ),
        facilities=tuple(
            (part.paper.contract, each)
            for part in parts
            for each in part.facilities
            if each.what is not SinceMonthBefore.SAME
        ),
        waiting=closing.reasons,
        warnings=warnings_of(closing),
    )


def warnings_of(closing: Closing) -> tuple[Finding, ...]:
    """Those of the month, then those of each contract."""
    return (*closing.warnings, *(warning for part in closing.contracts.values() for warning in part.warnings))


def _row(part: ContractClosing, columns: Sequence[frozenset[str]]) -> MonthRow:
    return MonthRow(
        part.paper.contract,
        _invoice(part),
        part.reads,
        part.units,
        tuple(_sum(part, kinds) for kinds in columns),
        part.paper.total,
        _before(part),
    )


def _invoice(part: ContractClosing) -> str:
    if part.issued is None:
        return "draft" if part.bills else "nothing to bill"
    return part.issued.number or "closed, nothing to bill"


def _sum(part: ContractClosing, kinds: frozenset[str]) -> Money:
    return total([line.amount for line in part.paper.lines if line.kind.value in kinds], part.paper.currency)


def _before(part: ContractClosing) -> MonthBefore | None:
    previous = part.standing.previous
    if previous is None:
        return None
    same = previous.total.currency == part.paper.currency
    change = part.paper.total - previous.total if same else None
    return MonthBefore(previous.total, part.standing.previous_reads, change)


def _totals(rows: Sequence[MonthRow]) -> Iterator[MonthRow]:
    """A row for each currency."""
    for currency in sorted({row.total.currency for row in rows}):
        own = [row for row in rows if row.total.currency == currency]
        sums = zip(*(row.sums for row in own), strict=True)
        yield MonthRow(
            "",
            "",
            sum(row.reads for row in own),
            sum((row.units for row in own), Decimal(0)),
            tuple(total(list(each), currency) for each in sums),
            total([row.total for row in own], currency),
        )


def month_as_json(closing: Closing, invoices: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """The month as scripts rely on it (spec 6); `invoices` is INVOICE of each contract that bills, by its id."""
    parts = list(closing.contracts.values())
    held = Counter(reason.code for each in closing.held for reason in each.reasons)
    held.update(reason.code for part in parts for _, reason in part.unpriced)
    return {
        "month": str(closing.month),
        "invoices": [invoices[part.paper.contract] for part in parts if part.bills],
        "nothing_to_bill": [part.paper.contract for part in parts if not part.bills],
        "held": dict(held),
        "routes": dict(closing.routes),
        "facilities": [_facility(part, each) for part in parts for each in part.facilities],
        "waived": [
            {"contract": part.paper.contract, "month": str(each.month), "amount": str(each.amount), "reads": each.reads}
            for part in parts
            for each in part.open.waived
        ],
        "warnings": [warning.as_json() for warning in warnings_of(closing)],
    }


def _facility(part: ContractClosing, each: FacilityCompared) -> dict[str, object]:
    """A facility beside the month before; null where it had no reads."""
    return {
        "contract": part.paper.contract,
        "facility": each.facility,
        "change": each.what.value,
        "units_before": f"{each.before.units:f}" if each.before else None,
        "units": f"{each.now.units:f}" if each.now else None,
        "amount_before": str(each.before.amount) if each.before else None,
        "amount": str(each.now.amount) if each.now else None,
    }
