"""Whether the audit log is whole: every hash recomputed, every event chained to the one before it, none cut off the end.

Event     one event as the database holds it; what is wrong is collected as Damage
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from reads.store.damage import Damage
from reads.store.events import GENESIS, hash_of
from reads.store.raw import stored_rows

_TEXTS = ("at", "actor", "action", "entity", "detail", "because", "previous", "hash", "root")


@dataclass(frozen=True, slots=True)
class Event:
    """One event; all its texts as stored."""

    id: int
    at: str
    actor: str
    action: str
    entity: str
    detail: str
    because: str
    previous: str
    hash: str
    root: str = ""

    @property
    def intact(self) -> bool:
        """Whether its content has the hash that stands beside it."""
        try:
            return self.hash == hash_of(
                (self.at, self.actor, self.action, self.entity, self.detail, self.because, self.previous), self.root
            )
        except UnicodeEncodeError:
            return False

    def as_json(self) -> dict[str, str]:
        """All that its hash is made of, and the hash; no root where the event is of before there was a tree."""
        return {name: getattr(self, name) for name in _TEXTS if name != "root" or self.root}


def events(session: Session) -> Iterator[Event]:
    """All events as stored, the oldest first."""
    for row in stored_rows(session, "events", _TEXTS):
        yield Event(*row)


@dataclass
class EventCheck:
    """Walks along the chain: give it each event in turn, then ask for the `damage`."""

    session: Session

    def __post_init__(self) -> None:
        self.damage: list[Damage] = []
        self.checked = 0
        self._previous, self._before = GENESIS, "the beginning"

    def see(self, event: Event) -> None:
        """Checks one event and its link to the one before."""
        where = f"event {event.id}"
        self.checked += 1
        if not event.intact:
            self.damage.append(Damage("event_changed", where, f"{where} is not what was recorded: its hash differs"))
        if event.previous != self._previous:
            message = f"between {self._before} and {where} something was deleted, inserted, moved or changed"
            self.damage.append(Damage("event_chain_broken", where, message))
        self._previous, self._before = event.hash, where

    def end(self) -> None:
        """Checks that the last event seen is the last that was recorded."""
        length, head = self._recorded_end()
        if self.checked != length:
            message = f"{length} events were recorded, {self.checked} are there"
            self.damage.append(Damage("event_count_wrong", self._before, message))
        if self._previous != head:
            message = f"{self._before} is not the event that was recorded last"
            self.damage.append(Damage("event_head_wrong", self._before, message))

    def _recorded_end(self) -> tuple[int, str]:
        found = [(length, head) for _, head, length in stored_rows(self.session, "event_heads", ("hash",), ("length",))]
        return found[0] if found else (0, GENESIS)


def file_damage(session: Session) -> list[Damage]:
    """What SQLite itself finds wrong with its file: pages, indexes, references. Nothing on a server, which sees to it."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    try:
        said = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(20)"))]
        lost = [f"{row[0]} row {row[1]} refers to nothing" for row in session.execute(text("PRAGMA foreign_key_check"))]
    except DatabaseError as error:
        return [Damage("database_damaged", "database", f"SQLite can't read its file: {error.orig}")]
    return [Damage("database_damaged", "database", f"SQLite says: {line}") for line in [*said, *lost] if line != "ok"]
