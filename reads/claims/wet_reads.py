"""A month's reads by study, as the log gathers them: an object is only made of the wet ones that somebody asks to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
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
    """Reads by where they stand among those that are alike: signing, version, the others, position."""

    places: list[tuple[str, int, ReadsAlike, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> LoggedRead: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LoggedRead]: ...
    def __getitem__(self, at: int | slice) -> LoggedRead | Sequence[LoggedRead]:
        if isinstance(at, slice):
            return LazyReads(self.places[at])
        _, _, some, position = self.places[at]
        return logged_of(next(iter(some.own.at([position]))) + some.shared)

    def __iter__(self) -> Iterator[LoggedRead]:
        return (self[at] for at in range(len(self)))


@dataclass(slots=True)
class MonthOfStudies:
    """The wet reads of a month by study, under which accessions, and its finals; none that is void or of a test patient."""

    wet: defaultdict[Study, LazyReads] = field(default_factory=lambda: defaultdict(LazyReads))
    accessions: set[str] = field(default_factory=set)
    finals: list[LoggedRead] = field(default_factory=list)

    def without(self, studies: Collection[Study], signed_by: datetime) -> LazyReads:
        """The wet reads of all other studies that were signed by then, in the order of signing."""
        others = chain.from_iterable(some.places for study, some in self.wet.items() if study not in studies)
        last = stored(signed_by)[:_SECONDS]
        found = [place for place in others if place[0][:_SECONDS] <= last]
        return LazyReads(sorted(found, key=lambda place: place[:2]))


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
            columns = zip(some.own.place(SIGNED_AT), some.own.place(0), some.own.place(ACCESSION), strict=True)
            for at, (signed, number, accession) in enumerate(columns):
                if in_month(facility, signed):
                    studies.accessions.add(accession)
                    studies.wet[facility, accession.casefold()].places.append((signed, number, some, at))
    return studies
