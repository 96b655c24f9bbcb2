"""The proposal for an unknown table: a profile, what it is unsure of, and how the file looks through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from reads.directory.directory import Directory
from reads.directory.names import folded
from reads.intake.content import CONTENT
from reads.intake.errors import UnreadableFile
from reads.intake.guess.columns import SYNONYMS, ColumnMet, assigned, called, looks_like_header, plain
from reads.intake.guess.columns_in_doubt import lacking, left_out, patients, quantities, readers, zones
from reads.intake.guess.encoding import encoding_of
from reads.intake.guess.known_words import KnownWords, meanings, unclear
from reads.intake.guess.rows_that_are_none import RowsThatAreNone
from reads.intake.guess.time_columns import Stamps
from reads.intake.guess.times import Shape
from reads.intake.guess.told_by_person import NOTHING_SAID, Said
from reads.intake.guess.two_reads import side_of, two_reads
from reads.intake.profiles.profile_text import profile_text
from reads.intake.profiles.table import ProfileColumn as Named
from reads.intake.profiles.table import TableProfile
from reads.intake.spreadsheet_leftovers import is_error
from reads.intake.table_files import rows_of
from reads.intake.table_rows import Rows
from reads.intake.time_patterns import WrittenTime

_FEWEST_COLUMNS = 3
_LOOKED_AT = 20_000
_MOST_WORDS = 300
_TIMES = ("exam_at", "received_at", "signed_at")
_WORDED = ("facility", "radiologist", "read_type", "priority", "patient_class")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile, what it is unsure of, and what the file comes to by it; `header` are the table's columns."""

    profile: TableProfile
    doubts: tuple[str, ...]
    ignored: tuple[str, ...]
    heard: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, Sequence[str]] = field(default_factory=dict)
    header: tuple[str, ...] = ()

    def text(self, source: str) -> str:
        """The profile as a file, its doubts as comments."""
        return profile_text(self.profile, source, self.doubts, self.heard, self.unclear)


def proposed(stream: BinaryIO, file: str, directory: Directory, now: datetime, said: Said = NOTHING_SAID) -> Proposal:
    """A profile for a table nobody has described; UnreadableFile where it is no table at all."""
    found, guessed = (said.encoding, False) if said.encoding else encoding_of(stream)
    rows = rows_of(stream, file, looks_like_header, encoding=found, sheet=said.sheet)
    study = _Study(rows, directory, said, now)
    stream.seek(0)
    study.swept(rows_of(stream, file, looks_like_header, encoding=found, sheet=said.sheet))
    stream.seek(0)
    if guessed:
        study.doubts.insert(
            0, "the file is not UTF-8; it was read as cp1252, as Windows writes it: look at the accents"
        )
    return study.proposal(found if guessed or said.encoding else None, said.sheet)


