"""The queries of receivables: accounts with all that was done to them, and new entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from reads.core.money import Money
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

_ENTRIES = "SELECT id, kind, client, amount, currency, day, reference, because, reverses, paid_on, of_payment FROM account_entries "
_ALLOCATIONS = (
    "SELECT entry_id, payment_id, credit_id, paper_id, allocations.amount, allocations.day FROM allocations "
    "JOIN account_entries ON account_entries.id = entry_id "
)


def accounts(reading: Reading, client: str | None = None) -> list[Account]:
    """All accounts that a paper or an entry belongs to, by client and currency; of one client where asked."""
    papers: defaultdict[tuple[str, str], list[IssuedPaper]] = defaultdict(list)
    entries: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    allocations: defaultdict[tuple[str, str], list[Allocation]] = defaultdict(list)
    for paper in heads(reading, client=client):
        papers[paper.client, paper.total.currency].append(paper)
    whose: dict[int, tuple[str, str]] = {}
    for entry in _entries(reading, client):
        whose[entry.id] = (entry.client, entry.amount.currency)
        entries[whose[entry.id]].append(entry)
    for each in _allocations(reading, client):
        allocations[whose[each.entry]].append(each)
    return [
        Account.of(*key, papers.get(key, ()), entries.get(key, ()), allocations.get(key, ()))
        for key in sorted({*papers, *entries})
    ]


def account(session: Session, client: str, currency: str) -> Account:
    """One account, empty where nothing belongs to it yet."""
    found = [each for each in accounts(session, client) if each.currency == currency]
    return found[0] if found else Account.of(client, currency, (), (), ())


def entry(reading: Reading, number: int) -> Entry | None:
    """The entry of that id."""
    found = rows(reading, _ENTRIES + "WHERE id = :number", number=number)
    return _entry(found[0]) if found else None


def _entries(reading: Reading, client: str | None) -> Iterable[Entry]:
    return map(_entry, _of_client(reading, _ENTRIES, client, "account_entries.id"))


def _entry(row: Sequence[Any]) -> Entry:
    number, kind, client, amount, currency, day, reference, because, reverses, paid_on, of_payment = row
    return Entry(
        id=number,
        kind=EntryKind(kind),
        client=client,
        amount=Money(amount, currency),
        day=date.fromisoformat(day),
        reference=reference,
        because=because,
        reverses=reverses,
        paid_on=date.fromisoformat(paid_on) if paid_on else None,
        of_payment=of_payment,
    )


def _allocations(reading: Reading, client: str | None) -> Iterable[Allocation]:
    for entry, payment, credit, paper, amount, day in _of_client(reading, _ALLOCATIONS, client, "allocations.id"):
        yield Allocation(entry, payment, credit, paper, amount, date.fromisoformat(day))


def _of_client(reading: Reading, query: str, client: str | None, order: str) -> list[Any]:
    if client is None:
        return rows(reading, query + "ORDER BY " + order)
    return rows(reading, query + "WHERE client = :client ORDER BY " + order, client=client)


def add_entry(session: Session, new: Entry, *, actor: str, at: datetime) -> Entry:
    """Stores the entry."""
    from invoicing.receivables.tables import AccountEntryRow

    row = AccountEntryRow(
        kind=new.kind.value,
        client=new.client,
        currency=new.amount.currency,
        amount=new.amount.minor,
        day=new.day,
        reference=new.reference,
        because=new.because,
        reverses=new.reverses,
        paid_on=new.paid_on,
        of_payment=new.of_payment,
        at=at,
        actor=actor,
    )
    session.add(row)
    session.flush()
    return replace(new, id=row.id or 0)


def add_allocations(session: Session, entry: Entry, settled: Sequence[Allocation]) -> list[Allocation]:
    """Stores what the entry settles."""
    from invoicing.receivables.tables import AllocationRow

    allocations = [
        replace(each, entry=entry.id, payment=entry.id if each.payment == 0 else each.payment) for each in settled
    ]
    session.add_all(
        AllocationRow(
            entry_id=each.entry,
            payment_id=each.payment,
            credit_id=each.credit,
            paper_id=each.paper,
            amount=each.amount,
            day=each.day,
        )
        for each in allocations
    )
    session.flush()
    return allocations
