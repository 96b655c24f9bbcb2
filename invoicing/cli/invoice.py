"""`wetread invoice`: the papers that were issued: list, show, pdf; what is done with them stands in modules of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.adjust import adjust, cancel, credit, dispute, line
from invoicing.cli.known_words import NUMBER
from invoicing.cli.mailing import email
from invoicing.cli.pay import apply_, pay, payments, refund, write_off
from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.known_words import CLIENT, MONTH
from reads.core.english import counted

if TYPE_CHECKING:
    from invoicing.papers.invoice_json import PaperAccount
    from invoicing.papers.issued_paper import IssuedPaper
    from invoicing.papers.paper import Paper
    from invoicing.receivables.history import PaperHistory

_STATUSES = ("issued", "partly paid", "paid", "credited", "written off")


@click.group()
@global_options
def invoice() -> None:
    """Papers that were issued: they are looked at, printed and settled, never changed.

    \b
    wetread invoice list --month 2026-10
    wetread invoice show WR-2026-00001
    """


for command in (adjust, credit, dispute, cancel, line, pay, apply_, write_off, refund, payments, email):
    invoice.add_command(command)


@invoice.command("list")
@click.option("--client", type=CLIENT, metavar="ID", help="Of this client only.")
@click.option("--month", type=MONTH, metavar="MONTH", help="Of this month only.")
@click.option("--status", type=click.Choice(_STATUSES), help="In this state only.")
@at_desk
def list_(desk: Desk, client: str | None, month: str | None, status: str | None) -> None:
    """Lists the papers in the order of their issue.

    \b
    Example:
      wetread invoice list --month 2026-10
    """
    from invoicing.papers.heads import heads, po_numbers
    from invoicing.papers.invoice_json import head_as_json
    from invoicing.receivables.paper_accounts import paper_accounts
    from reads.core import typed

    with desk.look() as reading:
        papers = heads(reading, client=client, month=typed.month(month) if month else None)
        orders = po_numbers(reading, [paper.id for paper in papers]) if desk.json else {}
        accounts = paper_accounts(reading, papers, desk.books)
    chosen = [(paper, accounts[paper.id]) for paper in papers if status in (None, accounts[paper.id].status)]
    document = [head_as_json(paper, account, orders.get(paper.id, "")) for paper, account in chosen]
    desk.answer(document, lambda: _show_list(chosen))


def _show_list(papers: list[tuple[IssuedPaper, PaperAccount]]) -> None:
    from invoicing.cli.columns import aligned

    if not papers:
        click.echo("no papers; `wetread close MONTH --issue` issues a month's")
        return
    rows = [["Number", "Month", "Client", "Dated", "Due", "Status", "Total", "Balance", ""]]
    rows += [
        [
            paper.number or "",
            str(paper.month),
            paper.client,
            str(paper.issued_on),
            str(paper.due_on),
            account.status,
            paper.total.printed(),
            account.balance.printed(),
            paper.total.currency,
        ]
        for paper, account in papers
    ]
    click.echo("\n".join(aligned(rows, right=(6, 7))))


@invoice.command("show")
@click.argument("number", type=NUMBER)
@click.option("--schedule", is_flag=True, help="With every read on it.")
@at_desk
def show(desk: Desk, number: str, schedule: bool) -> None:
    """Shows what a paper says, and what became of it: payments, late interest to date, mails.

    \b
    Example:
      wetread invoice show WR-2026-00001 --schedule
    """
    from invoicing.cli.paper_files import accounts_of
    from invoicing.cli.paper_history import history_as_json
    from invoicing.papers.invoice_json import as_json
    from invoicing.papers.paper_by_number import paper_named
    from invoicing.papers.repository import whole
    from invoicing.receivables.history import history
    from invoicing.receivables.payment_request import today_at

    with desk.store.read() as session:
        issued = paper_named(session, number)
    with desk.store.read() as session:
        paper = whole(session, issued.id)
        since = history(session, issued, today_at(session, desk.clock))
    account = accounts_of(desk, [issued])[issued.id]
    document = {**as_json(paper, account, schedule=schedule), **history_as_json(since)}
    desk.answer(document, lambda: _show(paper, account, since, schedule=schedule))


def _show(paper: Paper, account: PaperAccount, since: PaperHistory, *, schedule: bool) -> None:
    """The paper as text: head, lines, total; a row a read where asked; then what became of it."""
    from invoicing.cli.columns import aligned
    from invoicing.cli.paper_history import show_history

    click.echo(f"{paper.number}  {paper.month.spelled()}  {paper.bill_to.name} ({paper.bill_to.id})")
    click.echo(
        f"contract {paper.contract}, version {paper.contract_version}; purchase order {paper.po_number or 'none'}"
    )
    click.echo(f"dated {paper.issued_on}, due {paper.due_on}; {account.status}, open {account.balance.printed()}\n")
    lines = [["Line", "Facility", "Quantity", "Price", "Amount", ""]]
    lines += [
        [
            line.name,
            line.facility or "",
            f"{line.quantity:,f}",
            "" if line.unit_price is None else f"{line.unit_price:,f}",
            line.amount.printed(),
            line.basis,
        ]
        for line in paper.lines
    ]
    lines.append(["Total", "", "", "", paper.total.printed(), paper.currency])
    click.echo("\n".join(aligned(lines, right=(2, 3, 4))))
    if schedule:
        _show_schedule(paper)
    show_history(since)
    click.echo(f"\n{account.pdf or 'no PDF yet: `wetread invoice pdf` writes it'}")


def _show_schedule(paper: Paper) -> None:
    from invoicing.cli.columns import aligned

    rows = [["Signed", "", "Facility", "Accession", "Exam", "Radiologist", "Rate", "Units", "Charge", "Credits", ""]]
    rows += [
        [
            f"{row.signed_local:%Y-%m-%d %H:%M}",
            row.zone,
            row.facility,
            row.accession,
            row.exam,
            row.radiologist,
            row.rate,
            str(row.units),
            f"{row.charge:,f}",
            f"{row.credits:,f}",
            f"{row.month} {row.reason}" if row.reason else "",
        ]
        for row in paper.schedule
    ]
    click.echo("")
    click.echo("\n".join(aligned(rows, right=(7, 8, 9))))


@invoice.command("pdf")
@click.argument("number", type=NUMBER, required=False)
@click.option("--missing", is_flag=True, help="Instead of a number: writes all PDFs that papers should have and lack.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder that it goes to.")
@click.option("--reprint", is_flag=True, help="Write it although it has other bytes than at its first print.")
@click.option("--because", default="", metavar="TEXT", help="Why; kept in the audit log. Needed with --reprint.")
@at_desk
def pdf(desk: Desk, number: str | None, missing: bool, out: Path | None, reprint: bool, because: str) -> None:
    """Says where a paper's PDF is; writes it where it is missing, with the same bytes as before.

    Where it would have others, for a template, logo, font or version that changed, it says which and writes nothing.

    \b
    Example:
      wetread invoice pdf WR-2026-00001 --out to-send/
      wetread invoice pdf --missing
    """
    from invoicing.cli.paper_files import accounts_of, print_missing, shelf
    from invoicing.documents.paper_files import PDF
    from invoicing.papers.paper_by_number import paper_named
    from reads.core.reason import Because

    if because and not reprint:
        raise click.UsageError("--because goes with --reprint")
    if number is None or missing:
        if number is not None or reprint or not missing:
            raise click.UsageError("name a paper, or say --missing alone")
        _print_all_missing(desk, out)
        return
    why = str(Because(because)) if reprint else ""
    with desk.store.read() as session:
        issued = paper_named(session, number)
    known = accounts_of(desk, [issued])[issued.id].pdf
    if out is not None or known is None or not Path(known).exists():
        folder = out if out is not None or known is None else Path(known).parent
        print_missing(desk, [issued], folder, because=why)
        known = str(shelf(desk).path_of(issued, PDF, folder))
    if shelf(desk).is_changed(issued, Path(known)):
        desk.say(f"{issued.number}: this is not the file that was written\n    → move it aside and run this again")
        desk.needs_a_person()
    desk.answer({"number": issued.number, "pdf": known}, lambda: click.echo(known))


def _print_all_missing(desk: Desk, out: Path | None) -> None:
    """Every file that a paper should have and that isn't there."""
    from invoicing.cli.paper_files import print_missing
    from invoicing.papers.heads import heads

    with desk.store.read() as session:
        papers = heads(session)
    written = print_missing(desk, papers, out, os.cpu_count() or 1)
    desk.answer(
        {"written": [str(path) for path in written]}, lambda: click.echo(f"{counted(len(written), 'file')} written")
    )
