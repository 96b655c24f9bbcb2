"""A statement of account: what is open at the end of a day, since when, and what came in lately.

Statement
├── issuer, bill_to    who, as the books say now
├── queries            what the payer has kept back, in its words
├── open               papers of which something is open, with their late interest
├── unused             payments and credits that settle nothing yet
├── activity           what was booked in the last days
└── aging              the account's row of `aging`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from invoicing.papers.errors import NoGroup
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import BillTo, Issuer
from invoicing.papers.repository import snapshot
from invoicing.papers.snapshot import paper_of
from invoicing.receivables import repository
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.aging import Aging, OpenPaper, aging, open_papers_on
from invoicing.receivables.allocate import settled_by
from invoicing.receivables.interest import interest_on, interest_percents
from invoicing.receivables.payer_queries import OpenQuery, open_queries
from reads.core.money import Money, total
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory

DAYS_OF_ACTIVITY = 90
"""How far back a statement shows what was booked."""


@dataclass(frozen=True, slots=True)
class Unused:
    """A payment or a credit of which something settles nothing yet; a credit has its number, a payment its reference."""

    day: date
    number: str
    reference: str
    amount: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that was booked, and the papers that it settled; `freed` are those of them that were cancelled since."""

    entry: Entry
    reversed_kind: EntryKind | None
    settled: tuple[tuple[str, Money], ...]
    freed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """All that a statement says; `interest` by the papers' ids is no part of any balance."""

    client: str
    currency: str
    day: date
    since: date
    issuer: Issuer
    bill_to: BillTo
    aging: Aging
    open: tuple[OpenPaper, ...]
    interest: dict[int, Money]
    unused: tuple[Unused, ...]
    activity: tuple[Activity, ...]
    queries: tuple[OpenQuery, ...] = ()

    @property
    def interest_total(self) -> Money:
        """The late interest of all open papers."""
        return total(list(self.interest.values()), self.currency)


def statement(session: Session, client: str, currency: str, day: date) -> Statement:
    """The client's account in a currency at the end of a day; NoGroup before the books were applied."""
    account = repository.account(session, client, currency)
    directory = load_directory(session, ("group", "clients"))
    if directory.group is None:
        raise NoGroup
    late = [each.paper.id for each in open_papers_on(account, day) if each.late]
    since = day - timedelta(days=DAYS_OF_ACTIVITY)
    return Statement(
        client=client,
        currency=currency,
        day=day,
        since=since,
        issuer=Issuer.of(directory.group),
        bill_to=_bill_to(session, account, directory),
        aging=aging(account, day),
        open=tuple(open_papers_on(account, day)),
        interest=interest_on(account, day, interest_percents(session, late)),
        unused=tuple(_unused(account, day)),
        activity=tuple(_activity(account, since, day)),
        queries=tuple(open_queries(session, account, day)),
    )


def _bill_to(session: Session, account: Account, directory: Directory) -> BillTo:
    """The client as the books have it; one that has left them as its last paper had it."""
    client = directory.clients.get(account.client)
    if client is not None:
        return BillTo.of(client)
    if account.papers:
        return paper_of(snapshot(session, account.papers[-1].id)).bill_to
    return BillTo(account.client, account.client, ())


def _unused(account: Account, day: date) -> Iterator[Unused]:
    """Credits by their issue, then payments by their day."""
    papers: dict[int, IssuedPaper] = {paper.id: paper for paper in account.papers}
    for paper_id, balance in account.credits.items():
        paper = papers[paper_id]
        if left := balance.on(day):
            yield Unused(paper.issued_on, paper.number or "", "", -paper.total, Money(left, account.currency))
    for entry in sorted(account.entries, key=lambda entry: (entry.day, entry.id)):
        left = account.cash[entry.id].on(day) if entry.id in account.cash else 0
        if left:
            yield Unused(entry.day, "", entry.reference, entry.amount, Money(left, account.currency))


def _activity(account: Account, since: date, day: date) -> Iterator[Activity]:
    numbers = {paper.id: paper.number or "" for paper in account.papers}
    kinds = {entry.id: entry.kind for entry in account.entries}
    for entry in sorted(account.entries, key=lambda entry: (entry.day, entry.id)):
        if since < entry.day <= day:
            booked = settled_by(account, entry)
            settled = tuple((numbers[each.paper], Money(each.amount, account.currency)) for each in booked)
            freed = frozenset(
                numbers[each.paper] for each in booked if each.amount > 0 and _is_freed(account, each, day)
            )
            yield Activity(entry, kinds.get(entry.reverses or 0), settled, freed)


def _is_freed(account: Account, settled: Allocation, day: date) -> bool:
    """Whether the same money was taken off the same paper again by the end of the day, since the paper was cancelled."""
    which = (settled.payment, settled.credit, settled.paper)
    moved = (each for each in account.allocations if (each.payment, each.credit, each.paper) == which)
    return any(each.amount < 0 and each.day <= day and each.entry > settled.entry for each in moved)
