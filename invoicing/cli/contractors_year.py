"""`wetread contractors year`: a list for the accountant of what was paid in a year, and what was done where."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.contractors.year import Year, YearRow

_HEAD = (
    "radiologist",
    "name",
    "tax_form",
    "valid_until",
    "what",
    "country",
    "reads",
    "hours",
    "amount",
    "currency",
    "lists",
)
_RIGHT = (5, 6, 7)
_FORMULA = ("=", "+", "-", "@")
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
    from invoicing.cli.contractors import arrangements_of
    from invoicing.contractors.errors import BadYear
    from invoicing.contractors.year import year_of
    from reads.store.files import write_private

    if not re.fullmatch(r"(19|20)[0-9]{2}", year):
        raise BadYear(year)
    found = arrangements_of(desk)
    with desk.store.read() as session:
        said = year_of(session, found, int(year))
    if out:
        write_private(out, _csv(said))
    desk.answer(_as_json(said, out), lambda: _show(said, out))


def _as_json(said: Year, out: Path | None) -> dict[str, object]:
    return {
        "year": said.year,
        "threshold": str(said.threshold),
        "threshold_indexed": said.indexed,
        "readers": [_row_as_json(row) for row in said.rows],
        "csv": str(out) if out else None,
    }


def _row_as_json(row: YearRow) -> dict[str, object]:
    return {
        "radiologist": row.radiologist,
        "name": row.name,
        "tax_form": row.form.kind or None,
        "tax_form_until": None if row.form.last_day is None else row.form.last_day.isoformat(),
        "paid": [{"amount": str(amount), "currency": amount.currency} for amount in row.paid],
        "places": [
            {
                "country": place.country or None,
                "reads": place.reads,
                "hours": f"{place.hours:f}",
                "earned": str(place.earned),
                "currency": place.earned.currency,
            }
            for place in row.places
        ],
        "lists": list(row.lists),
    }


def _rows(said: Year) -> Iterator[tuple[str, ...]]:
    """A row a sum paid, and a row a place of work."""
    for row in said.rows:
        until = "" if row.form.last_day is None else row.form.last_day.isoformat()
        who = (row.radiologist, row.name, row.form.kind, until)
        lists = " ".join(row.lists)
        for amount in row.paid:
            yield (*who, "paid", "", "", "", str(amount), amount.currency, lists)
        for place in row.places:
            figures = (f"{place.reads}", f"{place.hours:f}", str(place.earned), place.earned.currency)
            yield (*who, "earned", place.country or "unknown", *figures, lists)


def _csv(said: Year) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for row in _rows(said):
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) and text != row[8] else text for text in row])
    return out.getvalue().encode()


def _show(said: Year, out: Path | None) -> None:
    head = ("reader", "tax form", "valid until", "", "", "reads", "hours", "amount", "")
    rows = [head, *((row[1], *row[2:10]) for row in _rows(said))]
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
