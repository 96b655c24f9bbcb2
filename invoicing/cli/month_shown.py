"""A month's closing as a billing manager reads it, and as scripts do (spec 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, printed

if TYPE_CHECKING:
    from invoicing.closing.month_before import Compared
    from invoicing.closing.month_to_close import Closing, ContractClosing
    from reads.core.money import Money

_KINDS = (
    ("Charges", ("reads", "surcharge", "tier")),
    ("Credits", ("turnaround", "compliance", "discount")),
    ("Min/max", ("minimum", "maximum")),
    ("Fees", ("fixed", "coverage", "manual")),
    ("Earlier", ("prior",)),
    ("Tax", ("tax",)),
)
"""The columns of a month, each with the kinds of lines that it adds up."""

_EXPLAINED = frozenset(kind for _, kinds in _KINDS for kind in kinds) - {"reads", "surcharge"}
"""Kinds of lines that are listed one by one, since a sum doesn't say what they are."""


def document(desk: Desk, closing: Closing, *, schedule: bool) -> dict[str, object]:
    """The month as JSON; with each invoice's reads where asked."""
    parts = list(closing.contracts.values())
    held = Counter(reason.code for each in closing.held for reason in each.reasons)
    held.update(reason.code for part in parts for _, reason in part.unpriced)
    warnings = [*closing.warnings, *(warning for part in parts for warning in part.warnings)]
    return {
        "month": str(closing.month),
        "invoices": [_invoice(desk, part, schedule=schedule) for part in parts if part.bills],
        "nothing_to_bill": [part.paper.contract for part in parts if not part.bills],
        "held": dict(held),
        "routes": dict(closing.routes),
        "facilities": [_facility(part, each) for part in parts for each in part.facilities],
        "waived": [
            {"contract": part.paper.contract, "month": str(each.month), "amount": str(each.amount), "reads": each.reads}
            for part in parts
            for each in part.open.waived
        ],
        "warnings": [warning.as_json() for warning in warnings],
    }


def _facility(part: ContractClosing, each: Compared) -> dict[str, object]:
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


def _invoice(desk: Desk, part: ContractClosing, *, schedule: bool) -> dict[str, object]:
    from invoicing.cli.paper_files import accounts_of
    from invoicing.closing.draft import scheduled
    from invoicing.papers.invoice_json import as_json, drafted
    from invoicing.papers.repository import whole

    if part.issued is None:
        paper = scheduled(part.paper, part.priced, part.open.due) if schedule and part.priced else part.paper
        return as_json(paper, drafted(part.paper), schedule=schedule)
    paper = part.paper
    if schedule:
        with desk.store.read() as session:
            paper = whole(session, part.issued.id)
    return as_json(paper, accounts_of(desk, [part.issued])[part.issued.id], schedule=schedule)


def show(closing: Closing) -> None:
    """Prints the month: a row a contract, the lines that need a word, what is held with its remedy, warnings."""
    parts = list(closing.contracts.values())
    if all(part.issued for part in parts):
        click.echo(f"{closing.month.spelled()}, issued\n")
    else:
        click.echo(f"{closing.month.spelled()}, as it would be issued with the date {closing.issued_on}\n")
    table = _table(parts)
    click.echo("\n".join(aligned(table, right=range(2, len(table[0])))))
    _list("Besides reads", aligned(_explained(parts), right=(2,)))
    _list(f"Against {closing.month.previous().spelled()}", aligned(list(_changes(parts)), right=(3, 4, 5, 6)))
    _list("Waiting for a person: `wetread held` names each read", _waiting(closing))
    warnings = [*closing.warnings, *(warning for part in parts for warning in part.warnings)]
    _list("Before you go on", [line for warning in warnings for line in printed(warning).splitlines()])


def _list(heading: str, lines: Iterable[str]) -> None:
    shown = [f"  {line}" for line in lines]
    if shown:
        click.echo("\n".join(("", heading, *shown)))


def _table(parts: Sequence[ContractClosing]) -> list[list[str]]:
    """A heading and a row a contract, then a total for each currency; columns with nothing in them are left out."""
    kinds = [(title, kinds) for title, kinds in _KINDS if any(_sum(part, kinds) for part in parts)]
    compared = any(part.standing.previous for part in parts)
    head = ["Contract", "Invoice", "Reads", "Units", *(title for title, _ in kinds), "Total", ""]
    rows = [
        [
            part.paper.contract,
            _number(part),
            f"{part.reads:,}",
            f"{part.units:,f}",
            *(_sum(part, each).printed() for _, each in kinds),
            part.paper.total.printed(),
            part.paper.currency,
            *(_before(part) if compared else ()),
        ]
        for part in parts
    ]
    if compared:
        head += ["Month before", "Reads then", "Change"]
    return [head, *rows, *(_totals(parts, kinds, len(head)) if len(parts) > 1 else ())]


def _totals(
    parts: Sequence[ContractClosing], kinds: Sequence[tuple[str, tuple[str, ...]]], width: int
) -> Iterator[list[str]]:
    from reads.core.money import total

    for currency in sorted({part.paper.currency for part in parts}):
        own = [part for part in parts if part.paper.currency == currency]
        sums = [total([_sum(part, each) for part in own], currency).printed() for _, each in kinds]
        due = total([part.paper.total for part in own], currency).printed()
        reads, units = sum(part.reads for part in own), sum(part.units for part in own)
        row = ["Total", "", f"{reads:,}", f"{units:,f}", *sums, due, currency]
        yield row + [""] * (width - len(row))


def _number(part: ContractClosing) -> str:
    if part.issued is None:
        return "draft" if part.bills else "nothing to bill"
    return part.issued.number or "closed, nothing to bill"


def _sum(part: ContractClosing, kinds: tuple[str, ...]) -> Money:
    from reads.core.money import total

    amounts = [line.amount for line in part.paper.lines if line.kind.value in kinds]
    return total(amounts, part.paper.currency)


def _before(part: ContractClosing) -> tuple[str, str, str]:
    """The total and reads of the paper of the month before, and how much more or less this one is."""
    previous = part.standing.previous
    if previous is None:
        return "", "", ""
    then, reads = previous.total.printed(), f"{part.standing.previous_reads:,}"
    if previous.total.currency != part.paper.currency:
        return f"{then} {previous.total.currency}", reads, ""
    change = part.paper.total - previous.total
    return then, reads, f"+{change.printed()}" if change.minor > 0 else change.printed()


def _explained(parts: Sequence[ContractClosing]) -> list[list[str]]:
    """Contract, name, amount and basis of each line that is not of reads."""
    return [
        [part.paper.contract, line.name, line.amount.printed(), " · ".join(filter(None, (line.facility, line.basis)))]
        for part in parts
        for line in part.paper.lines
        if line.kind.value in _EXPLAINED
    ]


def _changes(parts: Sequence[ContractClosing]) -> Iterator[list[str]]:
    """The facilities whose reads are new, missing or others than the month before: units and charges then and now."""
    rows = [(part, each) for part in parts for each in part.facilities if each.what != "same"]
    if rows:
        yield ["Contract", "Facility", "", "Units then", "now", "Charges then", "now"]
    for part, each in rows:
        yield [
            part.paper.contract,
            each.facility,
            each.what.value,
            *(f"{use.units:,f}" if use else "" for use in (each.before, each.now)),
            *(use.amount.printed() if use else "" for use in (each.before, each.now)),
        ]


def _waiting(closing: Closing) -> Iterator[str]:
    """How many reads wait for each reason, and what to do about it."""
    for reason, count in closing.reasons:
        yield f"{count:,} × {reason.code}"
        yield f"    → {reason.remedy}"
