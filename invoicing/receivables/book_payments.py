"""Books money: each verb reads the account under the lock, decides by pure functions, and adds entries, never more.

Whatever is booked, on whatever past day, no paper is ever settled beyond its amount and no money used twice, on that day
or on any later one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from invoicing.papers.closings import is_cancelling
from invoicing.papers.errors import MadeBefore
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.locks import refuse_locked
from invoicing.receivables import repository
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.allocate import (
    MoneySource,
    PaperToSettle,
    named_papers,
    open_papers,
    settle,
    unused_cash,
    unused_credit,
)
from invoicing.receivables.discount_entries import discounts_of, discounts_taken
from invoicing.receivables.errors import (
    MoreThanOpen,
    NoSuchEntry,
    NotACredit,
    NothingOpen,
    NotOwed,
    OnePaperOrSeveral,
    PaidBefore,
    PaymentMoved,
    ReversedBefore,
    TooSoon,
)
from reads.core.actor_and_moment import By
from reads.core.money import Money
from reads.core.reason import Because
from reads.store.events import Deed, record


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came: it settles the papers in `to`, else the one paper named, else all, the oldest first.

    What is over stays on the account as unapplied cash. `again` books it although the same one is booked already.
    `paid_on` is the payer's or bank's own day where it isn't the booking day: it decides on a discount. `unapplied` settles nothing.
    """

    client: str
    amount: Money
    day: date
    reference: str = ""
    paper: str | None = None
    to: Mapping[str, Money] = field(default_factory=dict)
    again: bool = False
    paid_on: date | None = None
    unapplied: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked: the entry, what it settled, the account as it stands after it, and discounts that it took."""

    entry: Entry
    settled: tuple[Allocation, ...]
    account: Account
    discounts: tuple[Entry, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for the same booking: what a person was read back is compared by it with what is booked."""
        settled = sorted((each.paper, each.amount) for each in self.settled)
        taken = sorted(each.amount.minor for each in self.discounts)
        said = (self.entry.amount, self.entry.day.isoformat(), settled, taken)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def pay_seen(session: Session, payment: Payment, seen: str, by: By) -> Booked:
    """Books a payment as it was read back, by its fingerprint; PaymentMoved where it settles otherwise by now, else as `pay`."""
    booked = pay(session, payment, by)
    if booked.fingerprint != seen:
        raise PaymentMoved(payment.amount)
    return booked


def pay(session: Session, payment: Payment, by: By) -> Booked:
    """Books a payment; PaidBefore, NotOwed, OnePaperOrSeveral, NotOnThisAccount, MoreThanOpen or MoreThanPaid where that can't be."""
    account = repository.account(session, payment.client, payment.amount.currency)
    if not payment.again:
        _refuse_twice(account, payment)
    targets = _targets(account, payment)
    settled = settle([MoneySource(0, None, payment.day, payment.amount.minor)], targets, payment.day)
    own_day = payment.paid_on if payment.paid_on != payment.day else None
    new = Entry(0, EntryKind.PAYMENT, payment.client, payment.amount, payment.day, payment.reference, paid_on=own_day)
    return _with_discounts(session, book_deed(session, account, new, settled, by), by)


def _with_discounts(session: Session, booked: Booked, by: By) -> Booked:
    """Books what the contract lets the client deduct, if the deed settles a paper with it in time (spec 3.9)."""
    entry, account, taken = booked.entry, booked.account, []
    for settled in discounts_taken(session, account, {each.paper for each in booked.settled}, entry.day):
        amount = Money(settled.amount, account.currency)
        new = Entry(
            0,
            EntryKind.DISCOUNT,
            entry.client,
            amount,
            entry.day,
            entry.reference,
            paid_on=entry.paid_on,
            of_payment=entry.id,
        )
        done = book_deed(session, account, new, [settled], by)
        account = done.account
        taken.append(done.entry)
    return replace(booked, account=account, discounts=tuple(taken)) if taken else booked


