"""`wetread reads list` and `undo`: what needs contracts, papers and claims; the other verbs of `reads` need none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.cli.reads import reads, undoing_told
from reads.cli.wording import BECAUSE

if TYPE_CHECKING:
    from invoicing.closing.read_list import ListedRead

ROUTES = ("hospital", "insurance", "none", "held")

__all__ = ["reads"]


@reads.command("list")
@click.option("--month", type=MONTH, metavar="MONTH", help="This month's only, like 2026-10.")
@click.option("--facility", default="", metavar="ID", help="This facility's only.")
@click.option("--radiologist", default="", metavar="WORD", help="This reader's only: id, NPI or name.")
@click.option("--accession", default="", metavar="NUMBER", help="Of this accession only.")
@click.option("--batch", type=click.IntRange(1), metavar="ID", help="What this import brought only.")
@click.option("--route", "door", default="", type=click.Choice(("", *ROUTES)), help="Only what goes there.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N only.")
@click.option("--after", type=click.IntRange(1), metavar="ID", help="Those after this read, for the next page.")
@at_desk
def list_(desk: Desk, month: str | None, limit: int | None, after: int | None, **words: str | int | None) -> None:
    """List reads in the order of signing, each with its month and route.

    \b
    wetread reads list --month 2026-10 --route held
    wetread reads list --radiologist r-rao --limit 50
    wetread reads list --batch 17
    """
    from invoicing.closing.read_list import Filter, page
    from reads.core import typed

    wanted = Filter(None if month is None else typed.month(month), **words)  # type: ignore[arg-type]
    with desk.store.read() as session:
        found = page(session, wanted, after, limit)
    desk.answer(
        [row.as_json() for row in found.rows],
        lambda: click.echo("\n".join(map(_line, found.rows)), nl=bool(found.rows)),
    )
    if not found.rows:
        desk.say("the log has no such read")
    if found.after is not None:
        desk.say(f"there are more: --after {found.after}")


def _line(listed: ListedRead) -> str:
    row = listed.as_json()
    why = ", ".join(listed.reasons) or row["rule"]
    return (
        f"{row['signed_at']}  {row['facility']}  {row['accession']}  {row['exam_code']}  {row['read_type']}  "
        f"{row['radiologist']}  {row['month']}  {row['route']} ({why})"
    )


@reads.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.option("--keep-later", is_flag=True, help="What came on top of it later stays, each read as that left it.")
@BECAUSE
@at_desk
def undo(desk: Desk, number: int, keep_later: bool, because: str) -> None:
    """Undo an import: all that it brought counts as never come, and its file may come in again. Nothing is deleted.

    Refused once something of it is on a paper, a claim or a reader's paid statement.

    \b
    wetread reads batches 17
    wetread reads undo 17 --because "the wrong month's file"
    """
    from invoicing.closing.import_uses import undo_import
    from invoicing.contractors.books import whole_arrangements
    from invoicing.contractors.paid_reads import statements_paid

    with desk.store.write() as session:
        arrangements = whole_arrangements(session, desk.books)
        found = undo_import(
            session,
            number,
            because,
            lambda keys: statements_paid(session, arrangements, keys),
            by=desk.by,
            keep_later=keep_later,
        )
    desk.answer(found.as_json(), lambda: click.echo(undoing_told(found, "took back")))
