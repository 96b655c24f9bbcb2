"""XLSX workbooks (ECMA-376, transitional and strict): sheets, and their cells by type, number format and formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import IO, TypeVar

from reads.core.cell_number_format import NumberFormat
from reads.core.office_open_parts import (
    GENERAL,
    YES,
    SaidOfWorkbook,
    Texts,
    formats,
    merged_down,
    relations,
    said,
    strings,
)
from reads.core.sheet_cells import (
    BLANK,
    Cell,
    MergedDown,
    NotAWorkbook,
    broken,
    clock,
    day_cell,
    moment,
    number_cell,
    text_cell,
    yes_no,
)
from reads.core.xml_walk import Walker, walked

WORKBOOK = "xl/workbook.xml"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d{1,3})?", re.IGNORECASE)

T = TypeVar("T")

Line = tuple[int, list[Cell]]
Spans = list[tuple[int, int]]
"""The number of a row from 1, and its cells from column A on."""

TooFar = Callable[[int, int], None]
"""Refuses a cell whose row and column lie too far out."""


class OfficeOpen:
    """An opened XLSX workbook."""

    def __init__(self, packed: zipfile.ZipFile, too_far: TooFar) -> None:
        self._packed = packed
        self._too_far = too_far
        self._members = {member.filename.lstrip("/").lower(): member for member in packed.infolist()}
        self._said = self._read(WORKBOOK, said) or SaidOfWorkbook()
        targets = dict(self._read("xl/_rels/workbook.xml.rels", relations) or ())
        sheets = [sheet for sheet in self._said.sheets if sheet[1] in targets]
        self._parts = {name: targets[id_] for name, id_, _ in sheets}
        self.names = tuple(self._parts)
        self.visible = tuple(name for name, _, state in sheets if state in ("", "visible"))
        self.epoch = date(1904, 1, 1) if self._said.mac else date(1899, 12, 30)
        self.hidden: set[tuple[str, int]] = set()
        self.hidden_columns: dict[str, Spans] = {}
        self._strings: list[Cell] | None = None
        self._formats: list[NumberFormat] | None = None

    def rows(self, name: str, *, merged: bool = False) -> Iterator[Line]:
        """The rows of a sheet that the file has, each with its number; those that are hidden are noted as they go by."""
        if self._strings is None or self._formats is None:
            self._strings = [text_cell(text) for text in self._read("xl/sharedStrings.xml", strings) or ()]
            self._formats = list(self._read("xl/styles.xml", formats) or ())
        sheet = _Sheet(self._strings, self._formats, self._too_far, self.epoch)
        sheet.uncomputed = self._said.uncomputed
        self.hidden_columns[name] = sheet.hidden_columns
        member, above = self._members[self._parts[name].lower()], MergedDown()
        reaching: dict[int, list[tuple[str, int]]] = {}
        if merged:
            with self._packed.open(member) as stream:
                reaching = merged_down(stream)
        with self._packed.open(member) as stream:
            for line, cells in walked(stream, sheet):
                if line in sheet.hidden:
                    self.hidden.add((name, line))
                if reaching:
                    above.fill(line, cells)
                    for letters, last in reaching.get(line, ()):
                        at = sheet.column_of(letters) - 1
                        above.begin(at, last, cells[at] if at < len(cells) else BLANK)
                yield line, cells

    def _read(self, part: str, how: Callable[[IO[bytes]], T]) -> T | None:
        """What a part says; None where the workbook lacks it."""
        member = self._members.get(part.lower())
        return how(io.BytesIO(self._packed.read(member))) if member is not None else None


class _Sheet(Walker[Line]):
    """Walks a sheet: its rows, one after the other; where it is `uncomputed`, a formula's 0 is no value."""

    def __init__(self, strings: Sequence[Cell], formats: Sequence[NumberFormat], too_far: TooFar, epoch: date) -> None:
        super().__init__()
        self._strings = strings
        self._formats = formats
        self._too_far = too_far
        self._epoch = epoch
        self.uncomputed = False
        self.hidden: set[int] = set()
        self.hidden_columns: Spans = []
        self._columns: dict[str, int] = {}
        self._texts = Texts()
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
            case "col" if attributes.get("hidden", "") in YES:
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if first.isdecimal() and last.isdecimal():
                    self.hidden_columns.append((int(first[:9]), int(last[:9])))
            case "row":
                line = attributes.get("r", "")
                number = int(line) if line.isdecimal() and len(line) < 12 else self._line + 1
                if number <= self._line:
                    raise NotAWorkbook("its rows are out of order")
                self._line, self._number, self._column, self._cells = number, str(number), 0, []
                self._too_far(number, 1)
                if attributes.get("hidden", "") in YES:
                    self.hidden.add(number)
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
                self.found.append((self._line, self._cells))
            case _:
                self._texts.end(element)

    def text(self, data: str) -> None:
        if self._texts.open:
            self._texts.parts.append(data)

    def _place(self, cell: str) -> None:
        """Where the cell of this name stands; without a name, next to the last."""
        letters = cell.rstrip("0123456789")
        number = cell[len(letters) :]
        self._column = self.column_of(letters)
        if number and number != self._number:
            self._too_far(int(number[:12]), self._column)
            raise NotAWorkbook("a cell stands in a row that isn't its own")
        self._too_far(self._line, self._column)

    def column_of(self, letters: str) -> int:
        """The column of these letters, from 1; of what is none the next."""
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
                return yes_no(text.strip() in YES) if text else self._without_value()
            case "d":
                return _written_date(text)
        if not text or (self._formula and self.uncomputed and not text.strip("0.")):
            return self._without_value()
        form = self._formats[int(self._style)] if self._style.isdecimal() else GENERAL
        if not _NUMBER.fullmatch(text.strip()):
            raise NotAWorkbook("a number is none")
        return number_cell(text.strip(), form, self._epoch)

    def _without_value(self) -> Cell:
        return broken() if self._formula else BLANK


def _written_date(text: str) -> Cell:
    """A date that stands as ISO 8601, as strict workbooks have it."""
    with suppress(ValueError):
        if text.startswith("T"):
            at = time.fromisoformat(text[1:])
            return clock(at.hour * 3_600 + at.minute * 60 + at.second)
        if "T" not in text:
            return day_cell(date.fromisoformat(text))
        return moment(datetime.fromisoformat(text).replace(tzinfo=None))
    return broken(text)
