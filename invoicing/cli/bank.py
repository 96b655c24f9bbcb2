"""`wetread bank`: the bank's files, their lines matched to open papers, posted by a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk, global_options

if TYPE_CHECKING:
    from invoicing.receivables.bank.importing import TakenFile
    from invoicing.receivables.bank.match_values import LineMatch
    from invoicing.receivables.bank.posting import DecidedLine
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

    Exit status 1 where something of it must be looked at: a line that is not taken or has a remark.

    \b
    Example:
      wetread bank import bai-1120.txt
      wetread bank import export.csv --profile first-national
    """
    from invoicing.receivables.bank.importing import import_file
    from reads.intake.profiles.books import bank_profile_named

    meaning = bank_profile_named(desk.books, profile) if profile else None
    by = desk.by
    with desk.store.write() as session:
        taken = [import_file(session, path.read_bytes(), path.name, by, meaning) for path in files]
    desk.answer([each.as_json() for each in taken], lambda: _show_taken(taken))
    if any(each.needs_a_person for each in taken):
        desk.needs_a_person()


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


@bank.command("match")
@at_desk
def match(desk: Desk) -> None:
    """Says of each open line what it pays and why: what is exact is posted together by --exact, the rest one by one.

    \b
    Example:
      wetread bank match
    """
    from invoicing.receivables.bank.match_ground import exact_by, matches
    from invoicing.receivables.bank.shown_lines import match_as_json
    from invoicing.receivables.payment_request import today_at

    with desk.store.read() as session:
        found = matches(session)
        exact = exact_by(found, today_at(session, desk.clock))
    document = [match_as_json(line, each, is_exact=line.number in exact) for line, each in found]
    desk.answer(document, lambda: _show_matches(found, set(exact)))


def _show_matches(found: list[tuple[StoredLine, LineMatch]], exact: set[int]) -> None:
    from reads.core.english import counted

    if not found:
        click.echo("no open line")
        return
    together = [pair for pair in found if pair[0].number in exact]
    alone = [pair for pair in found if pair[0].number not in exact]
    if together:
        click.echo(f"{counted(len(together), 'exact match', 'exact matches')}; `wetread bank post --exact` posts them")
    for line, each in together:
        _show_match(line, each)
    if alone:
        click.echo(f"{counted(len(alone), 'line')} for a person; `wetread bank post LINE` posts one as it is proposed")
    for line, each in alone:
        _show_match(line, each)


def _show_match(stored: StoredLine, found: LineMatch) -> None:
    line = stored.line
    click.echo(f"  {stored.number}  {line.day}  {line.amount.printed_with_code()}  {line.text[:50]}")
    click.echo(f"      {found.why}")
    for number, amount in found.to:
        click.echo(f"      {amount.printed()} to {number}")


@bank.command("post")
@click.argument("number", metavar="[LINE]", type=int, required=False)
@click.option(
    "--to", multiple=True, metavar="NUMBER=AMOUNT", help="For this paper so much; CLIENT=AMOUNT stays unapplied."
)
@click.option("--exact", is_flag=True, help="Every line that matches exactly.")
@click.option(
    "--entry", type=int, metavar="ID", help="It is this payment, booked by hand: tied to it, not booked again."
)
@click.option("--on", "day", metavar="DATE", help="The day it is booked on (else the bank's own).")
@click.option(
    "--because", default="", metavar="TEXT", help="Why less was paid than is open: opens a query on the paper."
)
@click.option("--again", is_flag=True, help="Book it although the same amount was booked by hand.")
@at_desk
def post(desk: Desk, number: int | None, to: tuple[str, ...], **options: Any) -> None:
    """Posts a line as it matches, or as --to says; with --exact all lines that match exactly.

    \b
    Examples:
      wetread bank post --exact
      wetread bank post 12 --to WR-2026-00001=1200.00 --because "3 reads contested"
    """
    from invoicing.cli.accounts import booking_day
    from invoicing.receivables.bank.posting import PostOrder, post_exact
    from invoicing.receivables.bank.posting import post as post_line
    from invoicing.receivables.bank.shown_lines import decided_as_json
    from invoicing.receivables.payment_request import today_at, worded_targets
    from reads.core.errors import WrongUse

    if (number is None) != options["exact"]:
        raise WrongUse("name one line, or say --exact", "`wetread bank match` shows which are exact")
    by = desk.by
    with desk.store.write() as session:
        today = today_at(session, desk.clock)
        if number is None:
            done = post_exact(session, today, by)
        else:
            day = booking_day(session, desk, options["day"]) if options["day"] else None
            words = worded_targets(to)
            order = PostOrder(number, today, words, options["entry"], day, options["because"], options["again"])
            done = [post_line(session, order, by)]
    if any(each.kind == "locked" for each in done):
        desk.needs_a_person()
    desk.answer([decided_as_json(each) for each in done], lambda: _show_decided(done))


@bank.command("leave")
@click.argument("numbers", metavar="LINE...", type=int, nargs=-1, required=True)
@click.option("--because", default="", metavar="TEXT", help="Why it is posted nowhere; it goes into the audit log.")
@at_desk
def leave(desk: Desk, numbers: tuple[int, ...], because: str) -> None:
    """Leaves lines that pay no paper, for a reason: rent, a transfer, a stranger's deposit that goes back.

    \b
    Example:
      wetread bank leave 14 --because "not ours, returned by the bank"
    """
    from invoicing.receivables.bank.posting import leave as leave_lines
    from invoicing.receivables.bank.shown_lines import decided_as_json

    with desk.store.write() as session:
        done = leave_lines(session, numbers, because, desk.by)
    desk.answer([decided_as_json(each) for each in done], lambda: _show_decided(done))


def _show_decided(done: list[DecidedLine]) -> None:
    from invoicing.cli.accounts import show_settled

    if not done:
        click.echo("no line matches exactly; `wetread bank match` says what each may be")
    for each in done:
        entries = ", ".join(str(entry) for entry in each.entries)
        click.echo(
            f"line {each.line.number} {each.kind}" + (f" (payment {entries})" if entries else "") + f": {each.why}"
        )
        for booked in each.booked:
            show_settled(booked)
        for query in each.queries:
            click.echo(f"  query on {query.number}: {query.amount.printed()}, {query.words}")
