"""What is owed and since when: a row an account, for the end of any day (spec 4.2).

current, 1-30, 31-60, 61-90, 90+    by days past the due date
unapplied                           cash and credits that settle nothing yet
total                               the buckets less unapplied
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account
from reads.core.money import Money

BUCKETS = ("current", "1-30", "31-60", "61-90", "90+")
_LAST_DAYS = (0, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper of which something is open; `late` counts days past its due date, 0 where it isn't due yet."""

    paper: IssuedPaper
    open: Money
    late: int


@dataclass(frozen=True, slots=True)
class Aging:
    """One account's row; `buckets` in the order of BUCKETS."""

    client: str
    currency: str
    buckets: tuple[Money, ...]
    unapplied_cash: Money
    unapplied_credits: Money

    @property
    def unapplied(self) -> Money:
        """Cash and credits that settle nothing yet."""
        return self.unapplied_cash + self.unapplied_credits

    @property
    def total(self) -> Money:
        """What the client owes on the whole."""
        return sum(self.buckets, -self.unapplied)

    @property
    def overdue(self) -> Money:
        """What is past its due date."""
        return sum(self.buckets[1:], Money(0, self.currency))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any((*self.buckets, self.unapplied_cash, self.unapplied_credits))


def bucket_of(late: int) -> int:
    """The place in BUCKETS of a paper so many days late."""
    return sum(late > last for last in _LAST_DAYS)


def open_papers_on(account: Account, day: date) -> list[OpenPaper]:
    """The papers of which something is open at the end of the day, by due date and issue."""
    found = [
        OpenPaper(paper, Money(account.owed[paper.id].on(day), account.currency), max(0, (day - paper.due_on).days))
        for paper in account.papers
        if paper.id in account.owed
    ]
    return sorted((each for each in found if each.open), key=lambda each: (each.paper.due_on, each.paper.id))


def aging(account: Account, day: date) -> Aging:
    """The account's row for the end of a day."""
    buckets = [Money(0, account.currency) for _ in BUCKETS]
    for each in open_papers_on(account, day):
        buckets[bucket_of(each.late)] += each.open
    return Aging(
        account.client,
        account.currency,
        tuple(buckets),
        account.unapplied_cash(day),
        account.unapplied_credits(day),
    )


def by_currency(rows: Iterable[Aging]) -> dict[str, Money]:
    """The sum of the totals, by currency."""
    found: dict[str, Money] = {}
    for row in rows:
        found[row.currency] = found.get(row.currency, Money(0, row.currency)) + row.total
    return found
