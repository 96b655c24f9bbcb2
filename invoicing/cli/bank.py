"""`wetread bank`: the bank's files, their lines matched to open papers, posted by a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options

if TYPE_CHECKING:
    from invoicing.receivables.bank.importing import TakenFile
    from invoicing.receivables.bank.repository import StoredLine


@click.group()
@global_options
def bank() -> None:
    """Money that came in by file: each line of the bank once, matched to open papers, posted by a person.

    \b
    wetread bank import bai-1120.txt
    wetread bank match
    wetread bank post --exact
    """


@bank.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--profile", metavar="NAME", help='For a bank\'s CSV: a file of profiles/ with kind = "bank".')
@at_desk
def import_(desk: Desk, files: tuple[Path, ...], profile: str | None) -> None:
    """Takes the lines of BAI2, OFX/QFX, camt.053, X12 820 and, by a profile, CSV files; each line once. Posts nothing.

    \b
    Example:
      wetread bank import bai-1120.txt
      wetread bank import export.csv --profile first-national
    """
    from invoicing.receivables.bank.importing import import_file
    from reads.core.by import By
    from reads.intake.profiles.books import bank_profile_named

    meaning = bank_profile_named(desk.books, profile) if profile else None
    by = By(desk.actor, desk.clock.now())
    with desk.store.write() as session:
        taken = [import_file(session, path.read_bytes(), path.name, by, meaning) for path in files]
    desk.answer([each.as_json() for each in taken], lambda: _show_taken(taken))


def _show_taken(taken: list[TakenFile]) -> None:
    from reads.core.english import counted

    for file in taken:
        said = f"{file.name} ({file.kind}): {counted(file.lines, 'line')}, {file.new} new"
        said += f", {file.before} taken before" if file.before else ""
        click.echo(said + (f", {file.not_cash} not booked money" if file.not_cash else ""))
        for remark in file.remarks:
            click.echo(f"  {remark}")


@bank.command("list")
@click.option("--all", "every", is_flag=True, help="Those that are posted, tied or left too.")
@at_desk
def list_(desk: Desk, every: bool) -> None:
    """Lists the bank's lines that are open, and with --all every line with what became of it.

    \b
    Example:
      wetread bank list --all
    """
    from invoicing.receivables.bank.repository import stored_lines
    from invoicing.receivables.bank.shown_lines import line_as_json

    with desk.store.read() as session:
        found = stored_lines(session)
    found = [each for each in found if every or each.decision is None]
    desk.answer([line_as_json(each) for each in found], lambda: _show_lines(found))


def _show_lines(found: list[StoredLine]) -> None:
    from invoicing.cli.columns import aligned

    if not found:
        click.echo("no open line; `wetread bank import FILE` takes a bank's file, --all shows those that are decided")
        return
    rows = [["Line", "Day", "Amount", "", "State", "Says"]]
    for each in found:
        amount, text = each.line.amount, each.line.text
        shown = text if len(text) <= 60 else text[:59] + "…"
        rows.append([str(each.number), str(each.line.day), amount.printed(), amount.currency, each.state, shown])
    click.echo("\n".join(aligned(rows, right=(0, 2))))
