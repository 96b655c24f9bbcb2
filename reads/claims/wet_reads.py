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
from reads.intake.reads_alike import ReadsAlike, ReadsOfWindow
from reads.intake.stored_row import ACCESSION, SHARED, SIGNED_AT, logged_of

Study = tuple[str, str]
"""A facility, and an accession without regard to case."""

_SECONDS = len("2026-10-31T23:59:59")
_FACILITY, _TYPE, _TEST = (SHARED.index(name) for name in ("facility", "read_type", "test_patient"))


@dataclass(slots=True, eq=False)
class LazyReads(Sequence[LoggedRead]):
    """Reads in the order of signing, and as the log gathers them; put in order when somebody looks at one."""

    gathered: Sequence[ReadsAlike]
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

    wet: list[ReadsAlike] = field(default_factory=list)
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
        last, found = stored(signed_by)[:_SECONDS], list[ReadsAlike]()
        for some in self.wet:
            columns = enumerate(zip(some.own.place(SIGNED_AT), _studies(some), strict=True))
            alone = [at for at, (signed, study) in columns if signed[:_SECONDS] <= last and study not in studies]
            if alone:
                found.append(ReadsAlike(some.shared, some.own.at(alone)))
        return LazyReads(found)


def studies_of(found: ReadsOfWindow, in_month: Callable[[str, str], bool]) -> MonthOfStudies:
    """Those of the reads for which `in_month` holds of facility and moment of signing, as stored."""
    studies = MonthOfStudies()
    for some in found.alike:
        facility, read_type = some.shared[_FACILITY], some.shared[_TYPE]
        if some.apart or some.shared[_TEST] == "1":
            continue
        if read_type == ReadType.FINAL:
            studies.finals += (found.logged(row) for row in some.rows if in_month(facility, row[SIGNED_AT]))
        elif read_type == ReadType.PRELIMINARY:
            signed = some.own.place(SIGNED_AT)
            own_month = [at for at, moment in enumerate(signed) if in_month(facility, moment)]
            if own_month:
                own = some.own if len(own_month) == len(signed) else some.own.at(own_month)
                studies.accessions.update(own.place(ACCESSION))
                studies.wet.append(ReadsAlike(some.shared, own))
    return studies


def _studies(some: ReadsAlike) -> Iterator[Study]:
    facility = some.shared[_FACILITY]
    return ((facility, accession.casefold()) for accession in some.own.place(ACCESSION))


def _read(some: ReadsAlike, position: int) -> LoggedRead:
    return logged_of(next(iter(some.own.at([position]))) + some.shared)
