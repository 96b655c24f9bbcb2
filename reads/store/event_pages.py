"""The audit log a page at a time, the newest first: by key, so that no page costs more than another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, select

from reads.store.events import EventRow


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: to what it was done, by whom, from and with which days (UTC); empty for all."""

    entity: str = ""
    actor: str = ""
    first: date | None = None
    last: date | None = None


def events_before(session: Session, wanted: EventFilter, before: int | None, size: int) -> list[EventRow]:
    """The newest events before a number that fit, at most so many."""
    query = select(EventRow).order_by(col(EventRow.id).desc()).limit(size)
    if before is not None:
        query = query.where(col(EventRow.id) < before)
    if wanted.entity:
        query = query.where(EventRow.entity == wanted.entity)
    if wanted.actor:
        query = query.where(EventRow.actor == wanted.actor)
    if wanted.first:
        query = query.where(col(EventRow.at) >= _midnight(wanted.first))
    if wanted.last:
        query = query.where(col(EventRow.at) < _midnight(wanted.last + timedelta(days=1)))
    return list(session.exec(query))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
