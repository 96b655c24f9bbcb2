"""OpenDocument spreadsheets (ODF 1.2, part 1, 9): sheets, and their cells by type, by what is shown of them and by formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from reads.core.cell_number_format import NumberFormat
from reads.core.sheet_cells import (
    BLANK,
    Cell,
    CellKind,
    MergedDown,
    broken,
    clock,
    day_cell,
    moment,
    number_cell,
    text_cell,
    yes_no,
)
from reads.core.xml_walk import Walker, attribute, walked

CONTENT = "content.xml"
_GENERAL = NumberFormat.of("General")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d{3}", re.IGNORECASE)
_TIME_SHOWN = re.compile(r"\d:\d\d")
_DIGITS_SHOWN = re.compile(r"[A-Za-z0-9/-]*")
_PASSED = re.compile(r"P(?:(\d{1,6})D)?T?(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?")
_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")

Line = tuple[int, list[Cell]]
Spans = list[tuple[int, int]]
"""The number of a row from 1, and its cells from column A on."""

TooFar = Callable[[int, int], None]
"""Refuses a cell whose row and column lie too far out."""


class OpenDocument:
    """An opened OpenDocument spreadsheet."""

    epoch = date(1899, 12, 30)

    def __init__(self, packed: zipfile.ZipFile, too_far: TooFar) -> None:
        self._packed = packed
        self._too_far = too_far
        with packed.open(CONTENT) as stream:
            sheets = list(walked(stream, _Names()))
        self.names = tuple(name for name, _ in sheets)
        self.visible = tuple(name for name, hidden in sheets if not hidden)
        self.hidden: set[tuple[str, int]] = set()
        self.hidden_columns: dict[str, Spans] = {}

    def rows(self, name: str, *, merged: bool = False) -> Iterator[Line]:
        """The rows of a sheet that hold anything, each with its number; those that are hidden are noted as they go by."""
        sheet = _Sheet(self.names.index(name), self._too_far, merged=merged)
        self.hidden_columns[name] = sheet.hidden_columns
        with self._packed.open(CONTENT) as stream:
            for line, cells in walked(stream, sheet):
                if line in sheet.hidden:
                    self.hidden.add((name, line))
                yield line, cells


class _Names(Walker[tuple[str, bool]]):
    """Walks the sheets: their names, and which are hidden by their style."""

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._hidden: set[str] = set()
        self._depth = 0

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "style":
            self._style = attribute(attributes, "name")
        elif element == "table-properties" and attribute(attributes, "display") == "false":
            self._hidden.add(self._style)
        elif element == "table":
            self._depth += 1
            if self._depth == 1:
                hidden = attribute(attributes, "style-name") in self._hidden
                self.found.append((attribute(attributes, "name"), hidden))

    def end(self, element: str) -> None:
        self._depth -= element == "table"


class _Sheet(Walker[Line]):
    """Walks one sheet: rows and cells, repeated as the file says."""

    def __init__(self, wanted: int, too_far: TooFar, *, merged: bool) -> None:
        super().__init__()
        self._wanted = wanted
        self.hidden: set[int] = set()
        self.hidden_columns: Spans = []
        self._columns = 0
        self._fills = merged
        self._merged = MergedDown()
        self._is_hidden = False
        self._too_far = too_far
        self._table = -1
        self._tables = self._line = self._repeated = self._again = self._within = 0
        self._cells: list[Cell] = []
        self._begun: list[tuple[int, int, Cell]] = []
        self._blank = 0
        self._attributes: Mapping[str, str] = {}
        self._texts: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "table":
            self._tables += 1
            self._table += self._tables == 1
        elif self._table != self._wanted or self._tables != 1:
            return
        elif self._within:
            self._within += 1
            self._inside(element, attributes)
        elif element == "table-column":
            again = _times(attributes, "number-columns-repeated")
            if attribute(attributes, "visibility") in ("collapse", "filter"):
                self.hidden_columns.append((self._columns + 1, self._columns + again))
            self._columns += again
        elif element == "table-row":
            self._repeated = _times(attributes, "number-rows-repeated")
            self._is_hidden = attribute(attributes, "visibility") in ("collapse", "filter")
            self._cells, self._blank, self._begun = [], 0, []
        elif element in ("table-cell", "covered-table-cell"):
            self._within = 1
            self._again = _times(attributes, "number-columns-repeated")
            self._attributes, self._texts = attributes, []

    def _inside(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "p" and self._within == 2:
            self._texts.append("\n" if self._texts else "")
        elif self._texts and element in ("s", "tab", "line-break"):
            sign = {"s": " " * min(_times(attributes, "c"), 1_000), "tab": "\t"}.get(element, "\n")
            self._texts.append(sign)

    def end(self, element: str) -> None:
        if element == "table":
            self._tables -= 1
        elif self._table != self._wanted or self._tables != 1:
            return
        elif self._within:
            self._within -= 1
            if not self._within:
                cell, reaches = (
                    _cell(self._attributes, "".join(self._texts)),
                    _times(self._attributes, "number-rows-spanned"),
                )
                if self._fills and reaches > 1:
                    self._begun.append((len(self._cells) + self._blank, self._line + reaches, cell))
                self._add(cell)
        elif element == "table-row":
            self._end_row()

    def text(self, data: str) -> None:
        if self._within > 1 and self._texts:
            self._texts.append(data)

    def _add(self, cell: Cell) -> None:
        if cell.kind is CellKind.BLANK:
            self._blank += self._again
            return
        self._too_far(self._line + 1, len(self._cells) + self._blank + self._again)
        self._cells += [BLANK] * self._blank + [cell] * self._again
        self._blank = 0

    def _end_row(self) -> None:
        if self._cells:
            self._merged.fill(self._line + 1, self._cells)
            for begun in self._begun:
                self._merged.begin(*begun)
            if self._is_hidden:
                self.hidden.update(range(self._line + 1, self._line + self._repeated + 1))
            self._too_far(self._line + self._repeated, len(self._cells))
            self.found += [(self._line + number, self._cells) for number in range(1, self._repeated + 1)]
        self._line += self._repeated


def _times(attributes: Mapping[str, str], name: str) -> int:
    found = attribute(attributes, name) or "1"
    return int(found) if found.isdecimal() and len(found) < 12 else 1 << 40 if found.isdecimal() else 1


def _cell(attributes: Mapping[str, str], shown: str) -> Cell:
    formula = bool(attribute(attributes, "formula"))
    kinds = {value for key, value in attributes.items() if key.endswith(":value-type")}
    if "error" in kinds or (formula and _ERROR.fullmatch(shown)):
        return broken(shown or "#N/A")
    if not kinds:
        return broken() if formula and not shown else text_cell(shown)
    value = next((attributes[key] for key in attributes if key.rpartition(":")[2] in _VALUES), "")
    with suppress(ValueError, OverflowError):
        if kinds & {"float", "currency", "percentage"}:
            return _number(value, shown)
        if "date" in kinds:
            return _date(value, shown)
        if "time" in kinds:
            return _passed(value)
        if "boolean" in kinds:
            return yes_no(value == "true")
        return text_cell(value or shown)
    return broken(shown or value)


def _number(value: str, shown: str) -> Cell:
    """The number, with the digits that are shown where they are the same number."""
    cell = number_cell(value, _GENERAL, OpenDocument.epoch)
    digits = "".join(sign for sign in shown if sign.isdecimal())
    same = digits.isascii() and digits and len(digits) < 100 and cell.value == Decimal(digits)
    return cell._replace(text=shown) if same and not cell.fault and _DIGITS_SHOWN.fullmatch(shown) else cell


def _date(value: str, shown: str) -> Cell:
    """A day, or a time where one is written or shown: LibreOffice writes midnight as the day alone."""
    if "T" in value or _TIME_SHOWN.search(shown):
        return moment(datetime.fromisoformat(value).replace(tzinfo=None))
    return day_cell(date.fromisoformat(value))


def _passed(value: str) -> Cell:
    found = _PASSED.fullmatch(value)
    if not found:
        raise ValueError(value)
    days, hours, minutes = (int(part or 0) for part in found.groups()[:3])
    return clock(days * 86_400 + hours * 3_600 + minutes * 60 + Decimal((found[4] or "0").replace(",", ".")))
