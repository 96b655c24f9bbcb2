"""A contract's month of reads in columns: what many of them share is kept once, and no object is made for a read until asked for.

    ReadColumns
    ├── parts      a facility's reads of a type each: terms, the Kinds of these reads (words and exam), what each has to itself
    └── others     the few reads that were routed one by one

It is a sequence of the same `ToHospital` as a list of them would be, and the engine prices both alike: the columns by kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar, overload

from invoicing.contracts.shared_terms import SharedTerms
from reads.core.read import LoggedRead
from reads.directory.model import Exam, Facility, Radiologist
from reads.intake.reads_alike import OwnParts
from reads.intake.stored_row import ACCESSION, ENDS, KEY, PLACES, RADIOLOGIST, Row, logged_of
from reads.routing.route import ToHospital

T = TypeVar("T")

_EXAM_AS_SENT = tuple(PLACES[name] - ENDS for name in ("exam_code", "cpt", "modality"))
_AS_SENT = itemgetter(*_EXAM_AS_SENT)


@dataclass(frozen=True, slots=True, eq=False)
class AlikeWords:
    """Words that kinds of several facilities share: a read that has them, the exam that they mean, the rule of their route."""

    logged: LoggedRead
    exam: Exam
    rule: str


@dataclass(slots=True, eq=False)
class Kind:
    """What some reads have in common: their shared words as stored, and where all of them go."""

    shared: Row
    facility: Facility
    terms: SharedTerms
    words: AlikeWords

    @property
    def exam(self) -> Exam:
        """What was read."""
        return self.words.exam

    @property
    def modality(self) -> str:
        """The exam's, else that of the words."""
        return self.exam.modality or self.shared[_EXAM_AS_SENT[-1]]

    def moment(self, row: Row) -> str:
        """The moment of a read that puts it into a month, as stored."""
        return row[PLACES[self.terms.moment]]  # type: ignore[no-any-return]

    def routed(self, row: Row, reader: Radiologist) -> ToHospital:
        """One of the reads, as it was routed."""
        return self.standing_in(logged_of(row + self.shared), self.moment(row), reader)

    def standing_in(self, logged: LoggedRead, moment: str, reader: Radiologist) -> ToHospital:
        """A read as far as its kind, moment and reader go; `logged` is any other of the same words."""
        return ToHospital(logged, self.terms.terms(moment), self.facility, self.exam, reader, self.words.rule)


@dataclass(slots=True, eq=False)
class ReadsOfKinds:
    """Reads of one facility and type: `kinds` by the numbers of their words, `readers` by theirs."""

    terms: SharedTerms
    kinds: Mapping[int, Kind]
    own: OwnParts
    readers: Mapping[str, Radiologist]

    def __len__(self) -> int:
        return len(self.own)

    @property
    def moments(self) -> list[str]:
        """Of each read the moment that puts it into its month, as stored: in the order of time."""
        return self.own.place(PLACES[self.terms.moment])

    @property
    def kind_of_each(self) -> list[Kind]:
        """Of each read its kind."""
        return list(map(self.kinds.__getitem__, self.own.numbers))

    @property
    def kinds_read(self) -> list[Kind]:
        """The kinds of which there is a read: of all that were gathered each has one."""
        return list(
            self.kinds.values() if self.own.chosen is None else map(self.kinds.__getitem__, set(self.own.numbers))
        )

    def stand_in(self, at: int) -> ToHospital:
        """A read as far as its kind, moment and reader go."""
        own = self.own.at([at])
        kind, reader = self.kinds[own.numbers[0]], self.readers[own.place(RADIOLOGIST)[0]]
        return kind.standing_in(kind.words.logged, own.place(PLACES[self.terms.moment])[0], reader)

    def some(self, positions: Sequence[int]) -> Iterator[ToHospital]:
        """A few of the reads."""
        return iter(ReadsOfKinds(self.terms, self.kinds, self.own.at(positions), self.readers))

    def __iter__(self) -> Iterator[ToHospital]:
        for kind, row in zip(self.kind_of_each, self.own, strict=True):
            yield kind.routed(row, self.readers[row[RADIOLOGIST]])


