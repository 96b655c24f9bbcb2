"""`wetread reminders`: clients with overdue papers, by levels; each mail once a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.receivables.reminders import Reminder


@click.command()
@click.option("--level", type=click.IntRange(min=1), help="Only those that have reached this level and no higher one.")
@click.option(
    "--send", "is_sent", is_flag=True, help="Mail each that is due, with the statement as a PDF; once a level."
)
@at_desk
def reminders(desk: Desk, level: int | None, *, is_sent: bool) -> None:
    """Says who is to be reminded of what, net of payments, credits and what they query or dispute; --send mails it.

    The levels stand in wetread.toml: [reminders] levels = ["10 = This is past due.", "30 = Please pay within a week."].

    \b
    Examples:
      wetread reminders
      wetread reminders --level 1 --send
    """
    from invoicing.receivables.payment_request import today_at
    from invoicing.receivables.reminders import as_json, reminder_levels
    from invoicing.receivables.reminders import reminders as due_reminders

    levels = reminder_levels(desk.books)
    with desk.store.read() as session:
        day = today_at(session, desk.clock)
        found = due_reminders(session, levels, day, level)
    if not is_sent:
        desk.answer([as_json(each) for each in found], lambda: _show(found))
        return
    from invoicing.cli.mailing import mail_room, tell_sent
    from invoicing.documents.reminder_mails import send_reminders

    done = send_reminders(mail_room(desk), found, day)
    for client, error in done.left:
        desk.say(f"{client}: {error.message}\n    → {error.remedy}")
    if done.left:
        desk.needs_a_person()
    tell_sent(desk, done.sent, as_one=False)


def _show(found: list[Reminder]) -> None:
    if not found:
        click.echo("nobody is to be reminded")
    for each in found:
        click.echo(f"{each.client}, level {each.level.number}" + ("" if each.is_due else ", sent before"))
        for paper in each.papers:
            click.echo(f"  {paper.paper.number}  {paper.open.printed()}, {paper.late} days late")
        if each.unapplied:
            click.echo(f"  on account  {(-each.unapplied).printed()}")
        for query in each.queries:
            click.echo(f"  queried  {(-query.amount).printed()} of {query.paper.number}: {query.words}")
        for dispute in each.disputes:
            click.echo(f"  disputed  {(-dispute.amount).printed()} of {dispute.paper.number}")
        click.echo(f"  asked for  {each.net.printed_with_code()}")
