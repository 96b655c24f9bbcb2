"""A client's account in one currency: papers, money received, and what was set against what, day by day.

Account
├── papers        invoices and memos; a negative total is a credit
├── entries       what was done: payments, applications, write-offs, discounts, reversals
├── allocations   which amount of which payment or credit settles which paper, from which day on
└── owed, credits, cash    what is open of each, as a Balance

Open papers less unused credits and cash are at all times the papers' totals less payments, write-offs and discounts that stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from invoicing.papers.issued_paper import IssuedPaper
from reads.core.money import Money


class EntryKind(StrEnum):
    """What was done to an account."""

    PAYMENT = "payment"
    APPLICATION = "application"
    WRITE_OFF = "write_off"
    DISCOUNT = "discount"
    REFUND = "refund"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed, never changed; `day` is the day it counts on, `reverses` the entry that a reversal takes back.

    `id` is 0 of one that is about to be stored. `paid_on` is the payer's or its bank's own day, `of_payment` the deed that took a discount, or the payment that a refund gives back.
    """

    id: int
    kind: EntryKind
    client: str
    amount: Money
    day: date
    reference: str = ""
    because: str = ""
    reverses: int | None = None
    paid_on: date | None = None
    of_payment: int | None = None

    @property
    def own_day(self) -> date:
        """The day that decides on a discount: the payer's own where it is kept."""
        return self.paid_on or self.day


@dataclass(frozen=True, slots=True)
class Allocation:
    """An amount in minor units that settles a paper from `day` on: out of a payment, out of a credit, written off or deducted.

    `entry` is the deed that made it; it ends on the day on which that deed or its payment is reversed. 0 stands for an
    entry that is about to be stored, as the deed and as the payment.
    """

    entry: int
    payment: int | None
    credit: int | None
    paper: int
    amount: int
    day: date


@dataclass(frozen=True, slots=True)
class Balance:
    """What is open of one paper, credit or payment, in minor units, as its movements by day."""

    movements: tuple[tuple[date, int], ...]

    @classmethod
    def of(cls, movements: Iterable[tuple[date, int]]) -> Balance:
        """From movements in any order; those of a day count together."""
        days: defaultdict[date, int] = defaultdict(int)
        for day, amount in movements:
            days[day] += amount
        return cls(tuple(sorted(days.items())))

    def on(self, day: date) -> int:
        """What is open at the end of the day."""
        return sum(amount for moved, amount in self.movements if moved <= day)

    def lowest_from(self, day: date) -> int:
        """The least that is open at the end of the day or of any later one: what may still be taken from it."""
        open_, lowest = self.on(day), self.on(day)
        for moved, amount in self.movements:
            if moved > day:
                open_ += amount
                lowest = min(lowest, open_)
        return lowest

    @property
    def last(self) -> int:
        """What is open after all that is known, days to come included."""
        return sum(amount for _, amount in self.movements)


@dataclass(frozen=True, slots=True)
class Account:
    """All that is known of a client's account; what is open of each paper, credit and payment by its id.

    `reversed_on` has the days on which entries were taken back, by their ids.
    """

    client: str
    currency: str
    papers: tuple[IssuedPaper, ...]
    entries: tuple[Entry, ...]
    allocations: tuple[Allocation, ...]
    reversed_on: Mapping[int, date]
    owed: Mapping[int, Balance]
    credits: Mapping[int, Balance]
    cash: Mapping[int, Balance]

    @classmethod
    def of(
        cls,
        client: str,
        currency: str,
        papers: Iterable[IssuedPaper],
        entries: Iterable[Entry],
        allocations: Iterable[Allocation],
    ) -> Account:
        """Works out what is open of what."""
        papers, entries, allocations = tuple(papers), tuple(entries), tuple(allocations)
        reversed_on = {entry.reverses: entry.day for entry in entries if entry.reverses is not None}
        against: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
        credited: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
        paid: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
        for each in allocations:
            for moved in _taken(each, reversed_on):
                against[each.paper].append(moved)
                if each.credit is not None:
                    credited[each.credit].append(moved)
                if each.payment is not None:
                    paid[each.payment].append(moved)
        for entry in entries:
            if entry.kind is EntryKind.REFUND and entry.of_payment is not None:
                paid[entry.of_payment] += [(day, -amount) for day, amount in _received(entry, reversed_on)]
        payments = [entry for entry in entries if entry.kind is EntryKind.PAYMENT]
        return cls(
            client,
            currency,
            papers,
            entries,
            allocations,
            reversed_on,
            owed={
                paper.id: Balance.of([(paper.issued_on, paper.total.minor), *against[paper.id]])
                for paper in papers
                if paper.total.minor >= 0
            },
            credits={
                paper.id: Balance.of([(paper.issued_on, -paper.total.minor), *credited[paper.id]])
                for paper in papers
                if paper.total.minor < 0
            },
            cash={entry.id: Balance.of([*_received(entry, reversed_on), *paid[entry.id]]) for entry in payments},
        )

    def owed_by_payers_days(self, paper: IssuedPaper) -> Balance:
        """What was open of the paper by the days on which payers paid: their own where it is kept, which decides interest."""
        entries = {entry.id: entry for entry in self.entries}
        moved = [(paper.issued_on, paper.total.minor)]
        for each in self.allocations:
            if each.paper == paper.id:
                deed = entries.get(each.entry if each.payment is None else each.payment)
                own = deed.own_day if deed is not None and deed.day == each.day else each.day
                moved += _taken(replace(each, day=own), self.reversed_on)
        return Balance.of(moved)

    def stands(self, allocation: Allocation) -> bool:
        """Whether nothing has taken the allocation back."""
        return not {allocation.entry, allocation.payment} & self.reversed_on.keys()

    def unapplied(self, day: date) -> Money:
        """Cash and credits that settle nothing yet, at the end of the day."""
        return self.unapplied_cash(day) + self.unapplied_credits(day)

    @property
    def unapplied_now(self) -> Money:
        """Cash and credits that settle nothing, with all that is known."""
        return Money(sum(each.last for each in (*self.cash.values(), *self.credits.values())), self.currency)

    def unapplied_cash(self, day: date) -> Money:
        """What was received and settles nothing yet."""
        return Money(sum(balance.on(day) for balance in self.cash.values()), self.currency)

    def unapplied_credits(self, day: date) -> Money:
        """What was credited and settles nothing yet."""
        return Money(sum(balance.on(day) for balance in self.credits.values()), self.currency)

    def balance(self, day: date) -> Money:
        """What the client owes on the whole at the end of the day; negative where the group owes."""
        owed = Money(sum(balance.on(day) for balance in self.owed.values()), self.currency)
        return owed - self.unapplied(day)


def _taken(each: Allocation, reversed_on: Mapping[int, date]) -> list[tuple[date, int]]:
    """The allocation as a movement, and its end where it was taken back."""
    ends = [reversed_on[entry] for entry in (each.entry, each.payment) if entry is not None and entry in reversed_on]
    return [(each.day, -each.amount), *((day, each.amount) for day in sorted(ends)[:1])]


def _received(payment: Entry, reversed_on: Mapping[int, date]) -> list[tuple[date, int]]:
    amount = payment.amount.minor
    gone = reversed_on.get(payment.id)
    return [(payment.day, amount), *([(gone, -amount)] if gone else [])]
