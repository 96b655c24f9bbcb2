"""Adds or changes rows of a table of the books, all other bytes of its file kept (spec 1, 9.4 `/held`).

What was seen is what is done: the writer says which content it has looked at, by its SHA-256, and nothing is written where
the file says something else by now.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reads.core.csv_text import csv_text
from reads.core.errors import WetreadError
from reads.core.spreadsheet import is_zip
from reads.directory.column import Need, Sort
from reads.directory.csv_file import read_sheet
from reads.store.private_files import write_private

_BREAK = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


class ChangedMeanwhile(WetreadError):
    """The file is not what was looked at."""

    code = "file_changed"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} was changed meanwhile; nothing was written", "look at it again, then decide")


class NotWritable(WetreadError):
    """The file can't be written to without losing something."""

    code = "not_writable"

    def __init__(self, file: str, why: str, remedy: str) -> None:
        super().__init__(f"nothing was written to {file}: {why}", remedy)


@dataclass(frozen=True, slots=True)
class RowsWritten:
    """What was written: the file within the books, its digest now, and how many rows are new or changed."""

    file: str
    digest: str
    added: int
    changed: int


def digest_of(data: bytes | None) -> str:
    """The SHA-256 of a file's content; empty for a file that isn't there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def seen(books: Path, sort: Sort, name: str = "") -> str:
    """The digest of the table's file as it stands; of a folder's lists, of the one with that name."""
    return digest_of(_content(books / _file(sort, name)))


def write_rows(
    books: Path, sort: Sort, rows: Sequence[Mapping[str, str]], expected: str, *, name: str = ""
) -> RowsWritten:
    """Writes rows (column -> text): each changes the row of its key, or is added at the end; a new file gets its header.

    `expected` is the digest of what was looked at (`seen`): ChangedMeanwhile where that is over, NotWritable for a workbook,
    for a file with a fault, and for a text that no CSV line can hold. Either all rows are written or none.
    """
    file = _file(sort, name)
    path = books / file
    before = _content(path)
    if digest_of(before) != expected:
        raise ChangedMeanwhile(file)
    after, added, changed = with_rows(before or b"", sort, rows, file)
    mode = path.stat().st_mode & 0o777 if before is not None else 0o600
    write_private(path, after)
    path.chmod(mode)
    return RowsWritten(file, digest_of(after), added, changed)


def with_rows(data: bytes, sort: Sort, rows: Sequence[Mapping[str, str]], file: str) -> tuple[bytes, int, int]:
    """The file's content with the rows in it, and how many of them are new and how many change one that is there."""
    if is_zip(data):
        raise NotWritable(file, "it is a workbook", f"write there: {'; '.join(map(_told, rows))}")
    text = _Text.of(data, [column.name for column in sort.written if column.need is not Need.OPTIONAL])
    known = [column.name for column in sort.written]
    sheet = read_sheet(file, text.joined(), known, ())
    if not sheet.header or sheet.spoiled:
        fault = next(iter(sheet.findings), None)
        why = f"{fault.where}: {fault.message}" if fault else "it has no header"
        raise NotWritable(file, why, "correct it, then go on")
    header = list(sheet.header)
    lines = {sort.key_of(line.cells): line for line in sheet.lines}
    for column in known:
        if column not in header and any(row.get(column) for row in rows):
            text.widen(header, column)
    added = changed = 0
    for row in rows:
        at = lines.get(sort.key_of(row))
        cells = {**(at.cells if at else {}), **row}
        if at is None:
            text.add(_line(header, cells, file))
            added += 1
        elif any(at.cells.get(column, "") != cells.get(column, "") for column in header):
            text.lines[at.number - 1] = _line(header, cells, file)
            changed += 1
    return text.joined(), added, changed


@dataclass(slots=True)
class _Text:
    """A file's lines with what ends each, so that all that isn't changed stays as it is."""

    mark: bytes
    lines: list[bytes]
    ends: list[bytes]

    @classmethod
    def of(cls, data: bytes, header: Sequence[str]) -> _Text:
        mark = _BOM if data.startswith(_BOM) else b""
        body = data[len(mark) :]
        if not body.strip(b" \t\r\n,"):
            return cls(mark, [",".join(header).encode()], [b"\n"])
        lines, ends, at = [], [], 0
        for found in _BREAK.finditer(body):
            lines.append(body[at : found.start()])
            ends.append(found[0])
            at = found.end()
        if at < len(body):
            lines.append(body[at:])
            ends.append(b"")
        return cls(mark, lines, ends)

    def joined(self) -> bytes:
        return self.mark + b"".join(line + end for line, end in zip(self.lines, self.ends, strict=True))

    def add(self, line: bytes) -> None:
        usual = self.ends[0] or b"\n"
        self.ends[-1] = self.ends[-1] or usual
        self.lines.append(line)
        self.ends.append(usual)

    def widen(self, header: list[str], column: str) -> None:
        """Gives the table another column, empty in every row that is there."""
        header.append(column)
        first = True
        for at, line in enumerate(self.lines):
            if line.strip(b" \t,"):
                self.lines[at] = line + (f",{column}".encode() if first else b",")
                first = False


def _line(header: Sequence[str], cells: Mapping[str, str], file: str) -> bytes:
    texts = [cells.get(column, "") for column in header]
    for text in texts:
        if not text.isprintable():
            raise NotWritable(file, f"{text!r} holds a line break or control character", "write it without")
    return csv_text([texts], "").encode()


def _told(row: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {text}" for name, text in row.items() if text)


def _file(sort: Sort, name: str) -> str:
    return f"{sort.place}{name}.csv" if sort.is_folder else sort.file


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
