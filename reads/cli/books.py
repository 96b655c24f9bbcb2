"""`wetread init`: new books to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from reads.cli.desk import Desk, at_desk
from reads.core.english import counted


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@at_desk
def init(desk: Desk, folder: Path) -> None:
    """Writes a folder of commented books, to be filled in with an editor and a spreadsheet.

    \b
    Example:
      wetread init books
    """
    from reads.directory.new_books import write_new_books

    names = write_new_books(folder)
    desk.answer({"books": str(folder), "files": names}, lambda: _next_steps(folder, names))


def _next_steps(folder: Path, names: list[str]) -> None:
    click.echo(f"{counted(len(names), 'file')} in {folder}")
    click.echo("Next:")
    for step in (
        "fill in wetread.toml: the group's name, NPI, addresses",
        "fill in directory/*.csv: clients, facilities, radiologists, exams; directory/README.txt explains the columns",
        "rename contracts/example.toml and write in it what was agreed",
        f"wetread --books {folder} apply --dry-run    (says what is still missing)",
        f"wetread --books {folder} apply",
    ):
        click.echo(f"  - {step}")
