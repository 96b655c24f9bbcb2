"""Which amount settles which paper: sources of money are used up in their order, papers settled in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.errors import MoreThanOpen, MoreThanPaid, NotOnThisAccount
from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class MoneySource:
    """Money that may settle papers: a payment (0: the one about to be recorded) or a credit, from a day on."""

    payment: int | None
    credit: int | None
    since: date
    room: int


@dataclass(frozen=True, slots=True)
class PaperToSettle:
    """A paper to settle, up to an amount."""

    paper: int
    since: date
    room: int


def settle(sources: Iterable[MoneySource], targets: Sequence[PaperToSettle], day: date) -> list[Allocation]:
    """Uses the sources up, one after the other, on the targets, one after the other; not before the day or either of them."""
    found: list[Allocation] = []
    left = {target.paper: target.room for target in targets}
    for source in sources:
        room = source.room
        for target in targets:
            amount = min(room, left[target.paper])
            if amount > 0:
                since = max(day, source.since, target.since)
                found.append(Allocation(0, source.payment, source.credit, target.paper, amount, since))
                room -= amount
                left[target.paper] -= amount
    return found


def open_papers(account: Account, day: date, only: str | None = None) -> list[PaperToSettle]:
    """What may be settled from the day on, by due date and number of issue; of one paper where asked."""
    owed = [paper for paper in account.papers if paper.id in account.owed and only in (None, paper.number)]
    targets = [
        PaperToSettle(paper.id, paper.issued_on, account.owed[paper.id].lowest_from(max(day, paper.issued_on)))
        for paper in sorted(owed, key=lambda paper: (paper.due_on, paper.id))
    ]
    return [target for target in targets if target.room > 0]


def named_papers(account: Account, day: date, wanted: Mapping[str, Money], limit: Money) -> list[PaperToSettle]:
    """The papers that a person named, each up to its amount.

    NotOnThisAccount, MoreThanOpen or MoreThanPaid where that can't be.
    """
    rooms = {target.paper: target for target in open_papers(account, day)}
    papers: dict[str, IssuedPaper] = {paper.number or "": paper for paper in account.papers}
    found = []
    for number, amount in wanted.items():
        if number not in papers:
            raise NotOnThisAccount(number, account.client, account.currency)
        target = rooms.get(papers[number].id)
        room = target.room if target else 0
        if target is None or amount.minor > room:
            raise MoreThanOpen(number, amount, Money(room, account.currency))
        found.append(PaperToSettle(target.paper, target.since, amount.minor))
    asked = Money(sum(target.room for target in found), account.currency)
    if asked.minor > limit.minor:
        raise MoreThanPaid(asked, limit)
    return found


def unused_cash(account: Account, day: date) -> list[MoneySource]:
    """Payments of which something settles nothing yet, the oldest first."""
    payments = [entry for entry in account.entries if entry.kind is EntryKind.PAYMENT]
    sources = [
        MoneySource(entry.id, None, entry.day, account.cash[entry.id].lowest_from(max(day, entry.day)))
        for entry in sorted(payments, key=lambda entry: (entry.day, entry.id))
    ]
    return [source for source in sources if source.room > 0]


def unused_credit(account: Account, credit: IssuedPaper, day: date) -> list[MoneySource]:
    """The credit, if something of it settles nothing yet."""
    room = account.credits[credit.id].lowest_from(max(day, credit.issued_on))
    return [MoneySource(None, credit.id, credit.issued_on, room)] if room > 0 else []


def settled_by(account: Account, entry: Entry) -> tuple[Allocation, ...]:
    """What an entry settled when it was booked."""
    return tuple(each for each in account.allocations if each.entry == entry.id)
