"""What payers kept back with their payments: stored once, and asked by every aging."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reads.core.money import Money
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.core.actor_and_moment import By
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class PaymentQuery:
    """What a payer kept back of a paper with a payment of a day, and in which words."""

    paper: int
    entry: int
    day: date
    amount: Money
    words: str


def add_query(session: Session, query: PaymentQuery, by: By) -> None:
    """Stores it."""
    from invoicing.receivables.bank.tables import PaymentQueryRow

    row = PaymentQueryRow(
        paper_id=query.paper,
        entry_id=query.entry,
        amount=query.amount.minor,
        words=query.words,
        at=by.at,
        actor=by.actor,
    )
    session.add(row)
    session.flush()


def payment_queries(reading: Reading, papers: Iterable[int]) -> list[PaymentQuery]:
    """The queries of these papers whose payment was not taken back, the oldest first."""
    query = (
        "SELECT q.id, q.paper_id, q.entry_id, e.day, q.amount, e.currency, q.words "
        "FROM payment_queries q JOIN account_entries e ON e.id = q.entry_id WHERE q.paper_id IN :papers "
        "AND q.entry_id NOT IN (SELECT reverses FROM account_entries WHERE reverses IS NOT NULL)"
    )
    found = sorted(row for some in portions(papers) for row in map(tuple, rows(reading, query, papers=some)))
    return [
        PaymentQuery(paper, entry, date.fromisoformat(day), Money(amount, currency), words)
        for _, paper, entry, day, amount, currency, words in found
    ]