def _refuse_twice(account: Account, payment: Payment) -> None:
    for entry in account.entries:
        same = (entry.amount, entry.day, entry.reference) == (payment.amount, payment.day, payment.reference)
        if entry.kind is EntryKind.PAYMENT and same and entry.id not in account.reversed_on:
            raise PaidBefore(payment.client, payment.amount, payment.day, entry.id)


def _targets(account: Account, payment: Payment) -> list[PaperToSettle]:
    if payment.unapplied:
        return []
    if payment.paper and payment.to:
        raise OnePaperOrSeveral(payment.paper)
    if payment.paper and any(each.number == payment.paper and each.total.minor <= 0 for each in account.papers):
        raise NotOwed(payment.paper)
    if payment.to:
        return named_papers(account, payment.day, payment.to, payment.amount)
    return open_papers(account, payment.day, payment.paper)


def apply_cash(session: Session, client: str, currency: str, day: date, to: Mapping[str, Money], by: By) -> Booked:
    """Sets a client's unapplied cash against papers: those named, else all, the oldest first."""
    account = repository.account(session, client, currency)
    return _with_discounts(session, _apply(session, account, unused_cash(account, day), _Wish(day, to), by), by)


def apply_credit(session: Session, credit: IssuedPaper, day: date, to: Mapping[str, Money], by: By) -> Booked:
    """Sets what is left of a credit against papers of the same account: those named, else all, the oldest first."""
    if credit.total.minor >= 0:
        raise NotACredit(credit.number or "")
    account = repository.account(session, credit.client, credit.total.currency)
    return _apply(session, account, unused_credit(account, credit, day), _Wish(day, to, credit.number or ""), by)


@dataclass(frozen=True, slots=True)
class _Wish:
    """On which day, against which papers (all for none), and the credit's number where it is one."""

    day: date
    to: Mapping[str, Money]
    reference: str = ""


def _apply(session: Session, account: Account, sources: Sequence[MoneySource], wish: _Wish, by: By) -> Booked:
    day, to, reference = wish.day, wish.to, wish.reference
    limit = Money(sum(source.room for source in sources), account.currency)
    if not limit:
        raise NothingOpen(f"nothing of {reference} is left" if reference else f"{account.client} has no unapplied cash")
    settled = settle(sources, named_papers(account, day, to, limit) if to else open_papers(account, day), day)
    if not settled:
        raise NothingOpen(f"{account.client} has no open paper in {account.currency}")
    amount = Money(sum(each.amount for each in settled), account.currency)
    new = Entry(0, EntryKind.APPLICATION, account.client, amount, day, reference)
    return book_deed(session, account, new, settled, by)


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What is given up of a paper on a day, and why: all that is open where no amount is given.

    `again` gives it up although the same amount of it was given up for the same reason.
    """

    paper: IssuedPaper
    day: date
    because: str
    amount: Money | None = None
    again: bool = False


def write_off(session: Session, asked: WriteOff, by: By) -> Booked:
    """Gives up what is open of a paper, or a part of it; NoReason, NothingOpen, MadeBefore or MoreThanOpen where that can't be."""
    because, paper, day = Because(asked.because), asked.paper, asked.day
    account = repository.account(session, paper.client, paper.total.currency)
    room = sum(target.room for target in open_papers(account, day, paper.number))
    if not room:
        raise NothingOpen(f"nothing of {paper.number} is open")
    given_up = asked.amount or Money(room, account.currency)
    same = EntryKind.WRITE_OFF, given_up, paper.number or "", because
    standing = [entry for entry in account.entries if entry.id not in account.reversed_on]
    if not asked.again and same in [(each.kind, each.amount, each.reference, each.because) for each in standing]:
        raise MadeBefore(paper.number or "", given_up, because)
    if given_up.minor > room:
        raise MoreThanOpen(paper.number or "", given_up, Money(room, account.currency))
    settled = Allocation(0, None, None, paper.id, given_up.minor, max(day, paper.issued_on))
    new = Entry(0, EntryKind.WRITE_OFF, paper.client, given_up, day, paper.number or "", because)
    return book_deed(session, account, new, [settled], by)


