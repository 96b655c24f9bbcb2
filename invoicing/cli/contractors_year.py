"""`wetread contractors year`: a list for the accountant of what was paid in a year, and what was done where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.contractors.year import Year

_RIGHT = (5, 6, 7)
_WORDS = {
    "no_tax_form": "no tax form on file",
    "1099_nec": "on a W-9, paid at or above the 1099-NEC threshold",
    "paid_in_other_currency": "paid in another currency, not compared with the threshold",
    "performed_abroad": "work done abroad",
    "performed_in_us": "on a W-8, with work done in the United States",
    "unknown_place": "work that nobody placed",
}


@click.command()
@click.argument("year")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="A CSV of it for the accountant.")
@at_desk
def year(desk: Desk, year: str, out: Path | None) -> None:
    """Who was paid what in a year, by the day of payment (agreements/payments.csv), and where the year's work was done.

    A list for your accountant; it says nothing about what is to be filed or withheld.

    \b
    wetread contractors year 2026 -o contractors-2026.csv
    """
    from invoicing.contractors.books import whole_arrangements
    from invoicing.contractors.views import year_as_json
    from invoicing.contractors.year import named_year, year_of
    from invoicing.contractors.year_rows import year_csv
    from reads.store.private_files import write_private

    asked = named_year(year)
    with desk.look() as reading:
        found = whole_arrangements(reading, desk.books)
        said = year_of(reading, found, asked)
    if out:
        write_private(out, year_csv(said))
    desk.report(found.findings)
    desk.answer(year_as_json(said, str(out) if out else None), lambda: _show(said, out))


def _show(said: Year, out: Path | None) -> None:
    from invoicing.contractors.year_rows import year_rows

    head = ("reader", "tax form", "valid until", "", "", "reads", "hours", "amount", "")
    rows = [head, *((row[1], *row[2:10]) for row in year_rows(said))]
    for line in aligned(rows, right=_RIGHT):
        click.echo(line)
    click.echo(f"\nThreshold of form 1099-NEC for {said.year}: {said.threshold.printed()} USD, by the day of payment.")
    if said.indexed:
        click.echo("From 2027 on it is indexed: compare with the figure that the IRS publishes.")
    for name, words in _WORDS.items():
        on_it = [row.name for row in said.rows if name in row.lists]
        if on_it:
            click.echo(f"{words[0].upper()}{words[1:]}: {'; '.join(on_it)}")
    click.echo("This is a list for your accountant, and no advice.")
    if out:
        click.echo(out)
