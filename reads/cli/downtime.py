"""`wetread downtime`: a numbered log for the days without systems; what is written in it comes in later (spec 7)."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.core.english import counted
from reads.core.errors import WetreadError


class FileThere(WetreadError):
    """The log would be written over something, perhaps over one that is filled in."""

    code = "file_there"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already, perhaps filled in", "choose another name")


@click.group(no_args_is_help=True)
@global_options
def downtime() -> None:
    """The days without systems: a log to fill in by hand, which is imported afterwards.

    \b
    wetread downtime sheet --facility mercy-main -o night.csv
    wetread reads import night.csv --downtime
    """


@downtime.command()
@click.option("--facility", default="", metavar="ID", help="Whose reads they will be; printed in every row.")
@click.option("--rows", type=click.IntRange(1, 10_000), default=40, show_default=True, help="How many rows.")
@click.option("--from", "first", type=click.IntRange(1), default=1, show_default=True, help="The first row's number.")
@click.option("--html", is_flag=True, help="A page to print, in place of the CSV file to fill in.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; else standard output.")
@at_desk
def sheet(desk: Desk, facility: str, rows: int, first: int, html: bool, output: Path | None) -> None:
    """Print a numbered log: CSV to fill in, or with --html a page for the printer. Needs no network and no database.

    \b
    wetread downtime sheet --facility mercy-main --rows 60 --html -o log.html
    wetread downtime sheet --facility mercy-main --rows 60 -o log.csv
    """
    from reads.intake.downtime import blank_csv, blank_page, sheet_for

    facility = sheet_for(facility)
    if html:
        template = resources.files("templates").joinpath("downtime.html").read_text(encoding="utf-8")
        text = blank_page(template, facility, first, rows)
    else:
        text = blank_csv(facility, first, rows)
    if output is None:
        sys.stdout.write(text if not desk.json else "")
    else:
        _write(output, text)
        desk.say(
            f"{output}: {counted(rows, 'row')}; filled in, it comes in with `wetread reads import FILE --downtime`"
        )
    if desk.json:
        desk.answer({"path": str(output) if output else None, "rows": rows, "first": first, "text": text}, lambda: None)


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise FileThere(path) from None
