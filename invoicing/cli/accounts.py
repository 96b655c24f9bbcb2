"""What the commands of receivables have in common: days, amounts, whose account is meant, and what was booked."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session

    from invoicing.papers.issued_paper import IssuedPaper
    from invoicing.receivables.service import Booked
    from reads.core.clock import Clock
    from reads.core.money import Money


def today_at(session: Session, clock: Clock) -> date:
    """Today on the group's calendar; NoGroup before the books were applied."""
    from invoicing.papers.errors import NoGroup
    from reads.core.clock import today
    from reads.directory.service import load_directory

    group = load_directory(session, ("group",)).group
    if group is None:
        raise NoGroup
    return today(clock, group.timezone)


def booking_day(session: Session, desk: Desk, text: str | None) -> date:
    """The day that money is booked on: today, or the one given; NotYet where that is still to come."""
    from invoicing.receivables.errors import NotYet

    today = today_at(session, desk.clock)
    day = desk.day(text) or today
    if day > today:
        raise NotYet(day, today)
    return day


def parsed_targets(texts: Sequence[str], currency: str) -> dict[str, Money]:
    """Papers and amounts of `--to NUMBER=AMOUNT`; BadTarget where one is no such thing, or a paper stands twice."""
    from invoicing.receivables.errors import BadTarget
    from reads.core import typed

    found: dict[str, Money] = {}
    for text in texts:
        number, equals, amount = text.rpartition("=")
        if not (number and equals) or number in found:
            raise BadTarget(text)
        found[number] = typed.amount(amount, currency)
    return found


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose account is meant, and the paper where its number was given."""

    client: str
    currency: str
    paper: IssuedPaper | None = None


def payer_of(session: Session, word: str, currency: str | None) -> Payer:
    """The account behind a paper's number or a client's id; NobodysPayment or WhichCurrency where that is not one.

    A client has accounts in the currencies of its papers, its entries and its contracts.
    """
    from invoicing.contracts.repository import load_contracts
    from invoicing.papers.repository import numbered, numbers
    from invoicing.receivables.errors import NobodysPayment, WhichCurrency
    from invoicing.receivables.repository import accounts
    from reads.directory.service import load_directory

    known = numbers(session)
    alike = [number for number in known if number.casefold() == word.casefold()]
    paper = numbered(session, alike[0]) if len(alike) == 1 else None
    if paper is not None:
        if currency not in {None, paper.total.currency}:
            raise WhichCurrency(word, [paper.total.currency])
        return Payer(paper.client, paper.total.currency, paper)
    clients = load_directory(session, ("clients",)).clients
    found = {account.currency for account in accounts(session, word)}
    if word not in clients and not found:
        raise NobodysPayment(word, difflib.get_close_matches(word, [*known, *clients], 3))
    found |= {applied.contract.currency for applied in load_contracts(session, [word])}
    currencies = sorted(found) or ["USD"]
    if currency not in {None, *currencies} or (currency is None and len(currencies) > 1):
        raise WhichCurrency(word, currencies)
    return Payer(word, currency or currencies[0])


def tell_booked(desk: Desk, booked: Booked) -> None:
    """Says what was booked: the entry, what it settles, and how these papers and the account stand now."""
    document = booked_as_json(booked)
    desk.answer(document, lambda: _show(booked))


def booked_as_json(booked: Booked) -> dict[str, object]:
    """The entry as scripts get it; amounts as texts, days RFC 3339."""
    from invoicing.receivables.paper_status import standings
    from reads.core.money import Money

    entry, account = booked.entry, booked.account
    numbers = {paper.id: paper.number for paper in account.papers}
    standing = standings(account)
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "client": entry.client,
        "currency": account.currency,
        "amount": str(entry.amount),
        "on": entry.day.isoformat(),
        "reference": entry.reference,
        "because": entry.because,
        "reverses": entry.reverses,
        "applied": [
            {
                "number": numbers[each.paper],
                "amount": str(Money(each.amount, account.currency)),
                "on": each.day.isoformat(),
                "status": standing[each.paper].status,
                "balance": str(standing[each.paper].balance),
            }
            for each in booked.settled
        ],
        "unapplied": str(account.unapplied_now),
    }


def _show(booked: Booked) -> None:
    from invoicing.receivables.paper_status import standings
    from reads.core.money import Money

    entry, account = booked.entry, booked.account
    standing = standings(account)
    numbers = {paper.id: paper.number or "" for paper in account.papers}
    what = entry.kind.value.replace("_", "-")
    click.echo(f"{what} {entry.id}: {entry.amount.printed()} {account.currency} of {entry.client} on {entry.day}")
    for each in booked.settled:
        paper = standing[each.paper]
        amount = Money(each.amount, account.currency).printed()
        click.echo(f"  {amount} to {numbers[each.paper]}, now {paper.status}, open {paper.balance.printed()}")
    if account.unapplied_now:
        click.echo(f"  unapplied on the account: {account.unapplied_now.printed()} {account.currency}")
