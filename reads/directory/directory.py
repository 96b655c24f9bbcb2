"""The directory in force: looks up who and where, on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from reads.directory.model import (
    Charge,
    Client,
    CoverageQuantity,
    Enrollment,
    Exam,
    Facility,
    Group,
    Holiday,
    License,
    Location,
    Name,
    Payer,
    PayerRule,
    Radiologist,
)
from reads.directory.names import TaughtNames, folded, unpunctuated
from reads.directory.person_names import People
from reads.directory.row_of_moment import in_force, in_order, row_at


@dataclass(frozen=True, slots=True)
class Directory:
    """All of the directory, indexed; built once a command by `Directory.of`."""

    group: Group | None
    clients: dict[str, Client]
    facilities: dict[str, tuple[Facility, ...]]
    radiologists: dict[str, Radiologist]
    locations: dict[str, tuple[Location, ...]]
    licenses: dict[str, tuple[License, ...]]
    enrollments: dict[tuple[str, str], tuple[Enrollment, ...]]
    payers: dict[str, Payer]
    exams: dict[tuple[str, str], tuple[Exam, ...]]
    charges: dict[str, tuple[Charge, ...]]
    rules: tuple[PayerRule, ...] = ()
    names: TaughtNames = field(default_factory=TaughtNames)
    coverage: dict[str, tuple[CoverageQuantity, ...]] = field(default_factory=dict)
    holidays: dict[str, tuple[Holiday, ...]] = field(default_factory=dict)
    priority_classes: frozenset[str] = frozenset()
    _sites: dict[str, tuple[Facility, ...]] = field(default_factory=dict)
    _readers: dict[str, str] = field(default_factory=dict)
    _people: People = field(default_factory=People)
    _places: dict[str, str] = field(default_factory=dict)
    _insurers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(  # noqa: PLR0913  one argument a file
        cls,
        *,
        group: Group | None = None,
        clients: Iterable[Client] = (),
        facilities: Iterable[Facility] = (),
        radiologists: Iterable[Radiologist] = (),
        locations: Iterable[Location] = (),
        licenses: Iterable[License] = (),
        enrollments: Iterable[Enrollment] = (),
        payers: Iterable[Payer] = (),
        exams: Iterable[Exam] = (),
        charges: Iterable[Charge] = (),
        rules: Iterable[PayerRule] = (),
        names: Iterable[Name] = (),
        coverage: Iterable[CoverageQuantity] = (),
        holidays: Iterable[Holiday] = (),
    ) -> Directory:
        """Indexes the entries; they are taken as checked."""
        readers, sites, insurers = list(radiologists), list(facilities), list(payers)
        by_id = {id_: in_order(rows) for id_, rows in _grouped((site.id, site) for site in sites).items()}
        places = _grouped((location.radiologist, location) for location in locations)
        return cls(
            group=group,
            clients={client.id: client for client in clients},
            facilities=by_id,
            radiologists={reader.id: reader for reader in readers},
            locations={reader: in_order(rows) for reader, rows in places.items()},
            licenses=_grouped((row.radiologist, row) for row in licenses),
            enrollments=_grouped(((row.radiologist, row.payer), row) for row in enrollments),
            payers={payer.id: payer for payer in insurers},
            exams=_grouped(((exam.facility, exam.code.casefold()), exam) for exam in exams),
            charges=_grouped((charge.cpt, charge) for charge in charges),
            rules=tuple(rules),
            names=TaughtNames.of(names),
            coverage=_grouped((row.contract, row) for row in coverage),
            holidays=_grouped((day.calendar, day) for day in holidays),
            priority_classes=frozenset(group.priority_classes if group else ()),
            _sites=_grouped((row.client, row) for rows in by_id.values() for row in rows),
            _readers=_reader_names(readers),
            _people=People.of((reader.id, reader.name) for reader in readers),
            _places=_words((site.id, (site.id, site.npi, site.name)) for site in sites),
            _insurers=_words((payer.id, (payer.id, payer.edi_id, payer.name)) for payer in insurers),
        )

    def facilities_of(self, client: str) -> tuple[Facility, ...]:
        """The rows of the client's facilities, those of one facility together."""
        return self._sites.get(client, ())

    def facility(self, facility: str, day: date) -> Facility | None:
        """The facility's row in force on the day."""
        return in_force(self.facilities.get(facility, ()), day)

    def facility_at(self, facility: str, at: datetime) -> Facility | None:
        """The facility's row in force at an instant, by its own calendar (`row_of_moment`); a naive time is its local time."""
        return row_at(self.facilities.get(facility, ()), at)

    def facility_named(self, word: str, day: date | None = None) -> str:
        """The id of the facility that a word means: its id, NPI or name, else what names.csv says, else its name in other punctuation."""
        said = folded(word)
        if said in self.facilities:
            return said
        named = self._places.get(said) or _there(self.names.meant("facility", said, "", day), self.facilities)
        return named or self._places.get(_plainly(said), "")

    def radiologist(self, word: str, facility: str = "", day: date | None = None) -> Radiologist | None:
        """The reader of that id, NPI or name (in any order, titles apart), else the one that names.csv says.

        Where a number beside the name is another's NPI, nobody is meant.
        """
        said = folded(word)
        reader = self._readers.get(said) or self._named(said)
        reader = reader or self.names.meant("radiologist", said, facility, day)
        return self.radiologists.get(reader) if reader else None

    def _named(self, said: str) -> str:
        """The reader of that name; an NPI beside it is the same reader's, or stands alone."""
        named = self._people.meant(said)
        numbered = {self._readers[number] for number in _NPI.findall(said) if number in self._readers}
        if not numbered or named:
            return named if numbered <= {named} else ""
        return next(iter(numbered)) if len(numbered) == 1 and not _LETTERS.search(said.replace("npi", "")) else ""

    def namesakes(self, word: str) -> tuple[str, ...]:
        """The ids of the readers who all have the name, where it is of more than one."""
        return self._people.namesakes(folded(word))

    def reader(self, number: str, names: Sequence[str]) -> str:
        """The id of the reader whom a number and names of one person mean, or what they say where nobody is meant by it.

        The fullest name comes first. Where number and names mean two readers, both stand in what is answered.
        """
        numbered = self.radiologist(number) if number else None
        named = [found.id for found in map(self.radiologist, names) if found]
        if numbered and named and numbered.id not in named:
            return f"{number} {names[0]}"
        return numbered.id if numbered else next(iter(named), number or next(iter(names), ""))

    def payer_named(self, word: str, facility: str = "", day: date | None = None) -> Payer | None:
        """The payer of that id, identifier on claims or name, else the one that names.csv says, else of the name in other punctuation."""
        said = folded(word)
        payer = self._insurers.get(said) or self.names.meant("payer", said, facility, day)
        payer = payer or self._insurers.get(_plainly(said), "")
        return self.payers.get(payer) if payer else None

    def location(self, radiologist: str, at: datetime) -> Location | None:
        """From where the radiologist read at an instant, by the calendar of that place (`row_of_moment`)."""
        return row_at(self.locations.get(radiologist, ()), at)

    def exam(self, facility: str, code: str, day: date) -> Exam | None:
        """The exam that the facility's code, or what names.csv calls by it, means on the day; its own row before that of `*`."""
        named = self.names.meant("exam", code, facility, day).casefold() if self.names else ""
        for word in filter(None, (code.casefold(), named)):
            for place in (facility, "*"):
                if found := in_force(self.exams.get((place, word), ()), day):
                    return found
        return None

    def charge(self, cpt: str, day: date) -> Charge | None:
        """The charge for a code on the day: of those that have begun, the latest."""
        begun = [row for row in self.charges.get(cpt, ()) if row.starts is None or row.starts <= day]
        return max(begun, key=lambda row: row.starts or date.min, default=None)


