"""Gives a client's unapplied cash back: an entry for each payment that it comes from, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from invoicing.receivables import repository
from invoicing.receivables.account import Entry, EntryKind
from invoicing.receivables.allocate import unused_cash
from invoicing.receivables.book_payments import Booked, book_deed
from invoicing.receivables.errors import MoreThanUnapplied, NothingOpen
from reads.core.actor_and_moment import By
from reads.core.money import Money
from reads.core.reason import Because


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What is given back to whom, on which day, why, under which reference; all that is unapplied where no amount is given."""

    client: str
    currency: str
    day: date
    because: str
    reference: str = ""
    amount: Money | None = None


def refund(session: Session, order: RefundOrder, by: By) -> list[Booked]:
    """Books the refund; NoReason, NothingOpen or MoreThanUnapplied where that can't be."""
    because = Because(order.because)
    account = repository.account(session, order.client, order.currency)
    sources = unused_cash(account, order.day)
    most = Money(sum(source.room for source in sources), order.currency)
    if not most:
        raise NothingOpen(f"{order.client} has no unapplied cash in {order.currency} on {order.day}")
    left = (order.amount or most).minor
    if left > most.minor:
        raise MoreThanUnapplied(order.client, order.amount or most, most)
    booked: list[Booked] = []
    for source in sources:
        part = min(left, source.room)
        if part > 0:
            amount = Money(part, order.currency)
            new = Entry(
                0,
                EntryKind.REFUND,
                order.client,
                amount,
                order.day,
                order.reference,
                because,
                of_payment=source.payment,
            )
            booked.append(book_deed(session, account, new, (), by))
            left -= part
    return booked
