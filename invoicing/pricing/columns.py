"""A contract's month of reads in columns: what many of them share is kept once, and no object is made for a read until asked for.

    ReadColumns
    ├── kinds      of each read the Kind that it is one of: words, facility, exam and terms, shared by all of them
    ├── readers    of each read who read it
    ├── rows       of each read what it has to itself, as the log stores it
    └── others     the few reads that were routed one by one

It is a sequence of the same `ToHospital` as a list of them would be, and the engine prices both alike: the columns by kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import overload

from invoicing.contracts.shared_terms import SharedTerms
from reads.core.read import LoggedRead
from reads.directory.model import Exam, Facility, Radiologist
from reads.intake.stored_row import ACCESSION, ENDS, KEY, PLACES, Row, logged_of
from reads.routing.route import ToHospital

_EXAM_AS_SENT = tuple(PLACES[name] - ENDS for name in ("exam_code", "cpt", "modality"))


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What some reads have in common: their shared words as stored, and where all of them go."""

    shared: Row
    facility: Facility
    exam: Exam
    terms: SharedTerms
    rule: str

    @property
    def modality(self) -> str:
        """The exam's, else that of the words."""
        return self.exam.modality or self.shared[_EXAM_AS_SENT[-1]]

    def moment(self, row: Row) -> str:
        """The moment of a read that puts it into a month, as stored."""
        return row[PLACES[self.terms.moment]]  # type: ignore[no-any-return]

    def logged(self, row: Row) -> LoggedRead:
        """One of the reads, as the log has it."""
        return logged_of((*row, *self.shared))

    def routed(self, row: Row, reader: Radiologist, logged: LoggedRead | None = None) -> ToHospital:
        """One of the reads, as it was routed; `logged` is another of them, where what they share is all that is asked."""
        terms = self.terms.terms(self.moment(row))
        return ToHospital(logged or self.logged(row), terms, self.facility, self.exam, reader, self.rule)


@dataclass(slots=True, eq=False)
class ReadColumns(Sequence[ToHospital]):
    """Reads of one contract and month; those of `others` come last."""

    kinds: list[Kind] = field(default_factory=list)
    readers: list[Radiologist] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    others: list[ToHospital] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows) + len(self.others)

    @overload
    def __getitem__(self, at: int) -> ToHospital: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ToHospital]: ...
    def __getitem__(self, at: int | slice) -> ToHospital | Sequence[ToHospital]:
        if isinstance(at, slice):
            return [self[position] for position in range(*at.indices(len(self)))]
        position = at if at >= 0 else at + len(self)
        if position >= len(self.rows):
            return self.others[position - len(self.rows)]
        return self.kinds[position].routed(self.rows[position], self.readers[position])

    def __iter__(self) -> Iterator[ToHospital]:
        for kind, reader, row in zip(self.kinds, self.readers, self.rows, strict=True):
            yield kind.routed(row, reader)
        yield from self.others

    def add(self, kind: Kind, reader: Radiologist, row: Row) -> None:
        """Another read of a kind."""
        self.kinds.append(kind)
        self.readers.append(reader)
        self.rows.append(row)

    def stand_in(self, position: int, logged: dict[Kind, LoggedRead]) -> ToHospital:
        """A read in columns as far as its kind, moment and reader go; `logged` keeps one read of each kind for the next."""
        kind, row = self.kinds[position], self.rows[position]
        if kind not in logged:
            logged[kind] = kind.logged(row)
        return kind.routed(row, self.readers[position], logged[kind])

    @property
    def keys(self) -> list[str]:
        """Of each read its key in the log."""
        return [*(row[KEY] for row in self.rows), *(routed.logged.key for routed in self.others)]

    def under(self, accessions: Collection[str]) -> Iterator[ToHospital]:
        """The reads under these accessions, given in lower case."""
        for position, row in enumerate(self.rows):
            if row[ACCESSION].casefold() in accessions:
                yield self[position]
        yield from (routed for routed in self.others if routed.logged.read.accession.casefold() in accessions)

    def without(self, keys: Collection[str]) -> ReadColumns:
        """The reads but for those."""
        if not keys:
            return self
        left = self.at(position for position, row in enumerate(self.rows) if row[KEY] not in keys)
        left.others = [routed for routed in self.others if routed.logged.key not in keys]
        return left

    def of(self, facilities: Collection[str]) -> ReadColumns:
        """The reads of some facilities."""
        left = self.at(position for position, kind in enumerate(self.kinds) if kind.facility.id in facilities)
        left.others = [routed for routed in self.others if routed.facility.id in facilities]
        return left

    def at(self, positions: Iterable[int]) -> ReadColumns:
        """The reads of columns at some positions, in that order."""
        some = list(positions)
        kinds, readers, rows = self.kinds, self.readers, self.rows
        return ReadColumns([kinds[at] for at in some], [readers[at] for at in some], [rows[at] for at in some])

    @property
    def moments(self) -> list[str]:
        """Of each read in columns the moment that puts it into its month, as stored: in the order of time."""
        if not self.kinds:
            return []
        at = PLACES[self.kinds[0].terms.moment]  # all of one contract go by the same
        return [row[at] for row in self.rows]

    @property
    def service_dates(self) -> Iterator[date]:
        """Of each read in columns its service date."""
        return (kind.terms.service_date(kind.moment(row)) for kind, row in zip(self.kinds, self.rows, strict=True))

    @property
    def words(self) -> Iterator[str]:
        """What the reads say of accession, exam and modality, and the names of exams and readers; some more than once."""
        yield from (row[ACCESSION] for row in self.rows)
        for kind in dict.fromkeys(self.kinds):
            yield from (kind.shared[at] for at in _EXAM_AS_SENT)
        yield from {reader.name for reader in self.readers}
        for routed in self.others:
            read = routed.logged.read
            yield from (read.accession, read.exam, read.modality, routed.radiologist.name)
        yield from (text for exam in self.exams for text in (exam.description, exam.modality))

    @property
    def exams(self) -> list[Exam]:
        """Every exam that was read."""
        found = {id(kind.exam): kind.exam for kind in dict.fromkeys(self.kinds)}
        return list({**found, **{id(routed.exam): routed.exam for routed in self.others}}.values())

    @property
    def facilities(self) -> dict[str, str]:
        """Id and name of every facility that has a read here."""
        found = {kind.facility.id: kind.facility.name for kind in dict.fromkeys(self.kinds)}
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