_NPI = re.compile(r"(?<!\d)\d{10}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]")

K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _reader_names(readers: Iterable[Radiologist]) -> dict[str, str]:
    """Words that name one reader; a name that two readers share names none."""
    words: dict[str, str] = {}
    shared: set[str] = set()
    for reader in readers:
        name = " ".join(reader.name.split()).casefold()
        if words.setdefault(name, reader.id) != reader.id:
            shared.add(name)
    words = {word: reader for word, reader in words.items() if word not in shared}
    for reader in readers:
        words[reader.id] = reader.id
        if reader.npi:
            words[reader.npi] = reader.id
    return words


def _there(id_: str, known: dict[str, V]) -> str:
    return id_ if id_ in known else ""


def _unshared(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Ids by what names them, of what names only one."""
    found: defaultdict[K, set[str]] = defaultdict(set)
    for word, id_ in pairs:
        if word:
            found[word].add(id_)
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}


def _plainly(word: str) -> str:
    """A word without punctuation, apart from those that are written so."""
    return f"\0{unpunctuated(word)}"


def _words(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Ids by the numbers and names that are only theirs, with and without punctuation; an id goes before all names."""
    pairs = [(word, id_) for id_, words in named for word in words]
    plain = _unshared((_plainly(word), id_) for word, id_ in pairs if word)
    return plain | _unshared((folded(word), id_) for word, id_ in pairs) | {id_: id_ for _, id_ in pairs}
