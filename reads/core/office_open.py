"""XLSX workbooks (ECMA-376, transitional and strict): sheets, and their cells by type, number format and formula."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from reads.core.number_format import NumberFormat
from reads.core.sheet_cells import (
    BLANK,
    Cell,
    NotAWorkbook,
    broken,
    clock,
    day_cell,
    moment,
    number_cell,
    text_cell,
    yes_no,
)
from reads.core.xml_walk import Walker, attribute, walked

WORKBOOK = "xl/workbook.xml"
_YES = ("1", "true", "on")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d{1,3})?", re.IGNORECASE)
_GENERAL = NumberFormat.of("General")

T = TypeVar("T")

Line = tuple[int, list[Cell]]
"""The number of a row from 1, and its cells from column A on."""

TooFar = Callable[[int, int], None]
"""Refuses a cell whose row and column lie too far out."""


@dataclass(frozen=True, slots=True)
class _About:
    """What the workbook's own part says: sheets by name with their parts, the hidden ones, the epoch, and whether the program that
    wrote it left computing to whoever opens it: then a formula's 0 is no value.
    """

    parts: Mapping[str, str]
    hidden: frozenset[str]
    epoch: date
    uncomputed: bool


class OfficeOpen:
    """An opened XLSX workbook."""

    def __init__(self, packed: zipfile.ZipFile, too_far: TooFar) -> None:
        self._packed = packed
        self._too_far = too_far
        self._members = {member.filename.lstrip("/").lower(): member for member in packed.infolist()}
        about = self._about()
        self.names = tuple(about.parts)
        self.visible = tuple(name for name in about.parts if name not in about.hidden)
        self.epoch = about.epoch
        self._sheets = about
        self._strings: list[Cell] | None = None
        self._formats: list[NumberFormat] | None = None

    def rows(self, name: str) -> Iterator[Line]:
        """The rows of a sheet that the file has, each with its number."""
        if self._strings is None or self._formats is None:
            self._strings = [text_cell(text) for text in self._read("xl/sharedStrings.xml", _Strings())]
            self._formats = list(self._read("xl/styles.xml", _Formats()))
        sheet = _Sheet(self._strings, self._formats, self._sheets, self._too_far)
        with self._packed.open(self._members[self._sheets.parts[name].lower()]) as stream:
            yield from walked(stream, sheet)

    def _read(self, part: str, walker: Walker[T]) -> Iterator[T]:
        member = self._members.get(part.lower())
        if member is not None:
            with self._packed.open(member) as stream:
                yield from walked(stream, walker)

    def _about(self) -> _About:
        book = _Book()
        list(self._read(WORKBOOK, book))
        targets = dict(self._read("xl/_rels/workbook.xml.rels", _Relations()))
        parts = {name: targets[id_] for name, id_, _ in book.sheets if targets.get(id_, "").lower() in self._members}
        hidden = frozenset(name for name, _, state in book.sheets if state not in ("", "visible"))
        return _About(parts, hidden, date(1904, 1, 1) if book.mac else date(1899, 12, 30), book.uncomputed)


class _Book:
    """Walks the workbook's part: sheets as (name, relation, state)."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.mac = self.uncomputed = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element:
            case "workbookPr":
                self.mac = attribute(attributes, "date1904").lower() in _YES
            case "calcPr":
                self.uncomputed = attribute(attributes, "fullCalcOnLoad").lower() in _YES
            case "sheet":
                state = attribute(attributes, "state")
                self.sheets.append((attribute(attributes, "name"), attribute(attributes, "id"), state))

    def end(self, element: str) -> None: ...

    def text(self, data: str) -> None: ...

    def taken(self) -> Iterator[None]:
        yield from ()