@dataclass(frozen=True, slots=True)
class Reversal:
    """Which entry is taken back, and why; on `day`, else today or once all that it settled is there."""

    entry: int
    today: date
    because: str
    day: date | None = None


def reverse(session: Session, asked: Reversal, by: By) -> Booked:
    """Takes an entry back with all that it settled, and the discounts that needed it; NoReason, NoSuchEntry, ReversedBefore or TooSoon where that can't be."""
    because, number, day = Because(asked.because), asked.entry, asked.day
    entry = repository.entry(session, number)
    if entry is None:
        raise NoSuchEntry(number, "is no entry")
    if entry.kind is EntryKind.REVERSAL:
        raise NoSuchEntry(number, "is a reversal itself: what should stand is booked anew")
    if entry.kind is EntryKind.APPLICATION and is_cancelling(session, entry.reference):
        raise NoSuchEntry(number, f"frees what was cancelled by {entry.reference}, which stands")
    account = repository.account(session, entry.client, entry.amount.currency)
    given_back = [each for each in account.entries if each.kind is EntryKind.REFUND and each.of_payment == number]
    if any(each.id not in account.reversed_on for each in given_back):
        raise NoSuchEntry(number, f"was refunded: take back {given_back[0].id} first")
    if number in account.reversed_on:
        raise ReversedBefore(number, account.reversed_on[number])
    made = [each for each in account.allocations if number in (each.entry, each.payment)]
    ended = [account.reversed_on[each.entry] for each in made if each.entry in account.reversed_on]
    first = max([entry.day, *(each.day for each in made), *ended])
    if day is not None and day < first:
        raise TooSoon(number, first)
    on = day or max(asked.today, first)
    for taken in discounts_of(account, entry):
        undone = Entry(0, EntryKind.REVERSAL, taken.client, taken.amount, on, because=because, reverses=taken.id)
        book_deed(session, account, undone, (), by)
    new = Entry(0, EntryKind.REVERSAL, entry.client, entry.amount, on, because=because, reverses=number)
    return book_deed(session, account, new, (), by)


def book_deed(session: Session, account: Account, new: Entry, settled: Sequence[Allocation], by: By) -> Booked:
    """Stores the entry, what it settles, and its event in the audit log; InLockedPeriod where any of it would be dated there."""
    for day in {new.day, *(each.day for each in settled)}:
        refuse_locked(session, day)
    entry = repository.add_entry(session, new, actor=by.actor, at=by.at)
    allocations = repository.add_allocations(session, entry, settled)
    detail = deed_detail(
        (entry.id, entry.amount, entry.day.isoformat(), entry.reference, entry.reverses),
        [(each.paper, each.amount, each.day.isoformat(), each.payment, each.credit) for each in allocations],
        (entry.paid_on.isoformat() if entry.paid_on else None, entry.of_payment),
    )
    deed = Deed(f"account.{entry.kind.value}", entry.client, detail, entry.because)
    record(session, deed, actor=by.actor, at=by.at)
    return Booked(entry, tuple(settled), repository.account(session, account.client, account.currency))


def deed_detail(
    entry: tuple[int, Money, str, str, int | None],
    allocations: Sequence[tuple[int, int, str, int | None, int | None]],
    beside: tuple[str | None, int | None] = (None, None),
) -> dict[str, object]:
    """All that the audit log says of a deed on an account; the stored rows must give the same at any later time.

    An entry's id, amount, day, reference and what it reverses; an allocation's paper, minor units, day, payment, credit;
    beside them, where there are such, the payer's own day and the deed that took a discount.
    """
    number, amount, day, reference, reverses = entry
    paid_on, of_payment = beside
    more = ({"paid_on": paid_on} if paid_on else {}) | ({"of_payment": of_payment} if of_payment else {})
    return {
        **more,
        "entry": number,
        "currency": amount.currency,
        "amount": str(amount),
        "day": day,
        "reference": reference,
        "reverses": reverses,
        "settled": [list(each) for each in allocations],
    }
