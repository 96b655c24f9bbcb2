"""The reads of some days as they stream from the register: a facility's together, by the words that they share; or one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reads.core.read import BEFORE_SIGNING, LoggedRead
from reads.core.times import stored
from reads.intake.reads_alike import SITE, OwnParts, ReadsOfFacility, ReadsOfWindow, by_facility
from reads.intake.stored_row import KEY, OWN, PLACES, RADIOLOGIST, SHARED, Row, row_of
from reads.log.read_versions import SHOWN, all_versions
from reads.log.undone_imports import standing, undone
from reads.log.voids import void_query
from reads.store import month_file
from reads.store.look_without_orm import is_sqlite, rows
from reads.store.month_file import Answer, Asked, Question

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_MOMENTS = ("exam_at", "received_at", "signed_at")
_FEW = 500
"""So many facilities are looked up by the index; more, and all reads of the days are gone through."""

_OWN = ("id", "read_key", "version", *(SHOWN[name] for name in OWN))
_SHARED = tuple(SHOWN[name] for name in SHARED)
_WORDS = slice(2, 2 + len(SHARED))
_VOID, _AMENDED = 1, 2
_SIGNED = "signed_at >= :low AND signed_at < :last"


@dataclass(frozen=True, slots=True)
class _Window:
    """Which versions are asked for: as SQL, and as rows; where all of a span are, in which stretch they lie and how many at most."""

    where: str
    values: Mapping[str, Any]
    within: Callable[[Row], bool]
    span: tuple[str, str]
    stretch: str
    likely: int

    @classmethod
    def of(
        cls,
        reading: Reading,
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

        values: dict[str, Any] = {"low": low, "high": high, "last": stored(end + BEFORE_SIGNING)}
        moments = " OR ".join(f"{moment} >= :low AND {moment} < :high" for moment in _MOMENTS)
        where = f"{_SIGNED} AND ({moments})"
        stretch, likely = "true", 0
        if facilities is not None and len(facilities) <= _FEW:
            where, values = f"{where} AND facility IN :facilities", {**values, "facilities": sorted(facilities)}
        elif readers is None:
            stretch, likely = _lying_together(reading, low=low, last=values["last"])
        if readers is not None:
            where, values = f"{where} AND radiologist IN :readers", {**values, "readers": sorted(readers)}
        where = f"{where} AND {standing(reading, 'import_id')}"
        return cls(where, values, within, (start.isoformat(), end.isoformat()), stretch, likely)


def load_alike(
    reading: Reading,
    start: datetime,
    end: datetime,
    facilities: Collection[str] | None = None,
    readers: Collection[str] | None = None,
) -> ReadsOfWindow:
    """The current version of every read with a moment (exam, receipt or signing) in [start, end), a facility's together.

    With `facilities`, of these only; with `readers`, of those sent under these words. Within a day of the window's ends a few
    more may come along, since times of unknown zones are compared as they stand.
    """
    window = _Window.of(reading, start, end, facilities, readers)
    void = _void(reading)
    found = _alike(reading, window, void)
    if facilities is not None and len(facilities) > _FEW:
        wanted = frozenset(facilities)
        found = (each for each in found if SITE(each.shared[0])[0] in wanted)
    return ReadsOfWindow(found, void)


def question_of(reading: Reading, start: datetime, end: datetime) -> Question:
    """What `load_alike` asks of the log for all reads of a window."""
    void = _void(reading)
    return _question(reading, _Window.of(reading, start, end, None, None), void)


def load_reads(
    reading: Reading, start: datetime, end: datetime, facilities: Collection[str] | None = None
) -> Iterator[LoggedRead]:
    """The same reads one by one, void ones marked."""
    found = load_alike(reading, start, end, facilities)
    return (found.logged(row) for some in found.by_facility for row in some.rows)


def _question(reading: Reading, window: _Window, void: Collection[str]) -> Question:
    """Asks for groups of versions: whether they stand apart and why, how many they are, their shared words, their own parts."""
    apart = {}
    if rows(reading, "SELECT 1 FROM read_versions WHERE version > 1 LIMIT 1"):
        apart["SELECT read_key FROM read_versions WHERE version > 1"] = _AMENDED
    if void:
        apart[void_query(reading)] = _VOID
    cases = " ".join(f"WHEN read_key IN ({keys}) THEN {told}" for keys, told in apart.items())
    told = f"CASE {cases} ELSE 0 END" if apart else "0"
    gathered = "json_group_array" if is_sqlite(reading) else "json_agg"
    own = (f"CAST({gathered}({column}) AS TEXT)" for column in _OWN)
    together = ", ".join((*(["told"] if apart else []), *_SHARED))
    columns = ", ".join((f"{told} AS told", "count(*)", *_SHARED, *own))
    select = f"SELECT {columns} FROM read_versions WHERE {window.where}"  # noqa: S608 - the names are our own
    several = "SELECT DISTINCT read_key FROM read_versions WHERE version > 1 ORDER BY read_key"
    hangs_on = sorted(void), [key for (key,) in rows(reading, several)], sorted(undone(reading))
    asked = Asked(select, f"GROUP BY {together} ORDER BY {together}", window.values)
    return Question(reading, asked, _together, "id", window.stretch, window.span, hangs_on)


def _void(reading: Reading) -> frozenset[str]:
    return frozenset(key for (key,) in rows(reading, void_query(reading)))


def _together(groups: Iterator[Answer]) -> Iterator[Answer]:
    """The log's groups, those of one facility and type as one: why apart, how many, the shared words of each, the own parts."""
    for (told, _), some in groupby(groups, lambda group: (group[0], SITE(group[_WORDS]))):
        _, counts, *places = zip(*some, strict=True)
        shared = list(zip(*places[: len(SHARED)], strict=True))
        own = OwnParts.joined(counts, places[len(SHARED) :])
        yield told, own.count, json.dumps(shared, ensure_ascii=False), *own.texts


def _alike(reading: Reading, window: _Window, void: Collection[str]) -> Iterator[ReadsOfFacility]:
    """The reads by facility; the void ones apart, and those with several versions after all others."""
    question = _question(reading, window, void)
    amended: set[str] = set()
    for told, count, shared, *texts in question.answers() if window.likely > month_file.FEW else question.of_log():
        own = OwnParts(tuple(texts), count)
        if told == _AMENDED:
            amended.update(own.place(KEY))
        else:
            yield ReadsOfFacility(tuple(map(tuple, json.loads(shared))), own, told == _VOID)
    current = _settled(reading, amended, window)
    yield from by_facility(row for row in current if row[KEY] not in void)
    yield from by_facility((row for row in current if row[KEY] in void), apart=True)


def _settled(reading: Reading, amended: Collection[str], window: _Window) -> list[Row]:
    """The current versions of reads that have several, where they are asked for."""
    found = (max(versions, key=lambda version: version.order) for versions in all_versions(reading, amended).values())
    current = (row_of(version.id, version.key, version.number, version.content) for version in found)
    return [row for row in current if window.within(row)]


def _lying_together(reading: Reading, **signed: str) -> tuple[str, int]:
    """The stretch of the log that has all reads signed then, where it has few others, and how many: SQLite reads it in half the time."""
    if not is_sqlite(reading):
        return "true", 0
    query = f"SELECT count(*), min(id), max(id) FROM read_versions WHERE {_SIGNED}"  # noqa: S608 - a constant
    [(count, first, last)] = rows(reading, query, **signed)
    return f"id BETWEEN {first} AND {last}" if count and last - first < 4 * count else "true", count
