"""One message by segments and fields: which fields stand where, and the reports or orders in it.

A segment is split into its fields alone, and a field when it is asked for: of a message's hundred parts a dozen are. It says
what python-hl7 says of the same message, which a test holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

MOST_DELIMITERS = 200_000
MOST_SEGMENTS = 20_000

_NULL = '""'
_HEADER = re.compile(r"MSH([!-/:-@\[-`{-~])([^\r]{1,5}?)\1")
_ESCAPED = 400_000
"""Characters of a field that are looked through for escapes; no field that says something is longer."""


class NotAMessage(ValueError):
    """The text can't be taken apart; the reason is for a person, without anything of the text."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """As MSH-1 and MSH-2 declare them; what they leave out is as usual."""

    field: str
    component: str
    repetition: str
    escape: str
    subcomponent: str

    @classmethod
    def of(cls, text: str) -> Delimiters:
        """NotAMessage where the header declares none, or the same twice."""
        found = _HEADER.match(text)
        if not found:
            raise NotAMessage("its header declares no delimiters")
        signs = found[1] + found[2] + "|^~\\&"[len(found[2]) + 1 :]
        if len(set(signs)) < len(signs) or any(sign.isalnum() or sign.isspace() for sign in signs):
            raise NotAMessage("its header declares delimiters that can't be told apart")
        return cls(signs[0], signs[1], signs[2], signs[3], signs[4])


@dataclass(frozen=True, slots=True)
class Hl7Segment:
    """One segment: its name, its number among the message's segments from 0, and its fields as sent."""

    name: str
    at: int
    fields: list[str]

    def raw(self, number: int) -> str:
        """The field as sent, delimiters and escapes included; empty where the segment is shorter. `""` counts as empty."""
        text = self.fields[number] if number < len(self.fields) else ""
        return "" if text.strip() == _NULL else text


@dataclass(frozen=True)
class MessageGroup:
    """One report or order: its own segments, and those of its patient and message."""

    own: tuple[Hl7Segment, ...]
    around: tuple[Hl7Segment, ...]
    delimiters: Delimiters

    def segments(self, name: str) -> list[Hl7Segment]:
        """The group's own segments of that name, else the patient's and the message's."""
        found = [segment for segment in self.own if segment.name == name]
        return found or [segment for segment in self.around if segment.name == name]

    def raw(self, name: str, number: int) -> str:
        """A field of the first segment of that name, as sent."""
        found = self._first.get(name)
        return found.raw(number) if found else ""

    @cached_property
    def _first(self) -> dict[str, Hl7Segment]:
        """The first segment of each name, the group's own before those around it."""
        return {segment.name: segment for segment in (*reversed(self.around), *reversed(self.own))}

    def parts(self, raw: str) -> list[list[str]]:
        """The repetitions of a field, each as its components, unescaped; subcomponents stay together."""
        marks = self.delimiters
        return [
            [self.plain(part) for part in repetition.split(marks.component)]
            for repetition in raw.split(marks.repetition)
        ]

    def plain(self, raw: str) -> str:
        """A part without escapes, trimmed."""
        return unescaped(raw, self.delimiters).strip()

    def at(self, path: str) -> str:
        """What stands at a path like OBR-3 or PV1-3.4.1: of the first repetition; the first component where none is named."""
        name, number, component, subcomponent = _place(path)
        raw = self.raw(name, number).partition(self.delimiters.repetition)[0]
        return self._within(raw, component, subcomponent)

    def each(self, path: str) -> list[str]:
        """What stands there in each repetition."""
        name, number, component, subcomponent = _place(path)
        repetitions = self.raw(name, number).split(self.delimiters.repetition)
        return [self._within(raw, component, subcomponent) for raw in repetitions]

    def _within(self, raw: str, component: int, subcomponent: int) -> str:
        marks = self.delimiters
        text = self.plain(_part(_part(raw, marks.component, component), marks.subcomponent, subcomponent))
        return "" if text == _NULL else text

    def first(self, paths: Sequence[str]) -> str:
        """What stands at the first of these paths that is filled in."""
        return next((text for path in paths if (text := self.at(path))), "")

    @property
    def line(self) -> int:
        """The number of the segment that the group is about, among the message's segments from 0."""
        about = [segment.at for segment in self.own if segment.name == "OBR"]
        return about[0] if about else self.own[0].at if self.own else 0


