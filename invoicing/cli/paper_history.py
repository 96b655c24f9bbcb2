"""What `wetread invoice show` says of a paper beside what is printed on it: payments, late interest, mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.core.times import rfc3339

if TYPE_CHECKING:
    from invoicing.receivables.history import PaperHistory


def history_as_json(history: PaperHistory) -> dict[str, object]:
    """Further fields of INVOICE, for `invoice show` alone."""
    return {
        "settled": [
            {
                "id": each.entry,
                "kind": each.kind.value,
                "reference": each.reference,
                "on": each.day.isoformat(),
                "amount": str(each.amount),
                "reversed": not each.stands,
            }
            for each in history.settled
        ],
        "queries": [
            {"amount": str(each.amount), "words": each.words, "on": each.day.isoformat(), "entry": each.entry}
            for each in history.queries
        ],
        "late_interest": str(history.late_interest),
        "sent": [
            {"to": list(each.recipients), "at": rfc3339(each.at), "outcome": each.outcome or "in doubt"}
            for each in history.sendings
        ],
    }


def show_history(history: PaperHistory) -> None:
    """A line each, under the paper's lines; nothing where nothing happened."""
    if history.settled or history.queries or history.late_interest or history.sendings:
        click.echo("")
    for each in history.settled:
        taken_back = "" if each.stands else ", reversed"
        what = each.kind.value.replace("_", "-")
        click.echo(f"{each.day}  {what} {each.entry}  {each.amount.printed()}  {each.reference}{taken_back}")
    for query in history.queries:
        click.echo(f"queried: {query.amount.printed()} since {query.day}: {query.words}")
    for mail in history.sendings:
        outcome = mail.outcome or "in doubt whether sent"
        click.echo(f"{rfc3339(mail.at)}  {outcome} to {', '.join(mail.recipients)}")
    if history.late_interest:
        click.echo(f"late interest to date: {history.late_interest.printed()}, not in the balance")
