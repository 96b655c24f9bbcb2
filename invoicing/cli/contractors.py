"""`wetread contractors`: what the readers are owed: agreements, monthly statements, the year for the accountant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from invoicing.cli.contractors_list import list_
from invoicing.cli.contractors_year import year
from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.known_words import MONTH

if TYPE_CHECKING:
    from invoicing.contractors.statement import Payroll, PayStatement
    from invoicing.documents.printed_file import Rendered


@click.group(no_args_is_help=True)
@global_options
def contractors() -> None:
    """What contractors are owed, by the agreements in the books' folder agreements/.

    \b
    wetread contractors statement 2026-10
    """


contractors.add_command(list_)
contractors.add_command(year)


@contractors.command()
@click.argument("month", type=MONTH)
@click.option("--radiologist", metavar="ID", help="Of this reader only.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder that the files go to.")
@at_desk
def statement(desk: Desk, month: str, radiologist: str | None, out: Path | None) -> None:
    """Each contractor's month as a PDF, and a CSV with a row a read.

    Nothing is paid by it. A statement that must not be paid yet says so: no tax form on file, or an expired one, no hours,
    no exchange rate, reads without a price. The exit status is 1 then.

    \b
    wetread contractors statement 2026-10
    wetread contractors statement 2026-10 --radiologist r-rao --out statements/
    """
    from invoicing.contractors.books import whole_arrangements
    from invoicing.contractors.statement import payroll, payroll_of
    from invoicing.contractors.views import payroll_as_json
    from invoicing.documents.pay_statements import write_pay
    from reads.core import typed

    parsed = typed.month(month)
    with desk.look() as reading:
        found = whole_arrangements(reading, desk.books)
        said = (
            payroll(reading, found, parsed) if radiologist is None else payroll_of(reading, found, parsed, radiologist)
        )
    chosen = list(said.statements)
    folder = out or desk.books / "statements" / "contractors" / str(parsed)
    files = [write_pay(each, folder, books=desk.books.absolute()) for each in chosen]
    desk.report(found.findings)
    paths = [(str(pdf.path), str(table.path)) for pdf, table in files]
    desk.answer(payroll_as_json(said, chosen, paths), lambda: _show(said, chosen, files))
    if any(each.holds or each.pay.unpaid for each in chosen):
        desk.needs_a_person()


def _show(said: Payroll, chosen: Sequence[PayStatement], files: Sequence[tuple[Rendered, Rendered]]) -> None:
    if not chosen:
        click.echo(f"No agreement is in force in {said.month}: agreements/*.toml in the books say who is paid what.")
    rows: list[tuple[str, ...]] = [("reader", "agreement", "reads", "hours", "total", "", "payment", "", "")]
    rows += [_row(each) for each in chosen]
    if chosen:
        for line in aligned(rows, right=(2, 3, 4, 6)):
            click.echo(line)
    for each in chosen:
        _show_obstacles(each)
    if said.without_agreement:
        readers = ", ".join(f"{reader} ({count:,})" for reader, count in said.without_agreement)
        click.echo(f"\nReads by readers without an agreement: {readers}")
    if said.strangers:
        readers = ", ".join(f"{word or 'nobody named'} ({count:,})" for word, count in said.strangers)
        click.echo(f"\nReads by readers whom the directory doesn't know: {readers}")
    click.echo()
    for pair in files:
        for file in pair:
            click.echo(file.path)


def _show_obstacles(each: PayStatement) -> None:
    """What stands in the way of paying, what should be looked at, and the reads that have no price."""
    for reason in (*each.holds, *each.notes):
        click.echo(f"\n{reason.message}\n    → {reason.remedy}")
    if each.pay.unpaid:
        click.echo(f"\n{each.pay.agreement.id}: {len(each.pay.unpaid):,} reads can't be paid yet")
    for message, remedy in dict.fromkeys((one.reason.message, one.reason.remedy) for one in each.pay.unpaid):
        click.echo(f"    {message}\n    → {remedy}")


def _row(each: PayStatement) -> tuple[str, ...]:
    pay, payment = each.pay, each.payment
    return (
        each.radiologist.name,
        pay.agreement.id,
        f"{len(pay.reads):,}",
        f"{pay.hours_total:,f}" if pay.hours else "",
        pay.total.printed(),
        pay.total.currency,
        payment.printed() if payment else "?",
        pay.agreement.paid_in,
        "ON HOLD" if each.holds else "",
    )