@dataclass(slots=True)
class Message:
    """A message taken apart."""

    segments: list[Hl7Segment]
    delimiters: Delimiters
    header: MessageGroup = field(init=False)

    def __post_init__(self) -> None:
        self.header = MessageGroup((), tuple(self.segments[:1]), self.delimiters)

    @classmethod
    def of(cls, text: str) -> Message:
        """The message of a text with carriage returns between segments; NotAMessage with the reason."""
        delimiters = Delimiters.of(text)
        marks = (delimiters.component, delimiters.repetition, delimiters.subcomponent, delimiters.field)
        if sum(map(text.count, marks)) > MOST_DELIMITERS or text.count("\r") > MOST_SEGMENTS:
            raise NotAMessage(f"it has more than {MOST_DELIMITERS:,} fields and parts")
        header, *lines = text.strip().split("\r")
        head, mark = header[:3], delimiters.field
        signs, _, rest = header[4:].partition(mark)
        segments = [Hl7Segment(head, 0, [head, mark, signs, *(rest.split(mark) if rest else ())])]
        for at, line in enumerate(lines, 1):
            if line:
                fields = line.split(mark)
                segments.append(Hl7Segment(fields[0], at, fields))
        return cls(segments, delimiters)

    @property
    def type(self) -> str:
        """ORU, ORM, ADT …"""
        return self.header.at("MSH-9").upper()

    def groups(self) -> Iterator[MessageGroup]:
        """The reports or orders of the message, each with its patient: an ORC belongs to the OBR that follows it."""
        header = self.segments[:1]
        patient: list[Hl7Segment] = []
        own: list[Hl7Segment] = []
        for segment in self.segments[1:]:
            begins = segment.name in ("ORC", "OBR") and (segment.name == "ORC" or _has(own, "OBR"))
            if own and (begins or segment.name == "PID"):
                yield self._group(own, [*header, *patient])
                own = []
            if segment.name == "PID":
                patient = []
            if own or segment.name in ("ORC", "OBR"):
                own.append(segment)
            else:
                patient.append(segment)
        if own:
            yield self._group(own, [*header, *patient])

    def _group(self, own: Sequence[Hl7Segment], around: Sequence[Hl7Segment]) -> MessageGroup:
        return MessageGroup(tuple(own), tuple(around), self.delimiters)


@lru_cache(maxsize=10_000)
def _place(path: str) -> tuple[str, int, int, int]:
    """Segment, field, component and subcomponent of a path; the first where it names none."""
    name, _, rest = path.partition("-")
    number, component, subcomponent, *_ = (*map(int, rest.split(".")), 1, 1)
    return name, number, component, subcomponent


def _part(raw: str, mark: str, place: int) -> str:
    if place == 1:
        return raw.partition(mark)[0]
    pieces = raw.split(mark)
    return pieces[place - 1] if place <= len(pieces) else ""


def _has(segments: Sequence[Hl7Segment], name: str) -> bool:
    return any(segment.name == name for segment in segments)


def unescaped(raw: str, delimiters: Delimiters) -> str:
    r"""The text with its escapes resolved (HL7 2.7, 2.7): delimiters, `\.br\`, `\Xdd\`; what only formats is left out."""
    mark = delimiters.escape
    if mark not in raw:
        return raw
    parts = raw[:_ESCAPED].split(mark)
    if len(parts) == 2:
        return raw
    meant = {
        "F": delimiters.field,
        "S": delimiters.component,
        "R": delimiters.repetition,
        "T": delimiters.subcomponent,
        "E": mark,
    }
    text = [parts[0]]
    at = 1
    while at < len(parts):
        resolved = _resolved(parts[at], meant) if at + 1 < len(parts) else None
        if resolved is None:
            text.append(mark + parts[at])
            at += 1
        else:
            text += (resolved, parts[at + 1])
            at += 2
    return "".join(text)


def _resolved(code: str, meant: dict[str, str]) -> str | None:
    """What an escape stands for; None for one that isn't known, such as a lone backslash in a path."""
    if code in meant:
        return meant[code]
    if code in ("H", "N") or re.fullmatch(r"[CM][0-9A-F]{4,6}", code):
        return ""
    if re.fullmatch(r"\.(br|sp|fi|nf|in|ti|sk|ce)[+-]?\d{0,4}", code):
        return "\n" if code[1:3] in ("br", "sp", "ce") else " "
    if re.fullmatch(r"X([0-9A-Fa-f]{2}){1,64}", code):
        return bytes.fromhex(code[1:]).decode("latin-1")
    return None
