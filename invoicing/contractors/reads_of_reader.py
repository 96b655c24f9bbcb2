"""What one reader did, in columns: what reads share is kept once, and a read is made when it is asked for.

    ReadsOfReader
    ├── columns    of each read its kind (`WorkKind`: words, place, exam), its position among the kind's, when it was signed
    └── others     the few reads that were looked at one by one

It is a sequence of the same `Performed` as a list of them would be, and pay is reckoned alike of both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise, repeat
from typing import overload

from invoicing.contractors.reads_done import Performed
from reads.core.local_clock import local_clock
from reads.core.read import LoggedRead
from reads.core.times import restored, stored
from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist
from reads.intake.reads_alike import OwnParts
from reads.intake.stored_row import KEY, Row, logged_of


@dataclass(frozen=True, slots=True, eq=False)
class WorkWords:
    """Words that kinds of several facilities share: a read that has them, and the exam that they mean."""

    logged: LoggedRead
    exam: Exam | None

    @property
    def modality(self) -> str:
        """The exam's modality, else the sender's."""
        return (self.exam.modality if self.exam else "") or self.logged.read.modality


@dataclass(frozen=True, eq=False)
class WorkKind:
    """Reads with the same words at one facility, whoever signed them."""

    words: WorkWords
    facility: Facility
    shared: Row
    own: OwnParts

    @cached_property
    def cell(self) -> tuple[str, str, str]:
        """Client, facility and modality."""
        return self.facility.client, self.facility.id, self.words.modality

    def key(self, position: int) -> str:
        """One read's key in the log."""
        return self.own.at([position]).place(KEY)[0]  # type: ignore[no-any-return]

    def performed(self, position: int, reader: Radiologist, country: str) -> Performed:
        """One of the reads."""
        row = next(iter(self.own.at([position])))
        return Performed(logged_of(row + self.shared), reader, self.facility, self.words.exam, country)

    def standing_in(self, reader: Radiologist, signed: str) -> Performed:
        """A read as far as its kind, reader and moment go."""
        logged = replace(self.words.logged, read=replace(self.words.logged.read, signed_at=restored(signed)))
        return Performed(logged, reader, self.facility, self.words.exam, "")


@dataclass(slots=True, eq=False)
class ReadsOfReader(Sequence[Performed]):
    """Those of `radiologist`, whose countries of work the directory says; first the columns, then the others."""

    radiologist: Radiologist
    directory: Directory
    kinds: list[WorkKind] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    others: list[Performed] = field(default_factory=list)
    _countries: tuple[int, Sequence[str]] = (-1, ())

    def take(self, kind: WorkKind, position: int, signed: str) -> None:
        """One more in columns; `signed` is an instant, as stored."""
        self.kinds.append(kind)
        self.positions.append(position)
        self.signed.append(signed)

    def __len__(self) -> int:
        return len(self.kinds) + len(self.others)

    @overload
    def __getitem__(self, at: int) -> Performed: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Performed]: ...
    def __getitem__(self, at: int | slice) -> Performed | Sequence[Performed]:
        if isinstance(at, slice):
            return list(self)[at]
        at = range(len(self))[at]
        if at >= len(self.kinds):
            return self.others[at - len(self.kinds)]
        return self.kinds[at].performed(self.positions[at], self.radiologist, self.countries[at])

    def __iter__(self) -> Iterator[Performed]:
        return map(self.__getitem__, range(len(self)))

    @property
    def countries(self) -> Sequence[str]:
        """Of each read where its reader sat: looked up once where one row of locations.csv has all of the days."""
        if self._countries[0] != len(self):
            own = _countries(self.directory, self.radiologist.id, self.signed)
            self._countries = len(self), [*own, *(each.country for each in self.others)]
        return self._countries[1]

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """Of each read its client, facility and modality; the client is empty where nobody knows the facility."""
        others = (
            (each.facility.client if each.facility else "", each.read.facility, each.modality) for each in self.others
        )
        return [*(kind.cell for kind in self.kinds), *others]

    @property
    def days(self) -> list[date]:
        """Of each read the day of its signing, by its facility's clock."""
        own = (
            local_clock(kind.facility.zone).at(signed).date()
            for kind, signed in zip(self.kinds, self.signed, strict=True)
        )
        return [*own, *(each.local_time(None).date() for each in self.others)]

    @property
    def exams(self) -> list[Exam]:
        """Every exam that was read and is known."""
        words = {id(kind.words): kind.words.exam for kind in self.kinds}
        found = {id(exam): exam for exam in (*words.values(), *(each.exam for each in self.others)) if exam}
        return list(found.values())

    def in_order(self) -> list[int]:
        """The positions in the order of signing; of reads signed at once, by their keys."""
        signed = [text[:-1] for text in self.signed]
        signed += [stored(each.read.signed_at)[:-1] for each in self.others]
        order = sorted(range(len(signed)), key=signed.__getitem__)
        moments = [signed[at] for at in order]
        tied = {moment for moment, after in pairwise(moments) if moment == after}
        for moment in tied:
            same = slice(bisect_left(moments, moment), bisect_right(moments, moment))
            order[same] = sorted(order[same], key=self._key)
        return order

    def _key(self, at: int) -> str:
        own = len(self.kinds)
        return self.kinds[at].key(self.positions[at]) if at < own else self.others[at - own].logged.key


def _countries(directory: Directory, reader: str, signed: Sequence[str]) -> Iterable[str]:
    rows = directory.locations.get(reader, ())
    if not rows or not signed:
        return repeat("", len(signed))
    first, last = (directory.location(reader, restored(each)) for each in (min(signed), max(signed)))
    if first is not None and first is last is rows[0]:
        return repeat(first.country, len(signed))
    found = (directory.location(reader, restored(each)) for each in signed)
    return [each.country if each else "" for each in found]


def reads_by(radiologist: str, reads: Iterable[Performed]) -> ReadsOfReader:
    """The reader's own of these; those of a list are each by itself."""
    if isinstance(reads, ReadsOfReader):
        return reads
    own = [each for each in reads if each.radiologist.id == radiologist]
    who = own[0].radiologist if own else Radiologist(radiologist, "")
    return ReadsOfReader(who, Directory.of(), others=own)
