"""The queries of receivables: accounts with all that was done to them, and new entries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.contracts.repository import load_version
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.repository import heads
from invoicing.papers.tables import PaperRow
from invoicing.receivables.account import Account, Allocation, Entry, EntryKind
from invoicing.receivables.allocate import Settled
from invoicing.receivables.tables import AccountEntryRow, AllocationRow
from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry about to be stored."""

    kind: EntryKind
    client: str
    amount: Money
    day: date
    reference: str = ""
    because: str = ""
    reverses: int | None = None
    paid_on: date | None = None
    of_payment: int | None = None


def accounts(session: Session, client: str | None = None) -> list[Account]:
    """All accounts that a paper or an entry belongs to, by client and currency; of one client where asked."""
    papers: defaultdict[tuple[str, str], list[IssuedPaper]] = defaultdict(list)
    entries: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    allocations: defaultdict[tuple[str, str], list[Allocation]] = defaultdict(list)
    for paper in heads(session, client=client):
        papers[paper.client, paper.total.currency].append(paper)
    whose: dict[int, tuple[str, str]] = {}
    for entry in _entries(session, client):
        whose[entry.id] = (entry.client, entry.amount.currency)
        entries[whose[entry.id]].append(entry)
    for each in _allocations(session, client):
        allocations[whose[each.entry]].append(each)
    return [
        Account.of(*key, papers.get(key, ()), entries.get(key, ()), allocations.get(key, ()))
        for key in sorted({*papers, *entries})
    ]


def account(session: Session, client: str, currency: str) -> Account:
    """One account, empty where nothing belongs to it yet."""
    found = [each for each in accounts(session, client) if each.currency == currency]
    return found[0] if found else Account.of(client, currency, (), (), ())


def entry(session: Session, number: int) -> Entry | None:
    """The entry of that id."""
    row = session.get(AccountEntryRow, number)
    return None if row is None else _entry(row)


def _entries(session: Session, client: str | None) -> Iterable[Entry]:
    query = select(AccountEntryRow).order_by(col(AccountEntryRow.id))
    if client is not None:
        query = query.where(AccountEntryRow.client == client)
    return map(_entry, session.exec(query))


def _entry(row: AccountEntryRow) -> Entry:
    return Entry(
        id=row.id or 0,
        kind=EntryKind(row.kind),
        client=row.client,
        amount=Money(row.amount, row.currency),
        day=row.day,
        reference=row.reference,
        because=row.because,
        reverses=row.reverses,
        paid_on=row.paid_on,
        of_payment=row.of_payment,
    )


def _allocations(session: Session, client: str | None) -> Iterable[Allocation]:
    query = select(AllocationRow).order_by(col(AllocationRow.id))
    if client is not None:
        query = query.join(AccountEntryRow, col(AccountEntryRow.id) == col(AllocationRow.entry_id)).where(
            AccountEntryRow.client == client
        )
    for row in session.exec(query):
        yield Allocation(row.entry_id, row.payment_id, row.credit_id, row.paper_id, row.amount, row.day)


def add_entry(session: Session, new: NewEntry, *, actor: str, at: datetime) -> Entry:
    """Stores the entry."""
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
    return _entry(row)


def add_allocations(session: Session, entry: Entry, settled: Sequence[Settled]) -> list[Allocation]:
    """Stores what the entry settles; 0 as a payment means the entry itself."""
    allocations = [
        Allocation(
            entry.id, entry.id if each.payment == 0 else each.payment, each.credit, each.paper, each.amount, each.day
        )
        for each in settled
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


def interest_percents(session: Session, papers: Iterable[int]) -> dict[int, Decimal]:
    """The percent of late interest a month that the papers' contracts agree on, by the papers' ids.

    That of the contract's version that a paper was issued under; none where that can't be read any more.
    """
    query = select(PaperRow.id, PaperRow.contract, PaperRow.snapshot).where(col(PaperRow.id).in_(list(papers)))
    agreed: dict[tuple[str, int], Decimal | None] = {}
    found: dict[int, Decimal] = {}
    for paper, contract, snapshot in session.exec(query):
        version = (contract, int(json.loads(snapshot)["contract_version"]))
        if version not in agreed:
            agreed[version] = _agreed(session, *version)
        percent = agreed[version]
        if percent is not None and paper is not None:
            found[paper] = percent
    return found


def _agreed(session: Session, contract: str, version: int) -> Decimal | None:
    try:
        return load_version(session, contract, version).contract.interest_percent_per_month
    except (NoSuchContract, UnreadableContract):
        return None
