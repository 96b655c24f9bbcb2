"""The reads of some days as they stream from the register: a facility's together, by the words that they share; or one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Text, and_, case, cast, exists, func, literal_column, or_, select, true
from sqlmodel import Session

from reads.core.read import BEFORE_SIGNING, LoggedRead
from reads.core.times import stored
from reads.intake.reads_alike import SITE, OwnParts, ReadsOfFacility, ReadsOfWindow, by_facility
from reads.intake.stored_row import KEY, OWN, PLACES, RADIOLOGIST, SHARED, Row, row_of
from reads.log.repository import SHOWN, VERSIONS, all_versions
from reads.log.undone_imports import standing_imports, undone
from reads.log.voids import void_query
from reads.store import month_file
from reads.store.month_file import Answer, Question

_MOMENTS = ("exam_at", "received_at", "signed_at")
_FEW = 500
"""So many facilities are looked up by the index; more, and all reads of the days are gone through."""

_OWN = (VERSIONS.id, VERSIONS.read_key, VERSIONS.version, *(SHOWN[name] for name in OWN))
_SHARED = tuple(SHOWN[name] for name in SHARED)
_WORDS = slice(2, 2 + len(SHARED))
_VOID, _AMENDED = 1, 2


@dataclass(frozen=True, slots=True)
class _Window:
    """Which versions are asked for: by their columns, and as rows; where all of a span are, in which stretch they lie and how many at most."""

    where: Any
    within: Callable[[Row], bool]
    span: tuple[str, str]
    stretch: Any
    likely: int

    @classmethod
    def of(
        cls,
        session: Session,
        start: datetime,
        end: datetime,
        facilities: Collection[str] | None,
        readers: Collection[str] | None,
    ) -> _Window:
        """Those with a moment in [start, end), of these facilities and readers."""
        low, high = stored(start - timedelta(days=1)), stored(end + timedelta(days=1))

        def within(row: Row) -> bool:
            return any(low <= row[PLACES[at]] < high for at in _MOMENTS) and (
                readers is None or row[RADIOLOGIST] in readers
            )

        moments = [VERSIONS[name] for name in _MOMENTS]
        stretch, likely = true(), 0
        signed = and_(VERSIONS.signed_at >= low, VERSIONS.signed_at < stored(end + BEFORE_SIGNING))
        where = and_(signed, or_(*(and_(moment >= low, moment < high) for moment in moments)))
        if facilities is not None and len(facilities) <= _FEW:
            where = and_(where, VERSIONS.facility.in_(facilities))
        elif readers is None:
            stretch, likely = _lying_together(session, signed)
        if readers is not None:
            where = and_(where, VERSIONS.radiologist.in_(readers))
        where = and_(where, standing_imports(session, VERSIONS.import_id))
        return cls(where, within, (start.isoformat(), end.isoformat()), stretch, likely)


def load_alike(
    session: Session,
    start: datetime,
    end: datetime,
    facilities: Collection[str] | None = None,
    readers: Collection[str] | None = None,
) -> ReadsOfWindow:
    """The current version of every read with a moment (exam, receipt or signing) in [start, end), a facility's together.

    With `facilities`, of these only; with `readers`, of those sent under these words. Within a day of the window's ends a few
    more may come along, since times of unknown zones are compared as they stand.
    """
    window = _Window.of(session, start, end, facilities, readers)
    void = frozenset(session.execute(void_query(session)).scalars())
    found = _alike(session, window, void)
    if facilities is not None and len(facilities) > _FEW:
        wanted = frozenset(facilities)
        found = (each for each in found if SITE(each.shared[0])[0] in wanted)
    return ReadsOfWindow(found, void)


def question_of(session: Session, start: datetime, end: datetime) -> Question:
    """What `load_alike` asks of the log for all reads of a window."""
    void = frozenset(session.execute(void_query(session)).scalars())
    return _question(session, _Window.of(session, start, end, None, None), void)


def load_reads(
    session: Session, start: datetime, end: datetime, facilities: Collection[str] | None = None
) -> Iterator[LoggedRead]:
    """The same reads one by one, void ones marked."""
    found = load_alike(session, start, end, facilities)
    return (found.logged(row) for some in found.by_facility for row in some.rows)


def _question(session: Session, window: _Window, void: Collection[str]) -> Question:
    """Asks for groups of versions: whether they stand apart and why, how many they are, their shared words, their own parts."""
    is_amended = VERSIONS.read_key.in_(select(VERSIONS.read_key).where(VERSIONS.version > 1))
    apart: list[Any] = []
    if session.execute(select(exists(select(VERSIONS.id).where(VERSIONS.version > 1)))).scalar_one():
        apart.append((is_amended, _AMENDED))
    if void:
        apart.append((VERSIONS.read_key.in_(void_query(session)), _VOID))
    told: Any = case(*apart, else_=0) if apart else literal_column("0")
    grouped = (told, *_SHARED) if apart else _SHARED
    gathered = func.json_group_array if session.get_bind().dialect.name == "sqlite" else func.json_agg
    own = (cast(gathered(column), Text) for column in _OWN)
    query = select(told, func.count(), *_SHARED, *own).where(window.where).group_by(*grouped).order_by(*grouped)
    several = select(VERSIONS.read_key).where(VERSIONS.version > 1).distinct().order_by(VERSIONS.read_key)
    hangs_on = sorted(void), list(session.execute(several).scalars()), sorted(undone(session))
    return Question(session, query, _together, VERSIONS.id, window.stretch, window.span, hangs_on)


def _together(groups: Iterator[Answer]) -> Iterator[Answer]:
    """The log's groups, those of one facility and type as one: why apart, how many, the shared words of each, the own parts."""
    for (told, _), some in groupby(groups, lambda group: (group[0], SITE(group[_WORDS]))):
        _, counts, *places = zip(*some, strict=True)
        shared = list(zip(*places[: len(SHARED)], strict=True))
        own = OwnParts.joined(counts, places[len(SHARED) :])
        yield told, own.count, json.dumps(shared, ensure_ascii=False), *own.texts


def _alike(session: Session, window: _Window, void: Collection[str]) -> Iterator[ReadsOfFacility]:
    """The reads by facility; the void ones apart, and those with several versions after all others."""
    question = _question(session, window, void)
    amended: set[str] = set()
    for told, count, shared, *texts in question.answers() if window.likely > month_file.FEW else question.of_log():
        own = OwnParts(tuple(texts), count)
        if told == _AMENDED:
            amended.update(own.place(KEY))
        else:
            yield ReadsOfFacility(tuple(map(tuple, json.loads(shared))), own, told == _VOID)
    current = _settled(session, amended, window)
    yield from by_facility(row for row in current if row[KEY] not in void)
    yield from by_facility((row for row in current if row[KEY] in void), apart=True)


def _settled(session: Session, amended: Collection[str], window: _Window) -> list[Row]:
    """The current versions of reads that have several, where they are asked for."""
    found = (max(versions, key=lambda version: version.order) for versions in all_versions(session, amended).values())
    current = (row_of(version.id, version.key, version.number, version.content) for version in found)
    return [row for row in current if window.within(row)]


def _lying_together(session: Session, signed: Any) -> tuple[Any, int]:
    """The stretch of the log that has all reads signed then, where it has few others, and how many: SQLite reads it in half the time."""
    if session.get_bind().dialect.name != "sqlite":
        return true(), 0
    query = select(func.count(), func.min(VERSIONS.id), func.max(VERSIONS.id)).where(signed)
    count, first, last = session.execute(query).one()
    return VERSIONS.id.between(first, last) if count and last - first < 4 * count else true(), count