@dataclass(slots=True, eq=False)
class ReadColumns(Sequence[ToHospital]):
    """Reads of one contract and month, those of `others` last; `order` are positions where they stand in another one."""

    parts: list[ReadsOfKinds] = field(default_factory=list)
    others: list[ToHospital] = field(default_factory=list)
    order: Sequence[int] | None = None

    def __len__(self) -> int:
        return sum(map(len, self.parts)) + len(self.others) if self.order is None else len(self.order)

    @overload
    def __getitem__(self, at: int) -> ToHospital: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ToHospital]: ...
    def __getitem__(self, at: int | slice) -> ToHospital | Sequence[ToHospital]:
        if isinstance(at, slice):
            return list(self)[at]
        position = range(len(self))[at] if self.order is None else self.order[at]
        return self.some([position])[position]

    def __iter__(self) -> Iterator[ToHospital]:
        if self.order is None:
            yield from chain(*self.parts, self.others)
            return
        readers = [part.readers for part in self.parts for _ in range(len(part))]
        rows = list(zip(self.kinds, readers, chain.from_iterable(part.own for part in self.parts), strict=True))
        for at in self.order:
            if at < len(rows):
                kind, known, row = rows[at]
                yield kind.routed(row, known[row[RADIOLOGIST]])
            else:
                yield self.others[at - len(rows)]

    def add(
        self, terms: SharedTerms, kinds: Mapping[int, Kind], own: OwnParts, readers: Mapping[str, Radiologist]
    ) -> None:
        """Reads of one facility and type."""
        self.parts.append(ReadsOfKinds(terms, kinds, own, readers))

    def some(self, positions: Collection[int]) -> dict[int, ToHospital]:
        """A few of the reads, by their positions in the columns."""
        found: dict[int, ToHospital] = {}
        left, first = sorted(positions), 0
        for part in self.parts:
            own = left[: bisect_left(left, first + len(part))]
            if own:
                found.update(zip(own, part.some([at - first for at in own]), strict=True))
            left, first = left[len(own) :], first + len(part)
        return {**found, **{at: self.others[at - first] for at in left}}

    def at(self, order: Sequence[int]) -> ReadColumns:
        """Some of the reads by their positions in the columns, in that order."""
        return ReadColumns(self.parts, self.others, order)

    def in_order(self, of_columns: Sequence[T], of_others: Sequence[T] = ()) -> list[T]:
        """What is told of each read, part by part, as the reads stand."""
        told = [*of_columns, *of_others]
        return told if self.order is None else list(map(told.__getitem__, self.order))

    def place(self, place: int) -> list[Any]:
        """What stands at one place of the own part of each read, of columns alone."""
        return list(chain.from_iterable(part.own.place(place) for part in self.parts))

    @property
    def keys(self) -> list[str]:
        """Of each read its key in the log."""
        return self.in_order(self.place(KEY), [routed.logged.key for routed in self.others])

    @property
    def kinds(self) -> list[Kind]:
        """Of each read in columns its kind, part by part."""
        return list(chain.from_iterable(part.kind_of_each for part in self.parts))

    def under(self, accessions: Collection[str]) -> Iterator[ToHospital]:
        """The reads under these accessions, given in lower case."""
        for part in self.parts:
            found = [at for at, said in enumerate(part.own.place(ACCESSION)) if said.casefold() in accessions]
            yield from part.some(found) if found else ()
        yield from (routed for routed in self.others if routed.logged.read.accession.casefold() in accessions)

    def without(self, keys: Collection[str]) -> ReadColumns:
        """The reads but for those."""
        if not keys:
            return self
        left = ReadColumns(others=[routed for routed in self.others if routed.logged.key not in keys])
        for part in self.parts:
            kept = [at for at, key in enumerate(part.own.place(KEY)) if key not in keys]
            if kept:
                left.add(part.terms, part.kinds, part.own.at(kept), part.readers)
        return left

    def of(self, facilities: Collection[str]) -> ReadColumns:
        """The reads of some facilities."""
        parts = [part for part in self.parts if part.kinds_read[0].facility.id in facilities]
        return ReadColumns(parts, [routed for routed in self.others if routed.facility.id in facilities])

    @property
    def words(self) -> Iterator[str]:
        """What the reads say of accession, exam and modality, and the names of exams and readers; some more than once.

        Accessions together, as `OwnParts.letters` has them.
        """
        for part in self.parts:
            yield part.own.letters(ACCESSION)
            yield from chain.from_iterable(_AS_SENT(kind.shared) for kind in part.kinds_read)
        yield from {part.readers[word].name for part in self.parts for word in set(part.own.place(RADIOLOGIST))}
        for routed in self.others:
            read = routed.logged.read
            yield from (read.accession, read.exam, read.modality, routed.radiologist.name)
        yield from (text for exam in self.exams for text in (exam.description, exam.modality))

    @property
    def _asked(self) -> list[Kind]:
        """The kinds of the reads, each once."""
        if self.order is None or len(self.order) == sum(map(len, self.parts)):
            return [kind for part in self.parts for kind in part.kinds_read]
        return list(dict.fromkeys(self.in_order(self.kinds, ())))

    @property
    def exams(self) -> list[Exam]:
        """Every exam that was read."""
        found = {id(kind.exam): kind.exam for kind in self._asked}
        return list({**found, **{id(routed.exam): routed.exam for routed in self.others}}.values())

    @property
    def facilities(self) -> dict[str, str]:
        """Id and name of every facility that has a read here."""
        found = {kind.facility.id: kind.facility.name for kind in self._asked}
        return {**found, **{routed.facility.id: routed.facility.name for routed in self.others}}


def in_columns(reads: Iterable[ToHospital]) -> ReadColumns:
    """The reads as columns; those of a list are each by itself."""
    return reads if isinstance(reads, ReadColumns) else ReadColumns(others=list(reads))


def keys_of(reads: Iterable[ToHospital]) -> list[str]:
    """The keys of reads, in columns or not."""
    return in_columns(reads).keys


def without(reads: Sequence[ToHospital], keys: Collection[str]) -> Sequence[ToHospital]:
    """The reads but for those with these keys."""
    if isinstance(reads, ReadColumns):
        return reads.without(keys)
    return [read for read in reads if read.logged.key not in keys] if keys else reads
