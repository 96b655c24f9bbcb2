"""One line of the table of segments: from it follow how the segment is written, read back, and checked.

    "2010AA  NM1*85*2*{name:60f}*****XX*{npi:npi}"          loop, segment; {field:kind of element} (elements.py)
    "2310C   NM1*77*2*{name:60f}[*****XX*{npi:npi}]"        [...] stands where its field has something
    "2300    REF*G1*{prior_authorization:50}  ? prior_authorization"     the segment stands where that field has something

Fields are those of the value that the table (segment_table.py) is of. A line becomes a format to write with and a pattern to read with; a written segment that its pattern refuses is a claim's fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from reads.claims.x12.cursor import SegmentCursor
from reads.claims.x12.element_kinds import KINDS
from reads.claims.x12.elements import ElementKind, Fault, text_kind

_LINE = re.compile(r"(?P<loop>[0-9]{4}[A-Z]{0,2})? *(?P<segment>.*?)(?: +\? (?P<when>[\w.]+))?")
_PIECE = re.compile(r"\[(?P<before>[^{]*)\{(?P<maybe>[\w.]+:[\w-]+)\}\]|\{(?P<field>[\w.]+:[\w-]+)\}|(?P<text>[^{[]+)")

_WORD = re.compile(r"\{[^}]*\}")

_OF_PATIENTS, _KEPT = ("2010BA", "2010CA", "2330A"), 1_024
"""Loops that name patients; of other lines so many segments are remembered with what they say, which most claims say again: both ways."""

K = TypeVar("K")
V = TypeVar("V")

Made = dict[str, Any]
"""What was read of a value: its fields by name, those of a value below it with a dot."""


@dataclass(frozen=True, slots=True)
class _Field:
    path: str
    element: str
    kind: ElementKind
    before: str

    def faults(self, value: Any) -> Iterable[Fault]:
        own = attrgetter(self.path)(value)
        return () if self.before and not own else self.kind.faults(self.element, own)


class SegmentLine:
    """One line of the table: a segment."""

    def __init__(self, line: str) -> None:
        said = _LINE.fullmatch(line)
        if said is None:
            raise ValueError(f"{line!r} is no line of the table of segments")
        self.segment, self.loop, when = said["segment"], said["loop"] or "", said["when"]
        self.when = attrgetter(when) if when else None
        self.fields = list(_fields(self.segment, self.loop))
        self.start = re.split(r"[{[]", self.segment, maxsplit=1)[0]
        self._match = re.compile(_PIECE.sub(_pattern, self.segment)).fullmatch
        self._format = _PIECE.sub(lambda piece: piece["text"] or "%s", self.segment)
        self._values = _getter([field.path for field in self.fields])
        self._encoders = [
            (at, _encoder(field)) for at, field in enumerate(self.fields) if field.kind.encoded or field.before
        ]
        self._checks = [(at, field.kind.checked) for at, field in enumerate(self.fields, 1) if field.kind.checked]
        self._decoders = [(field.path, field.kind.decoded) for field in self.fields]
        self._said: dict[str, list[tuple[str, Any]]] = {}
        self._written: dict[Sequence[Any], str] = {}

    def write(self, value: Any, out: list[str], faults: list[Fault]) -> None:
        """Adds the segment of a value, where it stands, and its faults where it can't be carried."""
        if self.when and _is_nothing(self.when(value)):
            return
        said = self._values(value)
        if (known := self._written.get(said)) is not None:
            out.append(known)
            return
        text = self._text(said)
        out.append(text)
        match = self._match(text)
        if match is None or (self._checks and not all(checked(match[at] or "") for at, checked in self._checks)):
            found = [fault for field in self.fields for fault in field.faults(value)]
            faults += found or [
                Fault("bad_element", f"{self.loop} {text[:3]}", "is not as a file has it", "report this")
            ]
        elif self.loop not in _OF_PATIENTS:
            _keep(self._written, said, text)

    def _text(self, said: Sequence[Any]) -> str:
        if self._encoders:
            said = list(said)
            for at, encoded in self._encoders:
                said[at] = encoded(said[at])
        return self._format % tuple(said)

    def read(self, cursor: SegmentCursor, made: Made) -> None:
        """Takes the segment, if it stands there, and adds what it says; NotOurs where it must and doesn't."""
        if self.when and not cursor.next.startswith(self.start):
            return
        if (said := self._said.get(cursor.next)) is None:
            said = self._understood(cursor)
            if said is None:
                return
            if self.loop not in _OF_PATIENTS:
                _keep(self._said, cursor.next, said)
        for path, value in said:
            if made.setdefault(path, value) != value:
                raise cursor.not_ours(f"the same {path.rpartition('.')[2]} as before")
        cursor.take()

    def _understood(self, cursor: SegmentCursor) -> list[tuple[str, Any]] | None:
        """What the next segment says, by field; None where it is another and this one may be missing."""
        match = self._match(cursor.next) if cursor.next.startswith(self.start) else None
        if match is None:
            if self.when:
                return None
            raise cursor.not_ours(self.segment.partition("{")[0].rstrip("*"))
        said = []
        for (path, decoded), text in zip(self._decoders, match.groups(), strict=True):
            if text is not None:
                try:
                    said.append((path, decoded(text) if decoded else text))
                except ValueError:
                    raise cursor.not_ours(f"a {path.rpartition('.')[2]} that there can be") from None
        return said

    def begins(self, text: str) -> bool:
        """Whether a segment is this one."""
        return text.startswith(self.start) and self._match(text) is not None

    def changes(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        """What becomes of its fields on the way into a file."""
        return ((field.path, field.kind.filed) for field in self.fields if field.kind.filed)


def _keep(known: dict[K, V], key: K, value: V) -> None:
    if len(known) >= _KEPT:
        known.clear()
    known[key] = value


def _is_nothing(value: object) -> bool:
    """A sum of 0 is something."""
    return value is None or value == "" or value is False


def _fields(segment: str, loop: str) -> Iterator[_Field]:
    """The fields of a segment, each with the name of its element."""
    before = ""
    for piece in _PIECE.finditer(segment):
        before += piece["before"] or piece["text"] or ""
        if said := piece["maybe"] or piece["field"]:
            path, _, word = said.partition(":")
            kind = _kind(word)
            whole = before.rpartition("*")[2] + _WORD.sub("", segment[piece.end() :]).partition("*")[0]
            yield _Field(
                path, f"{loop} {_element(before, is_composite=':' in whole)}".strip(), kind, piece["before"] or ""
            )
            before += ":" * segment.startswith("{", piece.end()) + "*" * (kind.elements - 1)


def _element(before: str, *, is_composite: bool) -> str:
    """The name of the element that comes after so much of a segment: NM103, SV101-2; REF*G1, which its qualifier tells."""
    name, *elements = before.split("*")
    if name in {"REF", "DTP"}:
        return f"{name}*{elements[0]}"
    component = f"-{elements[-1].count(':') + 1}" if is_composite else ""
    return f"{name}{len(elements):02d}{component}"


def _kind(word: str) -> ElementKind:
    return KINDS.get(word) or text_kind(word)


def _pattern(piece: re.Match[str]) -> str:
    if piece["text"]:
        return re.escape(piece["text"])
    pattern = f"({_kind((piece['maybe'] or piece['field']).partition(':')[2]).pattern})"
    return f"(?:{re.escape(piece['before'])}{pattern})?" if piece["maybe"] else pattern


def _encoder(field: _Field) -> Callable[[Any], str]:
    """The text of a field's value; with what stands before it in brackets, or nothing at all."""
    encoded, before = field.kind.encoded or str, field.before
    if not before:
        return encoded

    def maybe(value: Any) -> str:
        text = encoded(value)
        return before + text if text else ""

    return maybe


def _getter(paths: Sequence[str]) -> Callable[[Any], Sequence[Any]]:
    if len(paths) > 1:
        return attrgetter(*paths)
    only = attrgetter(*paths) if paths else None
    return lambda value: (only(value),) if only else ()
