"""Sorts a month's reads by who did them, in columns as far as their shared words say what each was.

Reads of one kind differ by accession, times, description and reader alone. What the kind doesn't decide (void reads, finals,
words that mean something on some days or at some places only, readers nobody knows, a source that says itself where the
reader sat) is looked at read by read, as `reads_done.performed` does it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from invoicing.contractors.reads_done import performed
from invoicing.contractors.reads_of_reader import ReadsOfReader, WorkKind, WorkWords
from reads.core.local_clock import ToldByHour, local_clock
from reads.core.read import LoggedRead
from reads.directory.model import Facility, Radiologist
from reads.intake.reads_alike import ReadsOfFacility, ReadsOfWindow
from reads.intake.stored_row import RADIOLOGIST, SHARED, SIGNED_AT
from reads.routing.facts import Lookup

_FACILITY, _TEST = (SHARED.index(name) for name in ("facility", "test_patient"))
_PLACE = tuple(SHARED.index(name) for name in ("read_country", "read_state"))


@dataclass(slots=True, eq=False)
class WorkByReader:
    """What each of the readers who are `paid` did, by id; of the others only how many reads they signed on which day.

    `strangers` are the words of readers whom nobody knows, each with the local day of signing, as often as they stand there.
    """

    lookup: Lookup
    paid: Collection[str]
    reads: dict[str, ReadsOfReader] = field(default_factory=dict)
    others: Counter[tuple[str, date]] = field(default_factory=Counter)
    strangers: Counter[tuple[str, date]] = field(default_factory=Counter)
    _known: dict[Hashable, WorkWords | None] = field(default_factory=dict)
    _words: dict[str, ReadsOfReader | str] = field(default_factory=dict)
    _days: dict[tzinfo, ToldByHour[date]] = field(default_factory=dict)

    def sort(self, found: ReadsOfWindow) -> None:
        """Takes all of them."""
        for each in performed(self._to_look_at(found), self.lookup, self._stranger):
            self._of(each.radiologist).others.append(each)

    def _to_look_at(self, found: ReadsOfWindow) -> Iterator[LoggedRead]:
        """Puts into columns and counts what can be; answers the rest."""
        for some in found.by_facility:
            kinds = [self._kind(found, some, number) for number in range(len(some.shared))]
            yield from map(found.logged, some.rows_of(some.own.at(self._sorted(some, kinds))))

    def _sorted(self, some: ReadsOfFacility, kinds: Sequence[tuple[Facility | None, WorkKind | None]]) -> list[int]:
        """Takes a facility's reads as far as their kinds are known; the positions of those that are left."""
        left, others, words = [], self.others, self._words
        days = [None if facility is None else self._day(facility) for facility, _ in kinds]
        own = some.own
        columns = zip(own.numbers, own.place(RADIOLOGIST), own.place(SIGNED_AT), strict=True)
        for at, (number, word, signed) in enumerate(columns):
            day, kind = days[number], kinds[number][1]
            who = words[word] if word in words else self._who(word)
            if not who or day is None or signed[-1:] != "Z":
                left.append(at)
            elif isinstance(who, str):
                others[who, day.at(signed)] += 1
            elif kind is None:
                left.append(at)
            else:
                who.take(kind, at, signed)
        return left

    def _who(self, word: str) -> ReadsOfReader | str:
        """The reads of a reader who is paid, or the id of one who isn't; empty where the word alone doesn't say who it is."""
        reader = self.lookup.reader(word)
        known = "" if reader is None else self._of(reader) if reader.id in self.paid else reader.id
        return self._words.setdefault(word, known)

    def _kind(
        self, found: ReadsOfWindow, some: ReadsOfFacility, number: int
    ) -> tuple[Facility | None, WorkKind | None]:
        """The facility, where it is the same on all days; and the kind, where its words say all but who and when."""
        shared = some.shared[number]
        if some.apart or shared[_TEST] != "0":
            return None, None
        plain = self.lookup.facility(shared[_FACILITY])
        key = shared[_FACILITY + 1 :]
        if plain is not None and key in self._known:
            known = self._known[key]
            return plain, None if known is None else WorkKind(known, plain, shared, some.own)
        middle = found.logged(some.one_of(number))
        if any(shared[at] for at in _PLACE) or not self.lookup.is_undated(middle.read):
            if plain is not None:
                self._known[key] = None
            return plain, None
        facts = self.lookup.facts(middle)
        words = WorkWords(facts.logged, facts.exam)
        if plain is not None and (facts.exam is None or facts.exam.facility == "*"):
            self._known[key] = words
        return facts.facility, None if facts.facility is None else WorkKind(words, facts.facility, shared, some.own)

    def _day(self, facility: Facility) -> ToldByHour[date]:
        """The calendar days of the facility's clock."""
        if facility.zone not in self._days:
            self._days[facility.zone] = ToldByHour(local_clock(facility.zone), datetime.date)
        return self._days[facility.zone]

    def _of(self, reader: Radiologist) -> ReadsOfReader:
        if reader.id not in self.reads:
            self.reads[reader.id] = ReadsOfReader(reader, self.lookup.directory)
        return self.reads[reader.id]

    def _stranger(self, logged: LoggedRead, day: date) -> None:
        self.strangers[logged.read.radiologist, day] += 1
