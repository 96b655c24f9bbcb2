"""`wetread report`: a month on one page, for the group's partners; one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH

if TYPE_CHECKING:
    from invoicing.reports.month.page import ReportPage


@click.command()
@click.argument("month", type=MONTH)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file that it goes to.")
@click.option("--as-of", "as_of", metavar="DATE", help="What is owed at the end of this day (else today).")
@click.option("--hours", type=click.IntRange(0), help="After so many hours a wet read should have a final (else 24).")
@at_desk
def report(desk: Desk, month: str, out: Path | None, as_of: str | None, hours: int | None) -> None:
    """Writes the month as one HTML file: revenue, reads by hour, turnaround, held reads, margin, discrepancies, aging.

    A month that is not issued yet is shown as it would be. The file names no patient and no study.

    \b
    Example:
      wetread report 2026-10 -o october.html
    """
    from invoicing.documents.report_page import rendered_page, report_path
    from invoicing.reports.month.document import document
    from invoicing.reports.month.gather import Wanted, month_report
    from invoicing.reports.month.view import page_of
    from reads.cli.keyed import vault_opener
    from reads.core import typed
    from reads.store.private_files import write_private

    wanted = Wanted.said(desk.books, typed.month(month), desk.day(as_of), hours)
    with desk.store.read() as session:
        found = month_report(session, wanted, vault_opener(desk, session), desk.clock)
    page = page_of(found)
    path = out or report_path(desk.books, wanted.month)
    write_private(path, rendered_page(page, desk.books.absolute()).encode())
    desk.answer(lambda: {**document(found), "path": str(path)}, lambda: _show(page, path))


def _show(page: ReportPage, path: Path) -> None:
    from invoicing.cli.columns import aligned

    rows = [(card.label, card.figure, card.change, card.note) for card in page.cards]
    click.echo(f"{page.title}, {page.standing}\n")
    click.echo("\n".join(aligned(rows, right=(1,))))
    click.echo(f"\n{path}")
