"""What became of one paper since it was issued: what was set against it, late interest to date, and where it was mailed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables import repository
from invoicing.receivables.account import EntryKind
from invoicing.receivables.interest import interest_on, interest_percents
from invoicing.receivables.payer_queries import OpenQuery, open_queries
from invoicing.receivables.sent_mail import Sending, sendings
from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class SetAgainst:
    """An amount that settles the paper from a day on, by which entry; `stands` is false once it was taken back."""

    entry: int
    kind: EntryKind
    reference: str
    day: date
    amount: Money
    stands: bool


@dataclass(frozen=True, slots=True)
class PaperHistory:
    """All of it, the oldest first; the interest is in no balance."""

    settled: tuple[SetAgainst, ...]
    late_interest: Money
    sendings: tuple[Sending, ...]
    queries: tuple[OpenQuery, ...] = ()


def history(session: Session, paper: IssuedPaper, day: date) -> PaperHistory:
    """The paper's history up to now, its late interest up to the end of the day."""
    currency = paper.total.currency
    account = repository.account(session, paper.client, currency)
    entries = {entry.id: entry for entry in account.entries}
    settled = tuple(
        SetAgainst(
            entry=each.entry,
            kind=entries[each.entry].kind,
            reference=entries[each.entry].reference,
            day=each.day,
            amount=Money(each.amount, currency),
            stands=account.stands(each),
        )
        for each in account.allocations
        if each.paper == paper.id
    )
    interest = interest_on(account, day, interest_percents(session, [paper.id]))
    mails = tuple(sendings(session, paper.number)) if paper.number else ()
    queries = tuple(each for each in open_queries(session, account, day) if each.paper.id == paper.id)
    return PaperHistory(settled, interest.get(paper.id, Money(0, currency)), mails, queries)
