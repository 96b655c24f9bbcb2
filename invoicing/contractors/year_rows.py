"""A year's list for the accountant as rows, and as the CSV that a spreadsheet opens without running anything. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.contractors.year import Year
from reads.core.csv_text import csv_text
from reads.core.formula_guard import guarded

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


def year_rows(said: Year) -> Iterator[tuple[str, ...]]:
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


def year_csv(said: Year) -> bytes:
    """The rows under their head; a text that a spreadsheet would run is marked as a text."""
    rows = ([text if text == row[8] else guarded(text) for text in row] for row in year_rows(said))
    return csv_text([_HEAD, *rows]).encode()
