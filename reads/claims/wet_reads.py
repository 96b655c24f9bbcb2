"""A month's reads by study, as the log gathers them: an object is only made of the wet ones that somebody asks to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import overload

from reads.core.codes import ReadType
from reads.core.read import LoggedRead
from reads.core.times import stored
from reads.intake.reads_alike import SITE, ReadsOfFacility, ReadsOfWindow
from reads.intake.stored_row import ACCESSION, SHARED, SIGNED_AT, logged_of

Study = tuple[str, str]
"""A facility, and an accession without regard to case."""

_SECONDS = len("2026-10-31T23:59:59")
_TEST = SHARED.index("test_patient")


@dataclass(slots=True, eq=False)
class LazyReads(Sequence[LoggedRead]):
    """Reads in the order of signing, and as the log gathers them; put in order when somebody looks at one."""

    gathered: Sequence[ReadsOfFacility]
    places: list[tuple[str, int, int, int]] | None = None

    def __len__(self) -> int:
        return sum(len(some.own) for some in self.gathered)

    @overload
    def __getitem__(self, at: int) -> LoggedRead: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LoggedRead]: ...
    def __getitem__(self, at: int | slice) -> LoggedRead | Sequence[LoggedRead]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        if self.places is None:
            self.places = sorted(self._places())
        _, _, group, position = self.places[at]
        return _read(self.gathered[group], position)

    def __iter__(self) -> Iterator[LoggedRead]:
        return (self[at] for at in range(len(self)))

    def _places(self) -> Iterator[tuple[str, int, int, int]]:
        """Signing, version, group and position of each read."""
        for group, some in enumerate(self.gathered):
            columns = zip(some.own.place(SIGNED_AT), some.own.place(0), strict=True)
            yield from ((signed, number, group, at) for at, (signed, number) in enumerate(columns))


@dataclass(slots=True)
class MonthOfStudies:
    """The wet reads of a month, under which accessions, and its finals; none that is void or of a test patient."""

    wet: list[ReadsOfFacility] = field(default_factory=list)
    accessions: set[str] = field(default_factory=set)
    finals: list[LoggedRead] = field(default_factory=list)

    def of(self, studies: Collection[Study]) -> dict[Study, list[LoggedRead]]:
        """The wet reads of these studies."""
        found: defaultdict[Study, list[LoggedRead]] = defaultdict(list)
        for some in self.wet if studies else ():
            for at, study in enumerate(_studies(some)):
                if study in studies:
                    found[study].append(_read(some, at))
        return found

    def without(self, studies: Collection[Study], signed_by: datetime) -> LazyReads:
        """The wet reads of all other studies that were signed by then."""
        last, found = stored(signed_by)[:_SECONDS], list[ReadsOfFacility]()
        for some in self.wet:
            columns = enumerate(zip(some.own.place(SIGNED_AT), _studies(some), strict=True))
            alone = [at for at, (signed, study) in columns if signed[:_SECONDS] <= last and study not in studies]
            if alone:
                found.append(ReadsOfFacility(some.shared, some.own.at(alone)))
        return LazyReads(found)


def studies_of(found: ReadsOfWindow, in_month: Callable[[str, str], bool]) -> MonthOfStudies:
    """Those of the reads for which `in_month` holds of facility and moment of signing, as stored."""
    studies = MonthOfStudies()
    for some in found.by_facility:
        facility, read_type = SITE(some.shared[0])
        if some.apart or read_type not in (ReadType.FINAL, ReadType.PRELIMINARY):
            continue
        of_test = {number for number, words in enumerate(some.shared) if words[_TEST] == "1"}
        columns = zip(some.own.place(SIGNED_AT), some.own.numbers, strict=True)
        chosen = [
            at for at, (signed, number) in enumerate(columns) if number not in of_test and in_month(facility, signed)
        ]
        own = some.own.at(chosen)
        if read_type == ReadType.FINAL:
            studies.finals += map(found.logged, some.rows_of(own))
        elif chosen:
            studies.accessions.update(own.place(ACCESSION))
            studies.wet.append(ReadsOfFacility(some.shared, own))
    return studies


def _studies(some: ReadsOfFacility) -> Iterator[Study]:
    facility, _ = SITE(some.shared[0])
    return ((facility, accession.casefold()) for accession in some.own.place(ACCESSION))


def _read(some: ReadsOfFacility, position: int) -> LoggedRead:
    return logged_of(next(some.rows_of(some.own.at([position]))))
