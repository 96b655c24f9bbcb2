"""A month's closing as a billing manager reads it, and as scripts do (spec 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned, signed
from reads.cli.desk import Desk, printed
from reads.cli.screen import show as show_prose

if TYPE_CHECKING:
    from invoicing.closing.month_to_close import Closing, ContractClosing
    from invoicing.closing.month_view import MonthRow, MonthView


def document(desk: Desk, closing: Closing, *, schedule: bool) -> dict[str, object]:
    """The month as JSON; with each invoice's reads where asked."""
    from invoicing.closing.month_view import month_as_json

    parts = {contract: part for contract, part in closing.contracts.items() if part.bills}
    return month_as_json(
        closing, {contract: _invoice(desk, part, schedule=schedule) for contract, part in parts.items()}
    )


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
    from invoicing.closing.month_view import month_view

    view = month_view(closing)
    if view.issued:
        click.echo(f"{view.month.spelled()}, issued\n")
    else:
        click.echo(f"{view.month.spelled()}, as it would be issued with the date {view.issued_on}\n")
    table = _table(view)
    click.echo("\n".join(aligned(table, right=range(2, len(table[0])))))
    lines = [
        [contract, line.name, line.amount.printed(), " · ".join(filter(None, (line.facility, line.basis)))]
        for contract, line in view.lines
    ]
    _list("Besides reads", aligned(lines, right=(2,), indent=2))
    _list("Filling up", [f"{contract}: {note}" for contract, note in view.notes])
    _list(f"Against {view.month.previous().spelled()}", aligned(list(_changes(view)), right=(3, 4, 5, 6), indent=2))
    _list("Waiting for a person: `wetread held` names each read", _waiting(view))
    _list("Before you go on", [line for warning in view.warnings for line in printed(warning).splitlines()])


def _list(heading: str, lines: Iterable[str]) -> None:
    shown = [f"  {line}" for line in lines]
    if shown:
        show_prose("\n".join(("", heading, *shown)))


def _table(view: MonthView) -> list[list[str]]:
    """A heading and a row a contract, then a total for each currency; columns with nothing in them are left out."""
    compared = any(row.before for row in view.rows)
    head = ["Contract", "Invoice", "Reads", "Units", *view.columns, "Total", ""]
    head += ["Month before", "Reads then", "Change"] if compared else []
    rows = [[*_cells(row), *(_before(row) if compared else ())] for row in view.rows]
    totals = [["Total", *_cells(row)[1:], *[""] * (3 if compared else 0)] for row in view.totals]
    return [head, *rows, *totals]


def _cells(row: MonthRow) -> list[str]:
    sums = [each.printed() for each in row.sums]
    counts = (f"{row.reads:,}", f"{row.units:,f}")
    return [row.contract, row.invoice, *counts, *sums, row.total.printed(), row.total.currency]


def _before(row: MonthRow) -> tuple[str, str, str]:
    """The total and reads of the paper of the month before, and how much more or less this one is."""
    before = row.before
    if before is None:
        return "", "", ""
    then, reads = before.total.printed(), f"{before.reads:,}"
    if before.change is None:
        return f"{then} {before.total.currency}", reads, ""
    return then, reads, signed(before.change)


def _changes(view: MonthView) -> Iterator[list[str]]:
    """The facilities whose reads are new, missing or others than the month before: units and charges then and now."""
    if view.facilities:
        yield ["Contract", "Facility", "", "Units then", "now", "Charges then", "now"]
    for contract, each in view.facilities:
        yield [
            contract,
            each.facility,
            each.what.value,
            *(f"{use.units:,f}" if use else "" for use in (each.before, each.now)),
            *(use.amount.printed() if use else "" for use in (each.before, each.now)),
        ]


def _waiting(view: MonthView) -> Iterator[str]:
    """How many reads wait for each reason, and what to do about it."""
    for reason, count in view.waiting:
        yield f"{count:,} × {reason.code}"
        yield f"    → {reason.remedy}"
