"""Reads from CSV: strict, row by row, with every fault of a row named at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from reads.core.findings import Finding, Where
from reads.intake.candidate import Candidate, rejection
from reads.intake.errors import UnreadableFile
from reads.intake.fields import Fields
from reads.intake.header import Header
from reads.intake.lines import Lines

MOST_ROWS = 2_000_000
_MOST_BROKEN_ROWS = 200
_MOST_KEPT = 65_536
_DELIMITERS = ",;\t"


class CsvReads:
    """A CSV file of reads; iterated once, it gives a candidate for each row that is not empty.

    UnreadableFile and UnknownColumns, raised before or while iterating, mean that nothing of it may be kept.
    `header` tells what was made of the columns, `patients` how many rows had a patient's fields, which are dropped.
    """

    def __init__(
        self, stream: BinaryIO, file: str, fields: Fields, *, encoding: str | None = None, corrects: bool = False
    ) -> None:
        self._file = file
        self._fields = fields
        self._corrects = corrects
        self._lines = Lines(stream, file, encoding)
        first = self._first_line()
        self._delimiter = max(_DELIMITERS, key=first.count)
        self.header = Header.of(self._cells_of(first), file, self._lines.number)
        self.patients = 0

    def __iter__(self) -> Iterator[Candidate]:
        """The candidates in the order of the rows."""
        file, corrects, candidate, texts = self._file, self._corrects, self._fields.candidate, self.header.texts
        patient, width = self.header.patient, len(self.header.names)
        for count, (line, cells, broken) in enumerate(self._rows(), 1):
            if count > MOST_ROWS:
                raise UnreadableFile(file, "more than 2,000,000 rows", "split it, by month for example")
            if broken or len(cells) != width:
                fault = broken or self._misplaced(line, cells)
                yield rejection(line, (fault,), {} if patient else {"row": self._joined(cells)})
                continue
            if patient:
                self.patients += any(cells[at] for at in patient)
            found = candidate(texts(cells), line, file=file, corrects=corrects)
            if found.findings:
                found = self._located(found, cells)
            yield found

    def _first_line(self) -> str:
        for line in self._lines:
            self._lines.record.clear()
            if line.strip().strip(_DELIMITERS):
                return line
        raise UnreadableFile(self._file, "the file is empty", "export it again, with its header")

    def _cells_of(self, first: str) -> list[str]:
        try:
            return next(csv.reader([first], delimiter=self._delimiter, strict=True))
        except csv.Error:
            raise UnreadableFile(self._file, "its header can't be read", "look at the quotes in it") from None

    def _rows(self) -> Iterator[tuple[int, list[str], Finding | None]]:
        """The rows with the line each begins in, and what is wrong with its quotes; empty rows are passed over.

        A quote that is never closed costs its own line alone: the lines that it swallowed are read again.
        """
        lines, record = self._lines, self._lines.record
        broken = 0
        while True:
            try:
                for cells in csv.reader(iter(lines), delimiter=self._delimiter, strict=True):
                    line = lines.number - len(record) + 1
                    record.clear()
                    if any(cells):
                        yield line, cells, None
            except csv.Error:
                lines.give_back()
                broken += 1
                if broken > _MOST_BROKEN_ROWS:
                    raise UnreadableFile(
                        self._file, f"quotes are broken in more than {_MOST_BROKEN_ROWS} rows", "export it again"
                    ) from None
                yield lines.number, [record.pop().rstrip()], self._broken()
            else:
                return

    def _broken(self) -> Finding:
        lines = self._lines
        return Finding(
            "broken_quotes",
            "a quote opens a cell in this row and doesn't close it, or stands inside one",
            'close it, or double the quote inside a cell: ""',
            Where(self._file, lines.number),
        )

    def _misplaced(self, line: int, cells: list[str]) -> Finding:
        """What is said of a row whose cells can't stand under the names of the header."""
        message = f"the row has {len(cells)} cells, the header {len(self.header.names)}"
        return Finding("cells", message, "look for a missing or surplus delimiter", Where(self._file, line))

    def _joined(self, cells: list[str]) -> str:
        return self._delimiter.join(cells)[:_MOST_KEPT]

    def _located(self, found: Candidate, cells: list[str]) -> Candidate:
        """The candidate with its findings' columns, and with what quarantine may keep of a rejected row.

        Where cells may have slipped onto a patient's, that is only what was understood.
        """
        names = self.header.names
        if self.header.is_repeated_by(cells):
            where = Where(self._file, found.line)
            again = Finding("header_again", "the header stands here once more", "remove this row", where)
            return found._replace(findings=(again,), raw={"row": "header"})
        placed = tuple(
            replace(finding, where=replace(finding.where, column=names.index(finding.where.field) + 1))
            if finding.where.field in names
            else finding
            for finding in found.findings
        )
        if found.content:
            return found._replace(findings=placed)
        faulty = {finding.where.field for finding in placed} if self.header.patient else set()
        raw = {name: cell for name, cell in self.header.raw(cells).items() if name not in faulty}
        return found._replace(findings=placed, raw=raw)
