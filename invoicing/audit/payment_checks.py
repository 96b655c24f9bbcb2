"""Whether what was booked on accounts still is what the audit log says was booked: entry by entry, amount by amount."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from invoicing.receivables.book_payments import deed_detail
from reads.core.money import Money
from reads.store.audit import Event, events
from reads.store.canonical_json import canonical
from reads.store.damage import Damage
from reads.store.raw import stored_rows

_ENTRY_TEXTS = ("kind", "client", "currency", "day", "reference", "because", "at", "actor", "paid_on")


@dataclass(frozen=True, slots=True)
class AccountCheck:
    """How many entries were checked, and all that is wrong with them."""

    checked: int
    damage: tuple[Damage, ...]


def verify_accounts(session: Session) -> AccountCheck:
    """Every entry against its event: none changed, none without an event, no event without its entry."""
    recorded: dict[int, Event] = {}
    try:
        for event in events(session):
            if event.action.startswith("account."):
                recorded[_entry_of(event)] = event
        entries = dict(_as_recorded(session))
    except DatabaseError as error:
        return AccountCheck(0, (Damage("database_damaged", "database", f"accounts can't be read: {error.orig}"),))
    damage = [
        Damage(what, f"account entry {number}", f"account entry {number} {said}")
        for number in sorted({*recorded, *entries})
        if (found := _compared(entries.get(number), recorded.get(number)))
        for what, said in [found]
    ]
    return AccountCheck(len(entries), tuple(damage))


def _entry_of(event: Event) -> int:
    """The entry that an event records; -1 where it can't be read any more, which the chain's own check says."""
    try:
        return int(json.loads(event.detail)["entry"])
    except (ValueError, KeyError, TypeError):
        return -1


def _compared(entry: tuple[str, ...] | None, event: Event | None) -> tuple[str, str] | None:
    if entry is None:
        return "account_entry_missing", "was recorded and is not there"
    if event is None:
        return "account_entry_unrecorded", "is in no event: nobody booked it through wetread"
    if entry != (event.action, event.entity, event.detail, event.because, event.at, event.actor):
        return "account_entry_changed", "or what it settles is not what was recorded"
    return None


def _as_recorded(session: Session) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each entry as its event must have it, made from the stored rows alone."""
    settled: defaultdict[int, list[tuple[int, int, str, int | None, int | None]]] = defaultdict(list)
    numbers = ("entry_id", "paper_id", "amount", "payment_id", "credit_id")
    for _, day, entry, paper, amount, payment, credit in stored_rows(session, "allocations", ("day",), numbers):
        settled[entry].append((paper, amount, day, payment, credit))
    for row in stored_rows(session, "account_entries", _ENTRY_TEXTS, ("amount", "reverses", "of_payment")):
        number, kind, client, currency, day, reference, because, at, actor, paid_on, amount, reverses, taken_by = row
        entry = (number, _money(amount, currency), day, reference, reverses)
        detail = canonical(deed_detail(entry, settled[number], (paid_on, taken_by)))
        yield number, (f"account.{kind}", client, detail, because, at, actor)


def _money(amount: object, currency: str) -> Money:
    """The stored amount; one below any that is booked where the database holds no number any more."""
    return Money(amount if isinstance(amount, int) else -1, currency)
