"""Whether what payers were booked to have said still is what the audit log says: file by file, amount by amount (spec 5.7)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from reads.claims.ledger.digest import digest_of
from reads.store.audit import events
from reads.store.damage import Damage
from reads.store.raw import stored_rows

_ACTION = "answers.taken"


def ledger_damage(session: Session) -> Iterator[Damage]:
    """Every take of answers against its event: no row of it changed, gone or added; and no row that no event knows."""
    try:
        yield from _damage(session)
    except DatabaseError as error:
        yield Damage("database_damaged", "database", f"the claims' ledger can't be read: {error.orig}")


def _damage(session: Session) -> Iterator[Damage]:
    known: set[int] = set()
    for event in events(session):
        if event.action != _ACTION:
            continue
        taken = _taken(event.detail)
        if taken is None:
            continue
        first, last, digest, path = taken
        known.update(range(first, last + 1))
        if digest_of(session, first, last) != digest:
            message = f"what was posted from {path} is not what event {event.id} says was posted"
            yield Damage("ledger_changed", event.entity, message)
    for number, *_, control in stored_rows(session, "answer_sets", ("control",)):
        if number not in known and control:
            message = f"answer set {number} is in no event: nobody posted it through wetread"
            yield Damage("ledger_unrecorded", f"answer set {number}", message)


def _taken(detail: str) -> tuple[int, int, str, str] | None:
    """The sets, digest and path that an event records; None for one from before there was a ledger, or past reading."""
    try:
        said = json.loads(detail)
        first, last = said["sets"]
        return int(first), int(last), str(said["rows"]), str(said["path"])
    except (ValueError, KeyError, TypeError):
        return None
