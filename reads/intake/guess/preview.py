"""How an unknown file looks through a profile: its first rows on the clock of their facility beside what was sent, and all counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from reads.core.times import restored
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import CONTENT, FACILITY, SIGNED_AT, Content, named
from reads.intake.field_parsers import TIMES
from reads.intake.profiles.table import TableProfile
from reads.intake.read_fields import Fields
from reads.intake.table_files import rows_of, taken_apart
from reads.intake.table_reads import TableReads
from reads.intake.table_rows import Rows, TableRow

SHOWN = 10
_BEFORE = (CONTENT.index("exam_at"), CONTENT.index("received_at"))


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be read: its fields, times on the facility's clock; `sent` are its cells by field, as the file has them."""

    line: int
    fields: Mapping[str, str]
    sent: Mapping[str, str]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file comes to by a profile: its first rows, how many would be reads, and what is wrong with the others."""

    first: tuple[PreviewRow, ...]
    rows: int
    reads: int
    others: int
    faults: tuple[tuple[str, int], ...]
    same_key: int
    signed_first: int


class _Remembered:
    """Rows of which the last is remembered."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.file = rows.file
        self.epoch: date | None = rows.epoch
        self.header = rows.header
        self.cells: Sequence[str] = ()

    def __iter__(self) -> Iterator[TableRow]:
        """The rows, as they stand."""
        for row in self._rows:
            self.cells = row.cells
            yield row

    @property
    def hidden(self) -> int:
        """How many rows nobody sees in the spreadsheet."""
        return self._rows.hidden

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        return self._rows.joined(cells)


def preview(stream: BinaryIO, file: str, directory: Directory, now: datetime, profile: TableProfile) -> Preview:
    """The file, all of it, as the profile reads it."""
    single, profile = taken_apart(rows_of(stream, file, profile.fits, profile), profile)
    rows = _Remembered(single)
    table = TableReads(rows, Fields(directory, now), profile)
    first: list[PreviewRow] = []
    faults: Counter[str] = Counter()
    keys: set[int] = set()
    count = reads = others = same = early = 0
    for candidate in table:
        count += 1
        if len(first) < SHOWN:
            first.append(_shown(candidate, table.header.raw(rows.cells), directory))
        if candidate.content:
            reads += 1
            same += hash(candidate.key) in keys
            keys.add(hash(candidate.key))
            early += any(candidate.content[at] > candidate.content[SIGNED_AT] for at in _BEFORE)
        elif candidate.findings:
            faults.update({finding.message for finding in candidate.findings})
        else:
            others += 1
    return Preview(tuple(first), count, reads, others, tuple(faults.most_common(SHOWN)), same, early)


def _shown(candidate: Candidate, sent: Mapping[str, str], directory: Directory) -> PreviewRow:
    content = candidate.content
    fields = {name: text for name, text in named(content).items() if text} if content else {}
    local = {name: _on_clock(content, fields[name], directory) for name in TIMES if content and name in fields}
    return PreviewRow(candidate.line, fields | local, sent, tuple(finding.message for finding in candidate.findings))


def _on_clock(content: Content, stored: str, directory: Directory) -> str:
    """The time with the facility's offset; in UTC, or without an offset, where the directory lacks the facility."""
    at = restored(stored)
    row = directory.facility_at(content[FACILITY], at) if content[FACILITY] in directory.facilities else None
    return at.astimezone(row.zone).isoformat() if row and at.tzinfo else stored
