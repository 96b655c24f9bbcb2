"""`wetread invoice pay`, `apply`, `write-off`, `payments`: money that came in, and what was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from invoicing.cli.known_words import NUMBER, NUMBER_OR_CLIENT
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from invoicing.receivables.account import Account, Entry
    from invoicing.receivables.book_payments import Booked

_ON = click.option("--on", "day", metavar="DATE", help="The day it counts on (else today).")
_YES_DATED = click.option("--yes-dated", is_flag=True, help="The day is meant, although it is more than 60 days back.")
_TO = click.option("--to", multiple=True, metavar="NUMBER=AMOUNT", help="For this paper so much; more than once.")
_CURRENCY = click.option("--currency", metavar="CODE", help="Which account, where a client has several.")


@click.command()
@click.argument("payer", type=NUMBER_OR_CLIENT, metavar="NUMBER|CLIENT", required=False)
@click.argument("amount", required=False)
@_ON
@_YES_DATED
@click.option(
    "--paid-on", metavar="DATE", help="The payer's or bank's own day, where it is another: decides on a discount."
)
@click.option("--reference", default="", metavar="TEXT", help="What the bank says: check number, trace.")
@_TO
@_CURRENCY
@click.option("--again", is_flag=True, help="Book it although the same payment is booked already.")
@click.option("--reverse", type=int, metavar="ID", help="Take an entry back: a returned check, a mistake.")
@click.option("--because", default="", metavar="TEXT", help="With --reverse: why; it goes into the audit log.")
@at_desk
def pay(desk: Desk, payer: str | None, amount: str | None, **options: Any) -> None:
    """Books a payment: for one paper, for those named by --to, or for a client's papers, the oldest first.

    What is over stays on the account as unapplied cash. An entry is never changed; --reverse ID takes it back.

    \b
    Examples:
      wetread invoice pay WR-2026-00001 4120.00 --on 2026-11-20 --reference "ACH 40911"
      wetread invoice pay mercy-health 9000.00 --to WR-2026-00001=4120.00 --to WR-2026-00004=3000.00
      wetread invoice pay --reverse 17 --because "check returned"
    """
    from invoicing.cli.accounts import tell_booked
    from reads.core.errors import WrongUse

    if options["reverse"] is not None:
        if payer is not None or amount is not None:
            raise WrongUse("--reverse ID stands alone", "the entry says whose it is and how much")
        tell_booked(desk, _reversed(desk, options["reverse"], options))
        return
    if payer is None or amount is None:
        raise WrongUse("a payment needs who paid and how much", "wetread invoice pay NUMBER|CLIENT AMOUNT")
    with desk.store.write() as session:
        booked = _paid(session, desk, payer, amount, options)
    tell_booked(desk, booked)


def _paid(session: Session, desk: Desk, payer: str, amount: str, options: dict[str, Any]) -> Any:
    from invoicing.cli.accounts import booking_day
    from invoicing.receivables.book_payments import Payment
    from invoicing.receivables.book_payments import pay as book
    from invoicing.receivables.payment_request import payer_of, targets
    from reads.core import typed

    account = payer_of(session, payer, options["currency"])
    payment = Payment(
        client=account.client,
        amount=typed.amount(amount, account.currency),
        day=booking_day(session, desk, options["day"], is_meant=options["yes_dated"]),
        paid_on=_own_day(session, desk, options),
        reference=options["reference"].strip(),
        paper=account.paper.number if account.paper else None,
        to=targets(options["to"], account.currency),
        again=options["again"],
    )
    return book(session, payment, desk.by)


def _own_day(session: Session, desk: Desk, options: dict[str, Any]) -> date | None:
    """The payer's own day, where one is given."""
    from invoicing.cli.accounts import booking_day

    said = options["paid_on"]
    return booking_day(session, desk, said, is_meant=options["yes_dated"]) if said else None


def _reversed(desk: Desk, entry: int, options: dict[str, Any]) -> Any:
    from invoicing.cli.accounts import booking_day
    from invoicing.receivables.book_payments import Reversal, reverse
    from invoicing.receivables.payment_request import today_at

    with desk.store.write() as session:
        day = options["day"]
        chosen = None if day is None else booking_day(session, desk, day, is_meant=options["yes_dated"])
        today = today_at(session, desk.clock)
        return reverse(session, Reversal(entry, today, options["because"], chosen), desk.by)


@click.command("apply")
@click.argument("source", type=NUMBER_OR_CLIENT, metavar="CLIENT|NUMBER")
@_ON
@_YES_DATED
@_TO
@_CURRENCY
@at_desk
def apply_(desk: Desk, source: str, **options: Any) -> None:
    """Sets a client's unapplied cash, or a credit memo, against open papers: those named by --to, else the oldest first.

    \b
    Examples:
      wetread invoice apply mercy-health
      wetread invoice apply CM-WR-2026-00003 --to WR-2026-00001=120.00
    """
    from invoicing.cli.accounts import booking_day, tell_booked
    from invoicing.receivables.book_payments import apply_cash, apply_credit
    from invoicing.receivables.payment_request import payer_of, targets

    with desk.store.write() as session:
        account = payer_of(session, source, options["currency"])
        day = booking_day(session, desk, options["day"], is_meant=options["yes_dated"])
        to = targets(options["to"], account.currency)
        if account.paper is None:
            booked = apply_cash(session, account.client, account.currency, day, to, desk.by)
        else:
            booked = apply_credit(session, account.paper, day, to, desk.by)
    tell_booked(desk, booked)


