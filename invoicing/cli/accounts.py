"""What the commands of receivables have in common: days as they were typed, and what was booked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.receivables.book_payments import Booked


def booking_day(session: Session, desk: Desk, text: str | None, *, is_meant: bool = True) -> date:
    """The day that money is booked on: today, or the one typed; NotYet or LongAgo where that can't be."""
    from invoicing.receivables import payment_request

    return payment_request.booking_day(session, desk.clock, desk.day(text), is_meant=is_meant)


def tell_booked(desk: Desk, booked: Booked) -> None:
    """Says what was booked: the entry, what it settles, and how these papers and the account stand now."""
    from invoicing.receivables.views import booked_as_json

    desk.answer(booked_as_json(booked), lambda: show_booked(booked))


def show_booked(booked: Booked) -> None:
    """The entry in a line, then what it settles."""
    entry, account = booked.entry, booked.account
    what = entry.kind.value.replace("_", "-")
    click.echo(f"{what} {entry.id}: {entry.amount.printed()} {account.currency} of {entry.client} on {entry.day}")
    show_settled(booked)


def show_settled(booked: Booked) -> None:
    """What it settles, how these papers and the account stand now, and the discounts that it took."""
    from invoicing.receivables.paper_status import standings
    from reads.core.money import Money

    account = booked.account
    standing = standings(account)
    numbers = {paper.id: paper.number or "" for paper in account.papers}
    for each in booked.settled:
        paper = standing[each.paper]
        amount = Money(each.amount, account.currency).printed()
        click.echo(f"  {amount} to {numbers[each.paper]}, now {paper.status}, open {paper.balance.printed()}")
    for taken in booked.discounts:
        click.echo(f"  early payment discount {taken.id}: {taken.amount.printed()}")
    if account.unapplied_now:
        click.echo(f"  unapplied on the account: {account.unapplied_now.printed()} {account.currency}")
