"""A paper as canonical JSON and back: what is stored, hashed and chained.

    snapshot   {"format":1, all that the paper says but its schedule}
    schedule   {"format":1, "columns":[names], "rows":[[a read], ...]}
    sha256     of snapshot, the schedule's own SHA-256 and the hash of the paper before, joined by line feeds

Amounts, work RVUs, days and instants are texts; money is its minor units, in the paper's currency.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from invoicing.papers.errors import UnknownFormat
from invoicing.papers.paper import Paper, ScheduleRow
from reads.core.money import Money
from reads.core.month import Month
from reads.core.times import restored, stored
from reads.store.canonical_json import canonical

FORMAT = 1
"""The version of the stored form; a later wetread reads all earlier ones."""

_SCHEDULE_COLUMNS = tuple(field.name for field in fields(ScheduleRow))


def snapshot_of(paper: Paper) -> str:
    """All that the paper says but its schedule, as canonical JSON."""
    return canonical({"format": FORMAT, **_plain_fields(paper, but="schedule")})


def schedule_of(paper: Paper) -> str:
    """The paper's schedule as canonical JSON, a list a read."""
    whole = attrgetter(*_SCHEDULE_COLUMNS)
    rows = [
        [value if type(value) in _AS_IS else _WRITERS.get(type(value), _plain)(value) for value in whole(row)]
        for row in paper.schedule
    ]
    return canonical({"format": FORMAT, "columns": _SCHEDULE_COLUMNS, "rows": rows})


def paper_hash(snapshot: str, schedule: str, previous: str) -> str:
    """The hash that a paper must have, given what it says and the hash of the paper issued before it."""
    chained = "\n".join((snapshot, hashlib.sha256(schedule.encode()).hexdigest(), previous))
    return hashlib.sha256(chained.encode()).hexdigest()


def paper_of(snapshot: str, schedule: str | None = None) -> Paper:
    """The paper of a stored form, equal to the one it was made from; without its schedule where that isn't given."""
    found = json.loads(snapshot)
    _check_format(found.pop("format", None))
    values = _restored_fields(Paper, found, found["currency"])
    return Paper(**values, schedule=() if schedule is None else schedule_rows(schedule))


def schedule_rows(schedule: str) -> tuple[ScheduleRow, ...]:
    """The reads of a stored schedule."""
    found = json.loads(schedule)
    _check_format(found.get("format"))
    columns = tuple(found["columns"])
    readers = [(column, _reader(_hints(ScheduleRow)[name], "")) for column, name in enumerate(columns)]
    to_read = [(column, read) for column, read in readers if read is not _same]
    rows: list[list[Any]] = found["rows"]
    for row in rows:
        for column, read in to_read:
            row[column] = read(row[column])
    if columns == _SCHEDULE_COLUMNS:
        return tuple(ScheduleRow(*row) for row in rows)
    return tuple(ScheduleRow(**dict(zip(columns, row, strict=True))) for row in rows)


def _check_format(version: object) -> None:
    if version != FORMAT:
        raise UnknownFormat(version)


def _plain_fields(value: Any, *, but: str = "") -> dict[str, object]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != but}


def _plain(value: Any) -> object:
    """The JSON form of a field."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if is_dataclass(value):
        return _plain_fields(value)
    return str(value.value if isinstance(value, Enum) else value)


def _same(value: object) -> object:
    return value


_AS_IS: frozenset[type] = frozenset({str, int, bool, type(None)})
"""Types that JSON has too."""

_WRITERS: dict[type, Callable[[Any], object]] = {
    **dict.fromkeys(_AS_IS, _same),
    Decimal: "{:f}".format,
    datetime: stored,
    date: date.isoformat,
    Month: str,
    Money: lambda money: money.minor,
    tuple: lambda values: [_plain(value) for value in values],
}

_REPEATED = 4_096
"""So many prices and months are kept, that a schedule repeats in every row."""

_READERS: dict[type, Callable[[Any], object]] = {
    str: _same,
    int: _same,
    bool: _same,
    Decimal: lru_cache(_REPEATED)(Decimal),
    datetime: restored,
    date: date.fromisoformat,
    Month: lru_cache(_REPEATED)(Month.parse),
}


@cache
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)


def _restored_fields(of: type, found: dict[str, Any], currency: str) -> dict[str, Any]:
    hints = _hints(of)
    return {name: _reader(hints[name], currency)(value) for name, value in found.items()}


@cache
def _reader(hint: Any, currency: str) -> Callable[[Any], Any]:
    """What turns the JSON form of a field back into its value, by the field's type."""
    if hint in _READERS:
        return _READERS[hint]
    if hint is Money:
        return lambda minor: Money(minor, currency)
    if get_origin(hint) is UnionType:
        inner = _reader(next(kind for kind in get_args(hint) if kind is not type(None)), currency)
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint), currency)
    if issubclass(hint, Enum):
        kinds: type[Enum] = hint
        return kinds
    return lambda found: hint(**_restored_fields(hint, found, currency))


def _tuple_reader(kinds: tuple[Any, ...], currency: str) -> Callable[[Any], Any]:
    """For `tuple[X, ...]`, or for a tuple of fixed length."""
    if kinds[-1] is Ellipsis:
        each = _reader(kinds[0], currency)
        return lambda values: tuple(each(value) for value in values)
    readers = [_reader(kind, currency) for kind in kinds]
    return lambda values: tuple(read(value) for read, value in zip(readers, values, strict=True))
