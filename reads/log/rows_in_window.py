"""The reads of some days as they stream from the register: as plain rows for whoever has a month of them, or as reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session

from reads.core.read import BEFORE_SIGNING, LoggedRead
from reads.core.times import stored
from reads.intake.stored_row import KEY, OWN, PLACES, RADIOLOGIST, SHARED, Row, logged_of, row_of
from reads.log.repository import SHOWN, VERSIONS, all_versions
from reads.log.undone_imports import standing_imports
from reads.log.voids import void_query

_MOMENTS = tuple(PLACES[name] for name in ("exam_at", "received_at", "signed_at"))
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Rows as they stream in, some thousands at a time, and the keys of all void reads."""

    batches: Iterator[Sequence[Row]]
    void: Collection[str]

    def logged(self, row: Row) -> LoggedRead:
        """The read that a row stands for."""
        return logged_of(row, row[KEY] in self.void)


def load_rows(
    session: Session,
    start: datetime,
    end: datetime,
    facilities: Collection[str] | None = None,
    readers: Collection[str] | None = None,
) -> ReadRows:
    """The current version of every read with a moment (exam, receipt or signing) in [start, end).

    With `facilities`, of these only; with `readers`, of those sent under these words. Within a day of the window's ends a
    few more may come along, since times of unknown zones are compared as they stand.
    """
    low, high = stored(start - timedelta(days=1)), stored(end + timedelta(days=1))

    def within(row: Row) -> bool:
        return any(low <= row[at] < high for at in _MOMENTS) and (readers is None or row[RADIOLOGIST] in readers)

    moments = [VERSIONS[name] for name in ("exam_at", "received_at", "signed_at")]
    inside = or_(*(and_(moment >= low, moment < high) for moment in moments))
    signed = VERSIONS.signed_at
    where = and_(signed >= low, signed < stored(end + BEFORE_SIGNING), inside)
    if facilities is not None:
        where = and_(where, VERSIONS.facility.in_(facilities))
    if readers is not None:
        where = and_(where, VERSIONS.radiologist.in_(readers))
    void = frozenset(session.execute(void_query(session)).scalars())
    return ReadRows(_current(session, where, within), void)


def load_reads(
    session: Session,
    start: datetime,
    end: datetime,
    facilities: Collection[str] | None = None,
    readers: Collection[str] | None = None,
) -> Iterator[LoggedRead]:
    """The reads of `load_rows`, void ones marked."""
    found = load_rows(session, start, end, facilities, readers)
    return (found.logged(row) for rows in found.batches for row in rows)


def _current(session: Session, where: Any, within: Callable[[Row], bool]) -> Iterator[Sequence[Row]]:
    """The current versions of the reads that have one there, streamed: those with several versions are few."""
    where = and_(where, standing_imports(session, VERSIONS.import_id))
    several = set(session.execute(select(VERSIONS.read_key).where(VERSIONS.version > 1)).scalars())
    amended: set[str] = set()
    columns = [VERSIONS.id, VERSIONS.read_key, VERSIONS.version, *(SHOWN[name] for name in (*OWN, *SHARED))]
    for rows in session.execute(select(*columns).where(where), execution_options={"yield_per": _MOST}).partitions():
        if several:
            amended.update(row[KEY] for row in rows if row[KEY] in several)
        yield [row for row in rows if row[KEY] not in amended] if amended else rows
    found = (max(versions, key=lambda version: version.order) for versions in all_versions(session, amended).values())
    current = (row_of(version.id, version.key, version.number, version.content) for version in found)
    yield [row for row in current if within(row)]
