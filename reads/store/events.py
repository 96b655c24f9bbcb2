"""The audit log: who did what, when and why, in the same transaction as the deed, each event chained to the one before.

hash = SHA-256 over the canonical JSON of the event, the hash before it and, since there is one, the hash tree's root
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, text
from sqlmodel import Field, Session

from reads.core.times import stored
from reads.store.canonical_json import canonical
from reads.store.columns import BigInt, TimeText
from reads.store.hash_tree_leaves import sealed_root
from reads.store.look_without_orm import rows
from reads.store.on_trial import is_on_trial
from reads.store.rows import STRICT, Row

GENESIS = "0" * 64
"""What the first event of a chain is chained to."""

_MOVE_HEAD = (
    "INSERT INTO event_heads (id, length, hash) VALUES (1, 1, :hash) "
    "ON CONFLICT (id) DO UPDATE SET length = event_heads.length + 1, hash = excluded.hash"
)


class EventRow(Row, table=True):
    """One event; append-only."""

    __tablename__ = "events"
    __table_args__ = (STRICT,)

    at: datetime = Field(sa_type=TimeText)
    actor: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    entity: str = Field(sa_type=Text, index=True)
    detail: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    previous: str = Field(sa_type=Text, unique=True)
    hash: str = Field(sa_type=Text, unique=True)
    root: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})


class EventHeadRow(Row, table=True):
    """How many events there are and the hash of the last: one row, the only one of the audit log that changes.

    Without it, nobody would miss events that were cut off the end.
    """

    __tablename__ = "event_heads"
    __table_args__ = (STRICT,)

    length: int = Field(sa_type=BigInt)
    hash: str = Field(sa_type=Text)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be recorded: `action` a verb ("invoice.issued"), `entity` what it was done to."""

    action: str
    entity: str
    detail: Mapping[str, object]
    because: str = ""


def event_hash(row: EventRow) -> str:
    """The hash that the event must have."""
    content = (stored(row.at), row.actor, row.action, row.entity, row.detail, row.because, row.previous)
    return hash_of(content, row.root)


def hash_of(content: tuple[str, ...], root: str = "") -> str:
    """The hash of an event's texts: at, actor, action, entity, detail, because, the hash before it, and the tree's root.

    Events of before there was a tree have no root, and their hash none in it.
    """
    return hashlib.sha256(canonical((*content, root) if root else content).encode()).hexdigest()


def head_hash(session: Session) -> str:
    """The hash of the newest event: printed on papers and backups, so that a rewritten chain is found out."""
    newest: list[tuple[str]] = rows(session, "SELECT hash FROM events ORDER BY id DESC LIMIT 1")
    return newest[0][0] if newest else GENESIS


def record(session: Session, deed: Deed, *, actor: str, at: datetime) -> str:
    """Appends the event and returns its hash; other writers wait until this one commits, since the transaction began (`Store.write`).

    Of what is only on trial nothing is recorded: the hash is that of the newest event.
    """
    if is_on_trial(session):
        return head_hash(session)
    row = EventRow(
        at=at,
        actor=actor,
        action=deed.action,
        entity=deed.entity,
        detail=canonical(dict(deed.detail)),
        because=deed.because,
        previous=head_hash(session),
        hash="",
        root=sealed_root(session),
    )
    row.hash = event_hash(row)
    session.add(row)
    session.flush()
    session.execute(text(_MOVE_HEAD), {"hash": row.hash})
    return row.hash
