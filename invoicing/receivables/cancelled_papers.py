"""What was set against a cancelled paper is free again: payments as unapplied cash, and the paper is settled by its memo (spec 4.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.repository import snapshot
from invoicing.papers.snapshot import paper_of
from invoicing.receivables import repository
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.allocate import MoneySource, PaperToSettle, settle
from invoicing.receivables.book_payments import Booked, book_deed
from reads.core.actor_and_moment import By
from reads.core.money import Money


def free_cancelled(session: Session, cancelled: IssuedPaper, memo: IssuedPaper, by: By) -> Booked:
    """Frees what was set against a cancelled paper, payments to unapplied cash, and settles it by the memo and its own credits.

    What was agreed as a credit of the paper is not in the memo a second time: a memo about it that settles nothing else does.
    """
    account = repository.account(session, cancelled.client, cancelled.total.currency)
    own = [each for each in account.allocations if account.stands(each) and cancelled.id in (each.paper, each.credit)]
    day = max([memo.issued_on, *(each.day for each in own)])
    freed: Counter[tuple[int | None, int | None, int]] = Counter()
    for each in own:
        freed[each.payment, each.credit, each.paper] += each.amount
    settled = [Allocation(0, *which, -amount, day) for which, amount in freed.items() if amount]
    credit, paper = (memo, cancelled) if cancelled.total.minor > 0 else (cancelled, memo)
    both = min(abs(credit.total.minor), abs(paper.total.minor))
    settled += [Allocation(0, None, credit.id, paper.id, both, day)] if both else []
    if cancelled.total.minor > both:
        rest = PaperToSettle(cancelled.id, cancelled.issued_on, cancelled.total.minor - both)
        settled += settle(_credits_of(session, account, cancelled, freed, day), [rest], day)
    amount = Money(both, account.currency)
    new = Entry(0, EntryKind.APPLICATION, account.client, amount, day, memo.number or "")
    return book_deed(session, account, new, settled, by)


def _credits_of(
    session: Session,
    account: Account,
    cancelled: IssuedPaper,
    freed: Mapping[tuple[int | None, int | None, int], int],
    day: date,
) -> list[MoneySource]:
    """What is left of the credit memos about the cancelled paper, what was set against it before included."""
    found = []
    for each in account.papers:
        if each.id in account.credits and cancelled.number in _numbers_about(session, each):
            back = sum(amount for (_, credit, _), amount in freed.items() if credit == each.id)
            room = account.credits[each.id].lowest_from(max(day, each.issued_on)) + back
            found += [MoneySource(None, each.id, each.issued_on, room)] if room > 0 else []
    return found


def _numbers_about(session: Session, memo: IssuedPaper) -> set[str]:
    return {number for number, _ in paper_of(snapshot(session, memo.id)).about}
