"""What was booked as scripts and pages get it (spec 6): amounts as texts, days RFC 3339."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from invoicing.receivables.aging import BUCKETS, Aging, aging, open_papers_on
from invoicing.receivables.interest import interest_on, interest_percents
from invoicing.receivables.paper_status import standings
from invoicing.receivables.payer_queries import OpenQuery, open_queries, queried
from invoicing.receivables.repository import accounts
from reads.core.money import Money, total

if TYPE_CHECKING:
    from invoicing.receivables.book_payments import Booked
    from invoicing.receivables.statement import Statement
    from reads.store.look_without_orm import Reading


def booked_as_json(booked: Booked) -> dict[str, object]:
    """The entry as scripts get it; amounts as texts, days RFC 3339."""
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
        "paid_on": entry.own_day.isoformat(),
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
        "discounts": [{"id": each.id, "amount": str(each.amount)} for each in booked.discounts],
        "unapplied": str(account.unapplied_now),
    }


@dataclass(frozen=True, slots=True)
class AgedAccount:
    """A row of the aging, late interest to date, and what the payer queries; neither of them is in the row."""

    row: Aging
    interest: Money
    queries: tuple[OpenQuery, ...]


def aged_accounts(reading: Reading, day: date, client: str | None = None) -> list[AgedAccount]:
    """Every account of which something is open at the end of the day; of one client where asked."""
    found = accounts(reading, client)
    late = [each.paper.id for account in found for each in open_papers_on(account, day) if each.late]
    percents = interest_percents(reading, late)
    return [
        AgedAccount(
            row,
            total(list(interest_on(account, day, percents).values()), account.currency),
            tuple(open_queries(reading, account, day)),
        )
        for account in found
        if not (row := aging(account, day)).is_empty
    ]


def row_as_json(row: Aging, interest: Money, queries: Sequence[OpenQuery]) -> dict[str, object]:
    """A row as scripts get it (spec 6): the buckets and unapplied as positive texts; interest is in none of them."""
    return {
        "client": row.client,
        **{name: str(amount) for name, amount in zip(BUCKETS, row.buckets, strict=True)},
        "unapplied": str(row.unapplied),
        "total": str(row.total),
        "currency": row.currency,
        "unapplied_cash": str(row.unapplied_cash),
        "unapplied_credits": str(row.unapplied_credits),
        "queried": str(queried(list(queries), row.currency)),
        "queries": [{"number": each.paper.number, "amount": str(each.amount), "words": each.words} for each in queries],
        "late_interest": str(interest),
    }


def statement_as_json(said: Statement) -> dict[str, object]:
    """The statement as scripts get it: the row of `aging`, and every open paper."""
    return {
        "as_of": said.day.isoformat(),
        **row_as_json(said.aging, said.interest_total, said.queries),
        "open": [
            {
                "number": each.paper.number,
                "issued_on": each.paper.issued_on.isoformat(),
                "due_on": each.paper.due_on.isoformat(),
                "days_late": each.late,
                "total": str(each.paper.total),
                "open": str(each.open),
                "late_interest": str(said.interest[each.paper.id]) if each.paper.id in said.interest else None,
            }
            for each in said.open
        ],
    }
