"""What payers query: amounts that they kept back of papers, in their words. No price moves; it stands while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account
from invoicing.receivables.bank.payment_queries import payment_queries
from reads.core.money import Money, total

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class OpenQuery:
    """What of a query is still open at the end of a day: the paper, since when, in which words, by which payment."""

    paper: IssuedPaper
    day: date
    amount: Money
    words: str
    entry: int


def open_queries(reading: Reading, account: Account, day: date) -> list[OpenQuery]:
    """The account's queries at the end of the day, the oldest first; no more of a paper than is open of it."""
    return list(_open(reading, account, day))


def _open(reading: Reading, account: Account, day: date) -> Iterator[OpenQuery]:
    papers = {paper.id: paper for paper in account.papers}
    left = {paper: balance.on(day) for paper, balance in account.owed.items()}
    for query in payment_queries(reading, left.keys()):
        amount = min(query.amount.minor, left[query.paper]) if query.day <= day else 0
        if amount > 0:
            left[query.paper] -= amount
            yield OpenQuery(papers[query.paper], query.day, Money(amount, account.currency), query.words, query.entry)


def queried(queries: list[OpenQuery], currency: str) -> Money:
    """All of it."""
    return total([each.amount for each in queries], currency)