class _Study:
    """What is learned of a table, step by step."""

    def __init__(self, rows: Rows, directory: Directory, said: Said, now: datetime) -> None:
        self.now = now
        self.known = KnownWords.of(directory)
        self.facility = said.facility
        self.doubts: list[str] = []
        self.epoch: date | None = rows.epoch
        self.delimiter: str = getattr(rows, "delimiter", "")
        self.sheet: str = getattr(rows, "sheet", "")
        self.header = [cell.strip() for cell in rows.header.cells]
        if sum(map(bool, self.header)) < _FEWEST_COLUMNS:
            raise UnreadableFile(rows.file, "it has no header of several columns", "export it again, with its header")
        self.none = RowsThatAreNone.below(self.header)
        some = [
            row.cells
            for _, row in zip(range(_LOOKED_AT), rows, strict=False)
            if not self.none.holds(row.cells) and len(row.cells) == len(self.header)
        ]
        self.columns = [
            ColumnMet.of(at, name, [cells[at] for cells in some], spreadsheet=self.epoch is not None)
            for at, name in enumerate(self.header)
            if name
        ]
        unique = self._unique()
        usual = partial(assigned, known=self.known.tests, signed=False)
        self.two = two_reads(unique, self.known.reader, usual)
        taken = [column for columns in self.two.values() for column in columns.values()]
        rest = [column for column in unique if column not in taken]
        self.found = assigned(rest, self.known.tests, signed=not self.two)
        if self.two:
            self._of_two()
        else:
            self._of_one()
        said.choose(self.found, self.columns)
        hospitals = self.found.pop("facility", None) if said.facility else None
        if hospitals:
            self.doubts.append(
                f"{hospitals.name!r} names hospitals, and all rows were taken as {said.facility}, as you said"
            )
        times = {name: self.found[name] for name in _TIMES if name in self.found}
        times |= {f"signed_at of the {side} read": columns["signed_at"] for side, columns in self.two.items()}
        self.stamps = Stamps({name: (column, self._clock_of(column)) for name, column in times.items()})
        self.words: dict[str, Counter[str]] = {name: Counter() for name in _WORDED if self._columns_of(name)}

    def swept(self, rows: Rows) -> None:
        """Looks at all rows: for how times are written, which words there are, and which rows are none."""
        for row in rows:
            cells = row.cells
            if self.none.holds(cells) or len(cells) != len(self.header):
                continue
            self.stamps.sweep(row, spreadsheet=self.epoch is not None)
            for name, counted in self.words.items():
                for column in self._columns_of(name):
                    word = cells[column.at].strip()
                    if word and len(counted) < _MOST_WORDS and not is_error(word):
                        counted[word] += 1

    def proposal(self, encoding: str | None, sheet: str) -> Proposal:
        """The profile, from all that was seen."""
        columns = {name: self._named(self.found[name]) for name in CONTENT if name in self.found}
        reads = {
            side: {name: self._named(column) for name, column in sorted(of_side.items())}
            for side, of_side in self.two.items()
        }
        values, constants = self._values(), self._constants()
        swapped = self.stamps.swapped()
        times = self._times(swapped)
        self.doubts += lacking({*columns, *constants, *({"signed_at", "radiologist"} if reads else ())})
        profile = TableProfile(
            name="",
            columns=columns,
            constants=constants,
            values=values,
            times=tuple(WrittenTime.of(pattern) for pattern in times),
            encoding=encoding,
            delimiter=self.delimiter,
            sheet=sheet or ("" if self.epoch is None else self.sheet),
            skip_rows=self.none.beginnings,
            kind="csv" if self.epoch is None else "xlsx",
            reads=reads,
            swapped=bool(swapped),
        )
        heard = {folded(name): name for name in self.header if name}
        heard |= {folded(word): word for counted in self.words.values() for word in counted}
        every = [*columns.values(), *(column for of_side in reads.values() for column in of_side.values())]
        used = {name for column in every for name in column.names}
        ignored = tuple(name for name in self.header if name and folded(name) not in used)
        self._told_of_columns(ignored)
        unexplained = {name: unclear(name, list(counted), self.known) for name, counted in self.words.items()}
        return Proposal(profile, tuple(self.doubts), ignored, heard, unexplained, tuple(filter(None, self.header)))

    def _unique(self) -> Sequence[ColumnMet]:
        """The columns without those whose name comes a second time: a profile could not tell which is meant."""
        counted = Counter(folded(column.name) for column in self.columns)
        twice = sorted({column.name for column in self.columns if counted[folded(column.name)] > 1})
        if twice:
            self.doubts.append(f"columns of the same name, of which the first counts: {', '.join(map(repr, twice))}")
        firsts = {folded(column.name): column for column in reversed(self.columns)}
        return [column for column in self.columns if firsts[folded(column.name)] is column]

    def _clock_of(self, column: ColumnMet) -> ColumnMet | None:
        """The column of times of day that belongs to one of days: of the like name, else the next."""
        if column.shape is not Shape.DAY:
            return None
        clocks = [other for other in self.columns if other.shape is Shape.CLOCK]
        words = set(plain(column.name).split()) - {"date", "day", "dt"}
        alike = [other for other in clocks if words & set(plain(other.name).split())]
        beside = [other for other in clocks if other.at == column.at + 1 and not self._is_of_another(other, column)]
        return next(iter(alike or beside), None)

    @staticmethod
    def _is_of_another(clock: ColumnMet, day: ColumnMet) -> bool:
        """Whether a column of times of day is called as another time than the column of days is."""
        return bool(called(clock)) and called(clock) != called(day)

    def _columns_of(self, name: str) -> list[ColumnMet]:
        """The columns in which a field stands: one, or that of each of a row's reads."""
        own = [self.found[name]] if name in self.found else []
        return own + [columns[name] for columns in self.two.values() if name in columns]

    def _of_two(self) -> None:
        """What follows from rows that hold two reads."""
        for name in ("signed_at", "radiologist"):
            self.found.pop(name, None)
        told = (
            f"{side} by {columns['radiologist'].name!r} at {columns['signed_at'].name!r}"
            if "radiologist" in columns
            else f"{side} at {columns['signed_at'].name!r}, by whom no column says"
            for side, columns in self.two.items()
        )
        self.doubts.append(f"each row was taken as two reads: {'; '.join(told)}")

    def _of_one(self) -> None:
        """A reader and a time that speak of different reads are not one read's."""
        reader, signed = self.found.get("radiologist"), self.found.get("signed_at")
        if reader and signed and side_of(reader) and side_of(signed) and side_of(reader) != side_of(signed):
            same = [each for each in self.columns if each is not reader and side_of(each) == side_of(signed)]
            fitting = [each for each in same if each.share(self.known.reader)]
            del self.found["radiologist"]
            if fitting:
                self.found["radiologist"] = fitting[0]
            other = f"{fitting[0].name!r} was taken" if fitting else "no radiologist was taken"
            self.doubts.append(f"{reader.name!r} and {signed.name!r} speak of different reads: {other}")

    def _named(self, column: ColumnMet) -> Named:
        clock = next((clock for day, clock in self.stamps.columns.values() if day is column), None)
        own = folded(column.name)
        return Named((own, folded(clock.name)), joined=True) if clock else Named((own,))

    def _values(self) -> dict[str, dict[str, str]]:
        values: dict[str, dict[str, str]] = {}
        for name, counted in self.words.items():
            meant, doubts = meanings(name, list(counted), self.known)
            self.doubts += doubts
            if meant:
                values[name] = {folded(word): text for word, text in meant.items()}
        return values

    def _constants(self) -> dict[str, str]:
        constants: dict[str, str] = {}
        facilities = list(self.known.directory.facilities)
        if self.facility:
            constants["facility"] = self.facility
        elif "facility" not in self.found and len(facilities) == 1:
            constants["facility"] = facilities[0]
            self.doubts.append(f"no column names the facility: {facilities[0]}, the only one of the books, was taken")
        if "read_type" not in self.found and not self.two:
            constants["read_type"] = "preliminary"
            self.doubts.append("no column says whether a read is preliminary or final: all were taken as preliminary")
        return constants

    def _times(self, swapped: tuple[str, ...]) -> tuple[str, ...]:
        found = self.stamps.times(self.now)
        if found.either:
            either, other = found.patterns[0], "day first" if found.patterns[0][0] == "M" else "month first"
            self.doubts.append(f"{found.either!r} was read as {either}; it may as well be {other}")
        if found.misfits:
            self.doubts.append(f"{found.misfits:,} of {found.texts:,} times are written in no way that is known")
        self.doubts += self.stamps.doubts(swapped)
        others = [column.name for column in self.columns if column.shape is Shape.TIME and column not in self._taken()]
        if others:
            self.doubts.append(f"other columns of times, which nothing was made of: {', '.join(map(repr, others))}")
        if "signed_at" in self.found and plain(self.found["signed_at"].name) not in _sure():
            self.doubts.append(
                f"{self.found['signed_at'].name!r} was taken as the time of signing; reads are billed by it"
            )
        return found.patterns

    def _told_of_columns(self, ignored: Sequence[str]) -> None:
        """What a person should hear of columns and rows that were left out, or taken by what stands in them."""
        self.doubts += patients(self.columns, ignored) if "read_type" in self.found else ()
        told = {"facility"} if self.facility else set()
        self.doubts += left_out(self.columns, ignored, lambda name: name in told or self._columns_of(name))
        self.doubts += readers(self.columns, self._columns_of("radiologist"), self.known.reader)
        self.doubts += zones({name: column for name, (column, _) in self.stamps.columns.items()})
        self.doubts += quantities(self.columns, ignored)
        self.doubts += self.none.doubts()

    def _taken(self) -> list[ColumnMet]:
        stamps = [column for pair in self.stamps.columns.values() for column in pair if column]
        return [*self.found.values(), *stamps]


def _sure() -> Iterator[str]:
    yield from SYNONYMS["signed_at"]
