"""The segments of a value, line by line, and of the values below it: written, read back, and as they are filed, in one walk each.

A `SegmentTable` is of a class of values; its lines (segment_line.py) are the segments that say a value's own fields, a `Part`
is a value in one of them, with a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from operator import attrgetter, is_
from typing import Any, Protocol

from reads.claims.x12.cursor import SegmentCursor
from reads.claims.x12.elements import Fault
from reads.claims.x12.segment_line import Made, SegmentLine

_MOST_SHARED, _KEPT = 12, 4_096
"""Segments that a shared value may take, and how many such values are known at a time."""


class TableEntry(Protocol):
    """What stands in a table: a line, or a part with a table of its own."""

    def write(self, value: Any, out: list[str], faults: list[Fault]) -> None:
        """Adds the segments of a value, and what is wrong with them."""

    def read(self, cursor: SegmentCursor, made: Made) -> None:
        """Takes the segments, and adds what they say of the value, by field; NotOurs where they don't stand there."""

    def begins(self, text: str) -> bool:
        """Whether a segment is the first of it."""

    def changes(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """What becomes of fields on the way into a file."""


class SegmentTable:
    """The segments of a value of some class, in their order."""

    def __init__(
        self, of: Callable[..., Any], *entries: str | TableEntry, filed: Callable[[Any], Any] | None = None
    ) -> None:
        self.of = of
        self.entries = [SegmentLine(entry) if isinstance(entry, str) else entry for entry in entries]
        for part in (entry for entry in self.entries if isinstance(entry, Part)):
            part.said_above = any(path.startswith(f"{part.field}.") for path in self._paths())
        self.changes = _by_field(self.entries)
        self._filed = filed or partial(_changed, self.changes)
        self.shared_segments = lru_cache(_KEPT)(self.segments)
        self.shared_filed = lru_cache(_KEPT)(self.filed)

    def _paths(self) -> Iterator[str]:
        return (field.path for line in self.entries if isinstance(line, SegmentLine) for field in line.fields)

    def starts(self) -> Iterator[str]:
        """How the segments in it start."""
        for entry in self.entries:
            if isinstance(entry, Part):
                yield from entry.table.starts()
            elif isinstance(entry, SegmentLine):
                yield entry.start

    def write(self, value: Any, out: list[str], faults: list[Fault]) -> None:
        """Adds the segments of a value to `out`, and to `faults` what is wrong with them."""
        for entry in self.entries:
            entry.write(value, out, faults)

    def segments(self, value: Any) -> tuple[list[str], list[Fault]]:
        """The segments of a value, and what is wrong with them."""
        out: list[str] = []
        faults: list[Fault] = []
        self.write(value, out, faults)
        return out, faults

    def read(self, cursor: SegmentCursor, made: Made) -> Made:
        """What the segments that come next say of a value, by field, added to what is known of it."""
        for entry in self.entries:
            entry.read(cursor, made)
        return made

    def taken(self, cursor: SegmentCursor, known: Made | None = None) -> Any:
        """The value that the segments which come next say, with what is known of it; NotOurs where they say none."""
        try:
            return self.of(**self.read(cursor, dict(known or ())))
        except (TypeError, ValueError):  # a field that it must have was not said, or two contradict each other
            raise cursor.not_ours("what is still to be said") from None

    def filed(self, value: Any) -> Any:
        """The value as its segments will say it: what `read` gives back of it."""
        return self._filed(value)

    def filed_fields(self, value: Any) -> dict[str, Any]:
        """The fields of it that its segments say otherwise."""
        return _new_fields(self.changes, value)


class Part:
    """A value of its own in a field: it may be missing (None), or be several (a tuple) of which `counted` numbers each.

    `shared` are those that many claims have alike, as a group's radiologists: their segments are put together once.
    """

    def __init__(self, field: str, table: SegmentTable, *, counted: str = "", shared: bool = False) -> None:
        self.field, self.table, self.counted, self.shared = field, table, counted, shared
        self.said_above = False
        self._value = attrgetter(field)
        self._known: dict[str, tuple[list[str], Any]] = {}
        self._starts = tuple(table.starts())

    def write(self, value: Any, out: list[str], faults: list[Fault]) -> None:
        """Adds its segments, where it stands."""
        own = self._value(value)
        if own is None:
            return
        if self.shared:
            segments, found = self.table.shared_segments(own)
            out += segments
            faults += found
        else:
            self.table.write(own, out, faults)

    def read(self, cursor: SegmentCursor, made: Made) -> None:
        """Takes its segments, if they stand there; what a line above said of it goes with them."""
        if self.shared and not self.said_above:
            self._read_shared(cursor, made)
            return
        above = said_below(made, self.field) if self.said_above else {}
        if above or self.begins(cursor.next):
            made[self.field] = self.table.taken(cursor, above)

    def _read_shared(self, cursor: SegmentCursor, made: Made) -> None:
        """Segments that were read before say what they said then, if nothing after them could be of them too."""
        segments, value = self._known.get(cursor.next, ([], None))
        ahead = cursor.ahead(_MOST_SHARED)
        count = len(segments)
        if count and ahead[:count] == segments and len(ahead) > count and not ahead[count].startswith(self._starts):
            for _ in segments:
                cursor.take()
            made[self.field] = value
        elif self.begins(cursor.next):
            before = cursor.taken
            made[self.field] = value = self.table.taken(cursor)
            if len(self._known) >= _KEPT:
                self._known.clear()
            if (count := cursor.taken - before) < len(ahead):
                self._known[ahead[0]] = ahead[:count], value

    def begins(self, text: str) -> bool:
        """Whether a segment is its first."""
        return self.table.entries[0].begins(text)

    def changes(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """What becomes of it on the way into a file."""
        if self.table.changes:
            yield self.field, self.table.shared_filed if self.shared else self.table.filed


class Parts(Part):
    """Several values in a field, a tuple; `counted` is the segment that numbers them, as LX does a claim's lines."""

    def write(self, value: Any, out: list[str], faults: list[Fault]) -> None:
        """Adds the segments of each; a fault of a counted one says which it is of."""
        for number, own in enumerate(self._value(value), 1):
            found: list[Fault] = []
            if self.counted:
                out.append(f"{self.counted}*{number}")
            self.table.write(own, out, found)
            faults += [_of_number(number, fault) for fault in found] if self.counted else found

    def read(self, cursor: SegmentCursor, made: Made) -> None:
        """Takes the segments of as many as stand there."""
        found: list[Any] = []
        while self.begins(cursor.next):
            if self.counted:
                cursor.take(f"{self.counted}*{len(found) + 1}")
            found.append(self.table.taken(cursor))
        made[self.field] = tuple(found)

    def begins(self, text: str) -> bool:
        """Whether a segment is the first of one."""
        return text.startswith(f"{self.counted}*") if self.counted else super().begins(text)

    def changes(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """What becomes of each on the way into a file."""
        if self.table.changes:
            yield self.field, self._filed

    def _filed(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        filed = tuple([self.table.filed(each) for each in values])
        return values if all(map(is_, filed, values)) else filed


def said_below(made: Made, field: str) -> Made:
    """What was said of the fields of a value in this field, taken out of what is known."""
    return {path.partition(".")[2]: made.pop(path) for path in list(made) if path.startswith(f"{field}.")}


def _of_number(number: int, fault: Fault) -> Fault:
    loop, _, element = fault.element.partition(" ")
    return fault._replace(element=f"{loop} line {number} {element}")


def _by_field(entries: Iterable[TableEntry]) -> list[tuple[str, Callable[[Any], Any]]]:
    """What becomes of each field of a value, those of a value below it together."""
    found: dict[str, list[tuple[str, Callable[[Any], Any]]]] = {}
    for entry in entries:
        for path, change in entry.changes():
            head, _, rest = path.partition(".")
            found.setdefault(head, []).append((rest, change))
    return [(head, partial(_of_field, some)) for head, some in found.items()]


def _of_field(changes: Sequence[tuple[str, Callable[[Any], Any]]], value: Any) -> Any:
    for path, change in changes:
        if not path:
            value = change(value)
        elif (new := change(old := getattr(value, path))) is not old:
            value = replace(value, **{path: new})
    return value


def _changed(changes: Sequence[tuple[str, Callable[[Any], Any]]], value: Any) -> Any:
    """The value with its fields as they are filed; itself, where nothing changes."""
    new = _new_fields(changes, value)
    return replace(value, **new) if new else value


def _new_fields(changes: Sequence[tuple[str, Callable[[Any], Any]]], value: Any) -> dict[str, Any]:
    """Those of its fields that are filed otherwise than they are."""
    new = {}
    for field, change in changes:
        old = getattr(value, field)
        if old is not None and (now := change(old)) is not old:
            new[field] = now
    return new
