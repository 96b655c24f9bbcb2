"""The proposal for an unknown table: a profile, what it is unsure of, and how the file looks through it."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import CONTENT, SIGNED_AT
from reads.intake.errors import UnreadableFile
from reads.intake.guess.columns import Column, assigned, looks_like_header, plain
from reads.intake.guess.known_words import Known, meanings, unclear
from reads.intake.guess.times import Shape, patterns_of
from reads.intake.profiles.profile import folded
from reads.intake.profiles.profile_text import profile_text
from reads.intake.profiles.table import Column as Named
from reads.intake.profiles.table import TableProfile
from reads.intake.read_fields import Fields
from reads.intake.table_files import rows_of, table_of
from reads.intake.table_rows import Rows
from reads.intake.time_patterns import WrittenTime

SHOWN = 10
_FEWEST_COLUMNS = 3
_LOOKED_AT = 20_000
_MOST_WORDS = 300
_MOST_TIMES = 100_000
_AT_ONCE = 1 << 20
_TIMES = ("exam_at", "received_at", "signed_at")
_BEFORE = (CONTENT.index("exam_at"), CONTENT.index("received_at"))
_WORDED = ("facility", "radiologist", "read_type", "priority", "patient_class")
_ENDS = ("total", "grand total", "subtotal", "count", "report", "printed", "page", "end of", "generated", "run date")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile, what it is unsure of, and what the file comes to by it."""

    profile: TableProfile
    doubts: tuple[str, ...]
    ignored: tuple[str, ...]
    heard: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def text(self, source: str) -> str:
        """The profile as a file, its doubts as comments."""
        return profile_text(self.profile, source, self.doubts, self.heard, self.unclear)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file comes to by a profile: its first rows, how many would be reads, and what is wrong with the others."""

    first: tuple[Candidate, ...]
    rows: int
    reads: int
    others: int
    faults: tuple[tuple[str, int], ...]
    same_key: int
    signed_first: int


def proposed(
    stream: BinaryIO,
    file: str,
    directory: Directory,
    now: datetime,
    *,
    encoding: str | None = None,
    sheet: str = "",
    facility: str = "",
) -> Proposal:
    """A profile for a table nobody has described; UnreadableFile where it is no table at all."""
    found, guessed = (encoding, False) if encoding else _encoding(stream)
    rows = rows_of(stream, file, looks_like_header, encoding=found, sheet=sheet)
    study = _Study(rows, directory, facility, now)
    stream.seek(0)
    study.swept(rows_of(stream, file, looks_like_header, encoding=found, sheet=sheet))
    stream.seek(0)
    if guessed:
        study.doubts.insert(
            0, "the file is not UTF-8; it was read as cp1252, as Windows writes it: look at the accents"
        )
    return study.proposal(found if guessed or encoding else None, sheet)


def preview(stream: BinaryIO, file: str, directory: Directory, now: datetime, profile: TableProfile) -> Preview:
    """The file, all of it, as the profile reads it."""
    table = table_of(stream, file, Fields(directory, now), profile)
    first: list[Candidate] = []
    faults: Counter[str] = Counter()
    keys: set[int] = set()
    rows = reads = others = same = early = 0
    for candidate in table:
        rows += 1
        if len(first) < SHOWN:
            first.append(candidate)
        if candidate.content:
            reads += 1
            same += hash(candidate.key) in keys
            keys.add(hash(candidate.key))
            early += any(candidate.content[at] > candidate.content[SIGNED_AT] for at in _BEFORE)
        elif candidate.findings:
            faults.update({finding.message for finding in candidate.findings})
        else:
            others += 1
    return Preview(tuple(first), rows, reads, others, tuple(faults.most_common(SHOWN)), same, early)


def _encoding(stream: BinaryIO) -> tuple[str | None, bool]:
    """UTF-8, or what a mark at its beginning says (None), where all of the file is that; else Windows' encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8, b"PK\x03\x04")):
        return None, False
    try:
        while part := stream.read(_AT_ONCE):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", True
    finally:
        stream.seek(0)
    return None, False


