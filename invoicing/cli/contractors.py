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
from reads.core.errors import FaultyInput

if TYPE_CHECKING:
    from invoicing.contractors.books import Arrangements
    from invoicing.contractors.statement import Payroll, PayStatement
    from invoicing.documents.files import Rendered
    from reads.routing.route import Reason


@click.group(no_args_is_help=True)
@global_options
def contractors() -> None:
    """What contractors are owed, by the agreements in the books' folder agreements/.

    \b
    wetread contractors statement 2026-10
    """


contractors.add_command(list_)
contractors.add_command(year)


def arrangements_of(desk: Desk) -> Arrangements:
    """What the books say of contractors; FaultyInput with every fault, since half an agreement pays nobody right."""
    from invoicing.contractors.books import read_arrangements
    from reads.directory.service import load_directory

    with desk.store.read() as session:
        directory = load_directory(session)
    found = read_arrangements(desk.books, directory)
    if found.errors:
        raise FaultyInput("the agreements", found.errors)
    desk.report(found.findings)
    return found


@contractors.command()
@click.argument("month")
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
    from invoicing.contractors.statement import payroll, payroll_of
    from reads.core import typed

    parsed, found = typed.month(month), arrangements_of(desk)
    with desk.store.read() as session:
        said = (
            payroll(session, found, parsed) if radiologist is None else payroll_of(session, found, parsed, radiologist)
        )
    chosen = list(said.statements)
    folder = out or desk.books / "statements" / "contractors" / str(parsed)
    files = [_written(desk, each, folder) for each in chosen]
    desk.answer(_as_json(said, chosen, files), lambda: _show(said, chosen, files))
    if any(each.holds or each.pay.unpaid for each in chosen):
        desk.needs_a_person()


def _written(desk: Desk, said: PayStatement, folder: Path) -> tuple[Rendered, Rendered]:
    """The statement's two files."""
    from invoicing.contractors.detail import detail_csv
    from invoicing.documents.files import write_whole
    from invoicing.documents.pay_statements import render_pay

    pdf = render_pay(said, folder / f"{said.pay.agreement.id}.pdf", books=desk.books.absolute())
    return pdf, write_whole(folder / f"{said.pay.agreement.id}.csv", detail_csv(said))


def _as_json(
    said: Payroll, chosen: Sequence[PayStatement], files: Sequence[tuple[Rendered, Rendered]]
) -> dict[str, object]:
    return {
        "month": str(said.month),
        "statements": [
            {**_statement_as_json(each), "pdf": str(pdf.path), "csv": str(table.path)}
            for each, (pdf, table) in zip(chosen, files, strict=True)
        ],
        "without_agreement": [{"radiologist": reader, "reads": count} for reader, count in said.without_agreement],
        "unknown_readers": [{"radiologist": word, "reads": count} for word, count in said.strangers],
    }


def _statement_as_json(each: PayStatement) -> dict[str, object]:
    pay = each.pay
    return {
        "agreement": pay.agreement.id,
        "radiologist": each.radiologist.id,
        "name": each.radiologist.name,
        "tax_form": each.form.kind or None,
        "tax_form_until": None if each.form.last_day is None else each.form.last_day.isoformat(),
        "reads": len(pay.reads),
        "hours": f"{pay.hours_total:f}",
        "currency": pay.agreement.currency,
        "lines": [
            {
                "name": line.name,
                "quantity": f"{line.quantity:f}",
                "unit": line.unit,
                "unit_price": None if line.unit_price is None else f"{line.unit_price:f}",
                "amount": str(line.amount),
                "basis": line.basis,
            }
            for line in pay.lines
        ],
        "total": str(pay.total),
        "paid_in": pay.agreement.paid_in,
        "exchange_rate": f"{each.rate.rate:f}" if each.rate else None,
        "payment": None if each.payment is None else str(each.payment),
        "payable": not each.holds,
        "holds": [_reason(hold) for hold in each.holds],
        "notes": [_reason(note) for note in each.notes],
        "places": [
            {
                "country": place.country or None,
                "reads": place.reads,
                "hours": f"{place.hours:f}",
                "amount": str(place.amount),
            }
            for place in each.places
        ],
        "unpaid": [
            {"accession": one.performed.read.accession, "facility": one.performed.read.facility, **_reason(one.reason)}
            for one in pay.unpaid
        ],
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "message": reason.message, "remedy": reason.remedy}


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
