"""`wetread books edit`, `csv`: the books' tables as one workbook for a spreadsheet program, and back into their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from invoicing.cli.reference import LISTINGS
from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from reads.directory.workbook_round_trip import WrittenWorkbook


@click.group()
def books() -> None:
    """The books' tables: one workbook to edit, and back into the files.

    \b
    Examples:
      wetread books edit
      wetread apply --dry-run
      wetread books csv
    """


for _command in LISTINGS:
    books.add_command(_command)


@books.command()
@click.option("--again", is_flag=True, help="Write it anew from the files, although it is there.")
@at_desk
def edit(desk: Desk, again: bool) -> None:
    """Writes books.xlsx: a sheet a table, ids as texts, days as days, and lists to choose from.

    `wetread apply` reads it instead of the files that it was made of, as long as these stay as they are.

    \b
    Example:
      wetread books edit
    """
    from invoicing.contractors.hours_and_payments import TABLES
    from reads.directory.schema import FILES
    from reads.directory.workbook_round_trip import write_workbook

    written = write_workbook(desk.books, (*FILES, *TABLES), again=again)
    desk.answer(_as_json(written), lambda: _tell(written, "edit it in a spreadsheet program, then `wetread apply`"))


@books.command("csv")
@at_desk
def csv_(desk: Desk) -> None:
    """Writes the tables of books.xlsx into their CSV files, and removes it; files whose rows are the same stay as they are.

    \b
    Example:
      wetread books csv
    """
    from invoicing.contractors.hours_and_payments import TABLES
    from reads.directory.schema import FILES
    from reads.directory.workbook_round_trip import write_files

    written = write_files(desk.books, (*FILES, *TABLES))
    desk.answer(_as_json(written), lambda: _tell(written, "books.xlsx is gone; `wetread apply` reads the files"))


def _as_json(written: WrittenWorkbook) -> dict[str, object]:
    return {"files": list(written.files), "rows": dict(written.rows)}


def _tell(written: WrittenWorkbook, then: str) -> None:
    from reads.core.english import counted, listed

    files = listed(written.files) or "no file, nothing had changed"
    click.echo(f"written: {files}")
    tables = (f"{kind} {count:,}" for kind, count in written.rows.items() if count)
    click.echo(f"{counted(sum(written.rows.values()), 'row')}: {', '.join(tables)}")
    click.echo(then)
