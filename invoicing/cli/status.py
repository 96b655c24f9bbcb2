"""`wetread status`: where the books stand and what is next, on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.screen import show
from reads.core.english import counted, verb_for

if TYPE_CHECKING:
    from invoicing.reports.where_months_stand import BooksStanding, MonthStanding
    from reads.core.money import Money
    from reads.log.batches import ImportBatch

_PATH = 40


@click.command()
@at_desk
def status(desk: Desk) -> None:
    """What came in and when, what is held, how far each month is, what is next and due; exit status 1 if a person is needed.

    Months that are over and have something to bill are drafted or open; issued ones are sent, then paid. The sum of a draft
    is worked out for the last month that is over, all others are as their papers say.

    \b
    Example:
      wetread status
      wetread status --json
    """
    from invoicing.reports.where_months_stand import standing_of_books

    with desk.store.read() as session:
        stands = standing_of_books(session, desk.clock)
    desk.answer(stands.as_json(), lambda: _show(stands))
    if stands.needs_a_person:
        desk.needs_a_person()


def _show(stands: BooksStanding) -> None:
    from invoicing.cli.columns import aligned

    if stands.as_of:
        click.echo(f"On {stands.as_of}\n")
    if stands.imports:
        click.secho("Came in last (UTC)", bold=True)
        for line in aligned([_import(each) for each in stands.imports], right=[2], indent=2):
            click.echo(f"  {line}")
    if stands.as_of:
        held, rows, unmeasured = stands.held, stands.quarantined, stands.unmeasured
        show(
            f"{counted(held, 'read')} held, {counted(rows, 'row')} in quarantine, "
            f"{counted(unmeasured, 'drafted read')} without a turnaround"
        )
    if stands.months:
        click.secho("\nMonths", bold=True)
        table = [["Month", "", "Papers", "Amount", "", "Sent", "Paid", "Open"]]
        table += [row for each in stands.months for row in _month(each)]
        for line in aligned(table, right=[2, 3, 5, 6, 7], indent=2):
            click.echo(f"  {line}")
    if stands.settled_before:
        before = stands.settled_before
        click.echo(f"  and {counted(before, 'earlier month')} that {verb_for(before, 'is', 'are')} settled")
    click.secho("\nNext" if stands.as_of else "Next", bold=True)
    for step in stands.steps:
        show(f"  {f'{step.on}: ' if step.on else ''}{step.says}")
        if step.command:
            click.echo(f"    → `{step.command}`")


def _import(each: ImportBatch) -> list[str]:
    path = each.path if len(each.path) <= _PATH else f"…{each.path[1 - _PATH :]}"
    rows = counted(each.counts.get("rows", 0), "row") if "rows" in each.counts else ""
    return [each.at[:16].replace("T", " "), path, rows, "undone" if each.undone else ""]


def _month(each: MonthStanding) -> Iterator[list[str]]:
    """A row for each sum of its drafts, one for each of its papers; one without sums where there are none."""
    name = str(each.month)
    for amount in each.drafted:
        yield [name, "drafted", "", *_shown(amount), "", "", ""]
    for number, (amount, left) in enumerate(zip(each.issued, each.open, strict=True)):
        counts = ["", "", ""] if number else [str(each.papers), str(each.sent), str(each.paid)]
        yield [name, each.state.value, counts[0], *_shown(amount), *counts[1:], left.printed()]
    if not each.drafted and not each.issued:
        yield [name, each.state.value, "", "", "", "", "", ""]


def _shown(amount: Money) -> list[str]:
    return [amount.printed(), amount.currency]