class _Relations:
    """Walks the workbook's relations: sheets' ids with their parts."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str]] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and attribute(attributes, "Type").endswith("/worksheet"):
            part = posixpath.normpath(posixpath.join("/xl", attribute(attributes, "Target"))).lstrip("/")
            self._found.append((attribute(attributes, "Id"), part))

    def end(self, element: str) -> None: ...

    def text(self, data: str) -> None: ...

    def taken(self) -> Iterator[tuple[str, str]]:
        yield from self._found
        self._found = []


class _Texts:
    """Collects the text of one string: its runs, without the phonetic ones."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open = False
        self._phonetic = False

    def start(self, element: str) -> None:
        self._phonetic = self._phonetic or element == "rPh"
        self.open = element in ("t", "v") and not self._phonetic

    def end(self, element: str) -> None:
        self.open = False
        if element == "rPh":
            self._phonetic = False

    def joined(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _Strings:
    """Walks the texts that cells share."""

    def __init__(self) -> None:
        self._texts = _Texts()
        self._found: list[str] = []

    def start(self, element: str, _attributes: Mapping[str, str]) -> None:
        self._texts.start(element)

    def end(self, element: str) -> None:
        self._texts.end(element)
        if element == "si":
            self._found.append(self._texts.joined())

    def text(self, data: str) -> None:
        if self._texts.open:
            self._texts.parts.append(data)

    def taken(self) -> Iterator[str]:
        yield from self._found
        self._found = []


class _Formats:
    """Walks the styles: the number format of each, by its place."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._found: list[NumberFormat] = []
        self._cells = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "numFmt":
            self._codes[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
        elif element == "cellXfs":
            self._cells = True
        elif element == "xf" and self._cells:
            self._found.append(self._format(attribute(attributes, "numFmtId")))

    def _format(self, number: str) -> NumberFormat:
        if number in self._codes:
            return NumberFormat.of(self._codes[number])
        return NumberFormat.numbered(int(number)) if number.isdecimal() and len(number) < 6 else _GENERAL

    def end(self, element: str) -> None:
        if element == "cellXfs":
            self._cells = False

    def text(self, data: str) -> None: ...

    def taken(self) -> Iterator[NumberFormat]:
        yield from self._found
        self._found = []


class _Sheet:
    """Walks a sheet: its rows, one after the other."""

    def __init__(
        self, strings: Sequence[Cell], formats: Sequence[NumberFormat], about: _About, too_far: TooFar
    ) -> None:
        self._strings = strings
        self._formats = formats
        self._about = about
        self._too_far = too_far
        self._columns: dict[str, int] = {}
        self._texts = _Texts()
        self._found: list[Line] = []
        self._cells: list[Cell] = []
        self._line = self._column = 0
        self._number = self._type = self._style = ""
        self._formula = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element:
            case "c":
                self._place(attributes.get("r", ""))
                self._type, self._style = attributes.get("t", ""), attributes.get("s", "")
                self._formula = False
            case "f":
                self._formula = True
            case "row":
                line = attributes.get("r", "")
                number = int(line) if line.isdecimal() and len(line) < 12 else self._line + 1
                if number <= self._line:
                    raise NotAWorkbook("its rows are out of order")
                self._line, self._number, self._column, self._cells = number, str(number), 0, []
                self._too_far(number, 1)
            case _:
                self._texts.start(element)

    def end(self, element: str) -> None:
        match element:
            case "c":
                cell = self._cell(self._texts.joined())
                while len(self._cells) < self._column:
                    self._cells.append(BLANK)
                self._cells[self._column - 1] = cell
            case "row":
                self._found.append((self._line, self._cells))
            case _:
                self._texts.end(element)

    def text(self, data: str) -> None:
        if self._texts.open:
            self._texts.parts.append(data)

    def taken(self) -> Iterator[Line]:
        yield from self._found
        self._found = []

    def _place(self, cell: str) -> None:
        """Where the cell of this name stands; without a name, next to the last."""
        letters = cell.rstrip("0123456789")
        number = cell[len(letters) :]
        self._column = self._column_of(letters)
        if number and number != self._number:
            self._too_far(int(number[:12]), self._column)
            raise NotAWorkbook("a cell stands in a row that isn't its own")
        self._too_far(self._line, self._column)

    def _column_of(self, letters: str) -> int:
        found = self._columns.get(letters)
        if found is None:
            found = 0
            for letter in letters.upper():
                found = found * 26 + ord(letter) - 64
            if not letters.isalpha() or not letters.isascii() or len(letters) > 7:
                return self._column + 1
            self._columns[letters] = found
        return found

    def _cell(self, text: str) -> Cell:
        match self._type:
            case "s":
                return self._strings[int(text)] if text else BLANK
            case "inlineStr":
                return text_cell(text)
            case "str" if text or self._formula:
                return text_cell(text)
            case "e":
                return broken(text)
            case "b":
                return yes_no(text.strip() in _YES) if text else self._without_value()
            case "d":
                return _written_date(text)
        if not text or (self._formula and self._about.uncomputed and not text.strip("0.")):
            return self._without_value()
        form = self._formats[int(self._style)] if self._style.isdecimal() else _GENERAL
        if not _NUMBER.fullmatch(text.strip()):
            raise NotAWorkbook("a number is none")
        return number_cell(text.strip(), form, self._about.epoch)

    def _without_value(self) -> Cell:
        return broken() if self._formula else BLANK


def _written_date(text: str) -> Cell:
    """A date that stands as ISO 8601, as strict workbooks have it."""
    with suppress(ValueError):
        if text.startswith("T"):
            at = time.fromisoformat(text[1:])
            return clock(timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond))
        if "T" not in text:
            return day_cell(date.fromisoformat(text))
        return moment(datetime.fromisoformat(text).replace(tzinfo=None))
    return broken(text)
