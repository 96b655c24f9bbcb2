"""Tables from CSV: strict about quotes, one broken row costs no other; delimiter and header are found."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from reads.core.findings import Finding, Where
from reads.intake.errors import UnreadableFile
from reads.intake.lines import Lines
from reads.intake.spreadsheet_leftovers import unprotected, visible
from reads.intake.table_rows import MOST_LINES_ABOVE, Fits, TableRow, below_header

_MOST_BROKEN_ROWS = 200
_MOST_LOOKED_AT = 1_000_000
_DELIMITERS = ",;\t|"
_LIKELY = ",;\t"


class CsvRows:
    """The rows of a CSV file; UnreadableFile where they can't be told apart, at once or while iterating."""

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        fits: Fits,
        *,
        encoding: str | None = None,
        delimiter: str = "",
        quote: str = '"',
        header_row: int = 0,
    ) -> None:
        self.file = file
        self.epoch: date | None = None
        self.hidden = 0
        self._lines = Lines(stream, file, encoding)
        self._quote = quote
        self.delimiter = delimiter or self._found_delimiter(fits)
        header, self._rest = below_header(self._rows(), fits, header_row)
        if header is None:
            what = f"no header in line {header_row}" if header_row else "the file is empty"
            raise UnreadableFile(file, what, "export it again, with its header")
        if header.fault:
            raise UnreadableFile(file, "its header can't be read", "look at the quotes in it")
        self.header = header

    def __iter__(self) -> Iterator[TableRow]:
        """The rows below the header, in their order."""
        return self._rest

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        return self.delimiter.join(cells)

    def _found_delimiter(self, fits: Fits) -> str:
        """The one under which a line is the header, else the one that the first line has most of."""
        head = self._head()
        for delimiter in _DELIMITERS:
            if any(fits(cells) for line in head if (cells := self._split(line, delimiter))):
                return delimiter
        first = next((line for line in head if line.strip().strip(_DELIMITERS)), "")
        return max(_LIKELY, key=first.count)

    def _head(self) -> list[str]:
        """The first lines, which will be read once more."""
        head: list[str] = []
        for line in self._lines:
            head.append(line)
            if len(head) > MOST_LINES_ABOVE or sum(map(len, head)) > _MOST_LOOKED_AT:
                break
        self._lines.rewind()
        return head

    def _split(self, line: str, delimiter: str) -> tuple[str, ...]:
        try:
            return tuple(next(self._reader(iter([line]), delimiter), ()))
        except csv.Error:
            return ()

    def _reader(self, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
        if not self._quote:
            return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
        return csv.reader(lines, delimiter=delimiter, quotechar=self._quote, strict=True)

    def _rows(self) -> Iterator[TableRow]:
        """The rows with the line each begins in, and what is wrong with its quotes; empty rows are passed over.

        A quote that is never closed costs its own line alone: the lines that it swallowed are read again.
        """
        lines, record = self._lines, self._lines.record
        broken = 0
        while True:
            try:
                for cells in self._reader(iter(lines), self.delimiter):
                    line = lines.number - len(record) + 1
                    sent = record[0] if len(record) == 1 else "".join(record)
                    if '="' in sent or "'" in sent or not sent.isascii():
                        cells[:] = [unprotected(visible(cell)) for cell in cells]
                    record.clear()
                    if any(map(str.strip, cells)):
                        yield TableRow(line, cells)
            except csv.Error:
                lines.give_back()
                broken += 1
                if broken > _MOST_BROKEN_ROWS:
                    raise UnreadableFile(
                        self.file, f"quotes are broken in more than {_MOST_BROKEN_ROWS} rows", "export it again"
                    ) from None
                yield TableRow(lines.number, [record.pop().rstrip()], self._broken())
            else:
                return

    def _broken(self) -> Finding:
        return Finding(
            "broken_quotes",
            "a quote opens a cell in this row and doesn't close it, or stands inside one",
            'close it, or double the quote inside a cell: ""',
            Where(self.file, self._lines.number),
        )