@click.command("write-off")
@click.argument("number", type=NUMBER)
@click.option("--because", default="", metavar="TEXT", help="Why; it goes into the audit log.")
@click.option("--amount", metavar="AMOUNT", help="Only so much of what is open.")
@click.option("--again", is_flag=True, help="Give it up although the same amount was, for the same reason.")
@_ON
@_YES_DATED
@at_desk
def write_off(desk: Desk, number: str, because: str, amount: str | None, **options: Any) -> None:
    """Gives up what is open of a paper.

    \b
    Example:
      wetread invoice write-off WR-2026-00001 --because "agreed with the client, 2026-11-20"
    """
    from invoicing.cli.accounts import booking_day, tell_booked
    from invoicing.receivables.book_payments import WriteOff
    from invoicing.receivables.book_payments import write_off as book
    from invoicing.receivables.errors import NoPaper
    from invoicing.receivables.payment_request import payer_of
    from reads.core import typed
    from reads.core.reason import Because

    reason = Because(because)
    with desk.store.write() as session:
        paper = payer_of(session, number, None).paper
        if paper is None:
            raise NoPaper(number)
        given_up = None if amount is None else typed.amount(amount, paper.total.currency)
        day = booking_day(session, desk, options["day"], is_meant=options["yes_dated"])
        asked = WriteOff(paper, day, reason, given_up, options["again"])
        booked = book(session, asked, desk.by)
    tell_booked(desk, booked)


@click.command()
@click.argument("client", type=CLIENT)
@click.argument("amount", required=False)
@_ON
@_YES_DATED
@_CURRENCY
@click.option("--reference", default="", metavar="TEXT", help="The check or transfer that gives it back.")
@click.option("--because", default="", metavar="TEXT", help="Why; it goes into the audit log.")
@at_desk
def refund(desk: Desk, client: str, amount: str | None, **options: Any) -> None:
    """Gives a client's unapplied cash back: all of it, or the amount; what is set against papers is not touched.

    \b
    Example:
      wetread invoice refund mercy-health 164.00 --because "paid twice" --reference "check 1201"
    """
    from invoicing.cli.accounts import booking_day
    from invoicing.receivables.errors import NobodysPayment
    from invoicing.receivables.payment_request import payer_of
    from invoicing.receivables.refunds import RefundOrder
    from invoicing.receivables.refunds import refund as give_back
    from invoicing.receivables.views import booked_as_json
    from reads.core import typed

    with desk.store.write() as session:
        account = payer_of(session, client, options["currency"])
        if account.paper is not None:
            raise NobodysPayment(client, [account.client])
        order = RefundOrder(
            client=account.client,
            currency=account.currency,
            day=booking_day(session, desk, options["day"], is_meant=options["yes_dated"]),
            because=options["because"],
            reference=options["reference"].strip(),
            amount=typed.amount(amount, account.currency) if amount else None,
        )
        booked = give_back(session, order, desk.by)
    desk.answer([booked_as_json(each) for each in booked], lambda: _show_refund(booked))


def _show_refund(booked: list[Booked]) -> None:
    from invoicing.cli.accounts import show_booked

    for each in booked:
        show_booked(each)


@click.command("payments")
@click.option("--client", type=CLIENT, metavar="ID", help="Of this client only.")
@at_desk
def payments(desk: Desk, client: str | None) -> None:
    """Lists what was booked: payments, applications, write-offs and reversals, each with its id.

    \b
    Example:
      wetread invoice payments --client mercy-health
    """
    from invoicing.receivables.repository import accounts

    with desk.store.read() as session:
        found = accounts(session, client)
    rows = sorted(((account, entry) for account in found for entry in account.entries), key=lambda row: row[1].id)
    document = [_as_json(account, entry) for account, entry in rows]
    desk.answer(document, lambda: _show(rows))


def _as_json(account: Account, entry: Entry) -> dict[str, object]:
    from invoicing.receivables.allocate import settled_by
    from invoicing.receivables.book_payments import Booked
    from invoicing.receivables.views import booked_as_json

    gone = account.reversed_on.get(entry.id)
    document = booked_as_json(Booked(entry, settled_by(account, entry), account))
    return {**document, "reversed_on": gone.isoformat() if gone else None}


def _show(rows: list[tuple[Account, Entry]]) -> None:
    from invoicing.cli.columns import aligned

    if not rows:
        click.echo("nothing was booked yet; `wetread invoice pay` books a payment")
        return
    table = [["Id", "On", "Client", "What", "Amount", "", "Reference", "Reversed"]]
    table += [
        [
            str(entry.id),
            str(entry.day),
            entry.client,
            entry.kind.value.replace("_", "-") + (f" of {entry.reverses}" if entry.reverses else ""),
            entry.amount.printed(),
            account.currency,
            entry.reference or entry.because,
            str(account.reversed_on.get(entry.id, "")),
        ]
        for account, entry in rows
    ]
    click.echo("\n".join(aligned(table, right=(0, 4))))