class _Study:
    """What is learned of a table, step by step."""

    def __init__(self, rows: Rows, directory: Directory, facility: str, now: datetime) -> None:
        self.now = now
        self.known = Known.of(directory)
        self.facility = facility
        self.doubts: list[str] = []
        self.epoch: date | None = rows.epoch
        self.delimiter: str = getattr(rows, "delimiter", "")
        self.sheet: str = getattr(rows, "sheet", "")
        self.header = [cell.strip() for cell in rows.header.cells]
        if sum(map(bool, self.header)) < _FEWEST_COLUMNS:
            raise UnreadableFile(rows.file, "it has no header of several columns", "export it again, with its header")
        some = [
            row.cells for _, row in zip(range(_LOOKED_AT), rows, strict=False) if len(row.cells) == len(self.header)
        ]
        self.columns = [
            Column.of(at, name, [cells[at] for cells in some]) for at, name in enumerate(self.header) if name
        ]
        self.found = assigned(self._unique(), self.known.tests)
        hospitals = self.found.pop("facility", None) if facility else None
        if hospitals:
            self.doubts.append(
                f"{hospitals.name!r} names hospitals, and all rows were taken as {facility}, as you said"
            )
        self.joined = {name: self._clock_of(self.found[name]) for name in _TIMES if name in self.found}
        self.times: list[str] = []
        self.words: dict[str, Counter[str]] = {name: Counter() for name in _WORDED if name in self.found}
        self.ends: Counter[str] = Counter()

    def swept(self, rows: Rows) -> None:
        """Looks at all rows: for how times are written, which words there are, and which rows are none."""
        texts: dict[str, None] = {}
        for row in rows:
            cells = row.cells
            filled = [cell for cell in cells if cell.strip()]
            end = next((end for end in _ENDS if folded(filled[0]).startswith(end)), "") if filled else ""
            if end and 3 * len(filled) <= len(self.header) + 3:
                self.ends[end] += 1
                continue
            if len(cells) != len(self.header):
                continue
            for name, clock in self.joined.items():
                day = cells[self.found[name].at].strip()
                if day and len(texts) < _MOST_TIMES:
                    texts[f"{day} {cells[clock.at].strip()}" if clock else day] = None
            for name, counted in self.words.items():
                if len(counted) < _MOST_WORDS and cells[self.found[name].at].strip():
                    counted[cells[self.found[name].at].strip()] += 1
        self.times = list(texts)

    def proposal(self, encoding: str | None, sheet: str) -> Proposal:
        """The profile, from all that was seen."""
        columns = {name: self._named(name) for name in CONTENT if name in self.found}
        values, constants = self._values(), self._constants()
        times = self._times()
        self._lacking({*columns, *constants})
        profile = TableProfile(
            name="",
            columns=columns,
            constants=constants,
            values=values,
            times=tuple(WrittenTime.of(pattern) for pattern in times),
            encoding=encoding,
            delimiter=self.delimiter,
            sheet=sheet or ("" if self.epoch is None else self.sheet),
            skip_rows=tuple(self.ends),
            kind="csv" if self.epoch is None else "xlsx",
        )
        heard = {folded(name): name for name in self.header if name}
        heard |= {folded(word): word for counted in self.words.values() for word in counted}
        used = {name for column in columns.values() for name in column.names}
        ignored = tuple(name for name in self.header if name and folded(name) not in used)
        self._patients(ignored)
        unexplained = {name: unclear(name, list(counted), self.known) for name, counted in self.words.items()}
        return Proposal(profile, tuple(self.doubts), ignored, heard, unexplained)

    def _unique(self) -> Sequence[Column]:
        """The columns without those whose name comes a second time: a profile could not tell which is meant."""
        counted = Counter(folded(column.name) for column in self.columns)
        twice = sorted({column.name for column in self.columns if counted[folded(column.name)] > 1})
        if twice:
            self.doubts.append(f"columns of the same name, of which the first counts: {', '.join(map(repr, twice))}")
        firsts = {folded(column.name): column for column in reversed(self.columns)}
        return [column for column in self.columns if firsts[folded(column.name)] is column]

    def _clock_of(self, column: Column) -> Column | None:
        """The column of times of day that belongs to one of days: of the like name, else the next."""
        if column.shape is not Shape.DAY:
            return None
        clocks = [other for other in self.columns if other.shape is Shape.CLOCK]
        words = set(plain(column.name).split()) - {"date", "day", "dt"}
        alike = [other for other in clocks if words & set(plain(other.name).split())]
        beside = [other for other in clocks if other.at == column.at + 1]
        return next(iter(alike or beside), None)

    def _named(self, name: str) -> Named:
        clock = self.joined.get(name)
        own = folded(self.found[name].name)
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
        if "read_type" not in self.found:
            constants["read_type"] = "preliminary"
            self.doubts.append("no column says whether a read is preliminary or final: all were taken as preliminary")
        return constants

    def _times(self) -> tuple[str, ...]:
        found = patterns_of(self.times, self.now)
        if found.either:
            either, other = found.patterns[0], "day first" if found.patterns[0][0] == "M" else "month first"
            self.doubts.append(f"{found.either!r} was read as {either}; it may as well be {other}")
        if found.misfits:
            self.doubts.append(f"{found.misfits:,} of {found.texts:,} times are written in no way that is known")
        for name, clock in self.joined.items():
            if self.found[name].shape is Shape.DAY and clock is None:
                self.doubts.append(f"{self.found[name].name!r}, taken as {name}, holds days without a time of day")
        others = [column.name for column in self.columns if column.shape is Shape.TIME and column not in self._taken()]
        if others:
            self.doubts.append(f"other columns of times, which nothing was made of: {', '.join(map(repr, others))}")
        if "signed_at" in self.found and plain(self.found["signed_at"].name) not in _sure():
            self.doubts.append(
                f"{self.found['signed_at'].name!r} was taken as the time of signing; reads are billed by it"
            )
        return found.patterns

    def _taken(self) -> list[Column]:
        return [*self.found.values(), *(clock for clock in self.joined.values() if clock)]

    def _lacking(self, said: set[str]) -> None:
        if "facility" not in said:
            self.doubts.append("no column names the facility: say which with --facility ID, every read needs it")
        for name in ("accession", "signed_at"):
            if name not in said:
                self.doubts.append(f"no column was found for {name}; name it in [columns], every read needs it")
        if not said & {"exam_code", "cpt"}:
            self.doubts.append("no column was found for exam_code or cpt; name one in [columns], every read needs it")

    def _patients(self, ignored: Sequence[str]) -> None:
        names = [column.name for column in self.columns if column.names_patients and column.name in ignored]
        if names and ("read_type" in self.found):
            listed = ", ".join(map(repr, names))
            self.doubts.append(
                f"columns of patients were left out: {listed}; claims for final reads need them in [columns]"
            )


def _sure() -> Iterator[str]:
    from reads.intake.guess.columns import SYNONYMS

    yield from SYNONYMS["signed_at"]
