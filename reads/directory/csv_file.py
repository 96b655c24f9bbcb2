"""A CSV file as lines of named cells, with the place of each for whoever must mend it (spec 1).

One line is one row: a field holds no line break, so a quote that isn't closed spoils its own line and no other. Columns of
places count characters from 1, as an editor shows them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from reads.core.english import counted, did_you_mean
from reads.core.findings import Finding, Where
from reads.core.invisible import invisible_characters

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_LONGEST_LINE = 10_000
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One row that has as many fields as the header: its cells by column, empty ones left out."""

    number: int
    text: str
    cells: Mapping[str, str]


@dataclass(slots=True)
class CsvSheet:
    """One CSV file: its header (empty where the file can't be used at all), its good lines, and what is wrong with it.

    `spoiled` are the texts of lines that don't fall into the header's columns. A table in a workbook is one too: its places
    are rows and columns, counted from 1.
    """

    file: str
    header: tuple[str, ...] = ()
    lines: list[CsvLine] = field(default_factory=list)
    spoiled: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_workbook: bool = False

    def where(self, line: CsvLine, column: str) -> Where:
        """The place of a cell."""
        if column not in self.header:
            return Where(self.file, line.number, 0, column)
        if self.is_workbook:
            return Where(self.file, line.number, self.header.index(column) + 1, column)
        return Where(self.file, line.number, position(line.text, self.header.index(column)), column)


def read_sheet(file: str, data: bytes, known: Sequence[str], needed: Sequence[str]) -> CsvSheet:
    """The sheet of a file's bytes, whose header may name the `known` columns and must name the `needed` ones."""
    sheet = CsvSheet(file)
    text = _decoded(sheet, data)
    numbered = list(_lines(sheet, text))
    if not numbered:
        if not sheet.findings:
            sheet.findings.append(
                Finding("no_header", "the file has no header row", f"first line: {','.join(needed)}", Where(file, 1))
            )
        return sheet
    if _header(sheet, *numbered[0], known, needed):
        for number, line in numbered[1:]:
            _row(sheet, number, line)
    return sheet


def position(text: str, index: int) -> int:
    """The character, counted from 1, at which field number `index` (from 0) of a CSV line begins."""
    quoted = False
    passed = 0
    for at, character in enumerate(text):
        if passed == index:
            return at + 1
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            passed += 1
    return len(text) + 1


def _lines(sheet: CsvSheet, text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers; a monstrous one is a fault, and not repeated in a message."""
    for number, line in enumerate(_LINE_BREAK.split(text), 1):
        if len(line) > _LONGEST_LINE:
            message = f"a line of {len(line):,} characters"
            remedy = f"{_LONGEST_LINE:,} are the most: is this the right file?"
            sheet.findings.append(Finding("long_line", message, remedy, Where(sheet.file, number, _LONGEST_LINE)))
        elif line.strip(" \t,"):
            yield number, line


def _decoded(sheet: CsvSheet, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        message = "the file is UTF-16, not UTF-8" if wide else "the file is not UTF-8"
        remedy = "save it again as CSV UTF-8"
        sheet.findings.append(Finding("not_utf8", message, remedy, Where(sheet.file, line, 0 if wide else column)))
        return ""


def _header(sheet: CsvSheet, number: int, line: str, known: Sequence[str], needed: Sequence[str]) -> bool:
    """Takes the header over if every name in it is right; else says what isn't (a mistyped name is not missing too)."""
    names = blank_end([name.strip() for name in _fields(sheet, number, line)])
    if len(names) == 1 and (";" in line or "\t" in line):
        message, remedy = "the columns are not separated by commas", "save it again as CSV with commas"
        sheet.findings.append(Finding("wrong_separator", message, remedy, Where(sheet.file, number, 1)))
        return False
    if header_faults(sheet, number, names, (known, needed), lambda index: position(line, index)):
        return False
    sheet.header = tuple(names)
    return True


def blank_end(fields: list[str]) -> list[str]:
    """The fields without the empty ones at the end, which spreadsheets leave where a column was once."""
    while fields and not fields[-1]:
        fields = fields[:-1]
    return fields


def header_faults(
    sheet: CsvSheet,
    number: int,
    names: Sequence[str],
    columns: tuple[Sequence[str], Sequence[str]],
    place: Callable[[int], int],
) -> bool:
    """Whether the sheet has a fault, after those of its header are recorded; a mistyped name is not missing too.

    `columns` are those that it may have and those that it needs; `place` gives the character at which a name begins.
    """
    known, needed = columns
    meant: set[str] = set()
    for index, name in enumerate(names):
        where = Where(sheet.file, number, place(index), name)
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant.update(near)
            remedy = did_you_mean(name, known, "")
            sheet.findings.append(Finding("unknown_column", f"unknown column {name!r}", remedy, where))
        elif name in names[:index]:
            message = f"column {name!r} is there twice"
            sheet.findings.append(Finding("duplicate_column", message, "leave one of them", where))
    for name in needed:
        if name not in names and name not in meant:
            where = Where(sheet.file, number, 0, name)
            message = f"column {name!r} is missing"
            sheet.findings.append(Finding("missing_column", message, f"add {name} to the header", where))
    return bool(sheet.findings)


def _row(sheet: CsvSheet, number: int, text: str) -> None:
    fields = _fields(sheet, number, text)
    if not fields:
        sheet.spoiled.append(text)
        return
    if len(fields) > len(sheet.header) and not any(map(str.strip, fields[len(sheet.header) :])):
        fields = fields[: len(sheet.header)]
    if len(fields) != len(sheet.header):
        few = len(fields) < len(sheet.header)
        message = f"{counted(len(fields), 'field')}, where the header has {len(sheet.header)}"
        remedy = "a comma is missing" if few else 'a comma too many; a field with a comma in it stands in "quotes"'
        code = "short_row" if few else "long_row"
        column = len(text) + 1 if few else position(text, len(sheet.header))
        sheet.findings.append(Finding(code, message, remedy, Where(sheet.file, number, column)))
        sheet.spoiled.append(text)
        return
    cells = {name: cell for name, cell in zip(sheet.header, map(str.strip, fields), strict=True) if cell}
    line = CsvLine(number, text, cells)
    faults = list(_control_characters(sheet, line)) if _CONTROL.search(text) else []
    sheet.findings.extend(faults)
    for name, cell in cells.items() if not text.isascii() else ():
        sheet.findings.extend(invisible_characters(cell, sheet.where(line, name)))
    if faults:
        sheet.spoiled.append(text)
    else:
        sheet.lines.append(line)


def _fields(sheet: CsvSheet, number: int, text: str) -> list[str]:
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        where = Where(sheet.file, number, text.rindex('"') + 1)
        message = "a quote that isn't closed, or stands inside a field"
        remedy = 'a field with commas stands in "quotes", a quote in it is doubled: "the ""new"" wing"'
        sheet.findings.append(Finding("broken_quotes", message, remedy, where))
        return []


def _control_characters(sheet: CsvSheet, line: CsvLine) -> Iterator[Finding]:
    for name, cell in line.cells.items():
        found = _CONTROL.search(cell)
        if found:
            message = f"the control character U+{ord(found[0]):04X} in a field"
            yield Finding("control_character", message, "delete it", sheet.where(line, name))
