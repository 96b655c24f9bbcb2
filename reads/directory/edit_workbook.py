"""One workbook of all the books' tables, to be edited in a spreadsheet program and read back by `wetread apply` (spec 1).

Ids are texts and keep their zeros, days are days, and a cell that must be one of some words or ids offers them as a list.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reads.directory import cell_types
from reads.directory.column import Column, Need, Sort
from reads.directory.cross_references import REFERENCES
from reads.directory.file_read import FileRead
from reads.directory.table_source import RECORD

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (a date in the file's properties, which have no zone)
_LISTED_ROWS = 5_000
"""So many rows below the header offer their lists."""

_LONGEST_LIST = 255
"""A list of words longer than this can't stand in a cell's rule; it is not offered then."""

_WIDEST = 45


@dataclass(frozen=True, slots=True)
class Tabled:
    """One table as it stands: its sort, and its rows as texts by column."""

    sort: Sort
    rows: Sequence[Mapping[str, str]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns that its sheet has, a folder's list name among them."""
        return self.sort.columns

    @classmethod
    def of(cls, sort: Sort, files: Sequence[FileRead]) -> Tabled:
        """The table that these files hold together."""
        return cls(sort, [line.cells for file in files for line in file.sheet.lines])


def workbook_of(tables: Sequence[Tabled], digests: Mapping[str, str]) -> bytes:
    """The workbook's bytes, the same for the same tables; `digests` are those of the files that it was made of."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Books", "created": _CREATED})
    formats = _Formats.of(book)
    for table in tables:
        _write(book.add_worksheet(table.sort.kind), table, tables, formats)
    record = book.add_worksheet(RECORD)
    for row, (file, digest) in enumerate(digests.items()):
        record.write_string(row, 0, file)
        record.write_string(row, 1, digest)
    record.hide()
    book.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    needed: Any
    optional: Any
    text: Any
    day: Any
    number: Any

    @classmethod
    def of(cls, book: Any) -> _Formats:
        head = {"bold": True, "bottom": 1, "valign": "top"}
        return cls(
            needed=book.add_format({**head, "bg_color": "#DCE6F1"}),
            optional=book.add_format({**head, "italic": True}),
            text=book.add_format({"num_format": "@"}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            number=book.add_format({"num_format": "0.######", "align": "right"}),
        )


def _write(sheet: Any, table: Tabled, tables: Sequence[Tabled], formats: _Formats) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table.columns):
        values = [row.get(column.name, "") for row in table.rows]
        width = min(_WIDEST, max([len(column.name) + 2, *(len(value) + 1 for value in values)]))
        shown = _format(column, formats)
        sheet.set_column(at, at, width, shown)
        sheet.write_string(0, at, column.name, formats.optional if column.need is Need.OPTIONAL else formats.needed)
        if column.about:
            sheet.write_comment(0, at, column.about)
        for row, value in enumerate(values, 1):
            _cell(sheet, (row, at), column, value, shown)
        _offer(sheet, at, column, _choices(table.sort, column, tables))


def _format(column: Column, formats: _Formats) -> Any:
    if column.form is cell_types.day:
        return formats.day
    return formats.number if _is_number(column) else formats.text


def _is_number(column: Column) -> bool:
    """Whether the column holds quantities: an id or a code of digits is none."""
    return column.form in {cell_types.amount, cell_types.quantity, cell_types.percent} or isinstance(
        column.default, int
    )


def _cell(sheet: Any, place: tuple[int, int], column: Column, value: str, shown: Any) -> None:
    """Writes a cell so that it comes back as it is: a number only where its text is its shortest form."""
    if not value:
        return
    if column.form is cell_types.day and _is_day(value):
        sheet.write_datetime(*place, date.fromisoformat(value), shown)
    elif _is_number(column) and value.replace(".", "", 1).isdecimal():
        sheet.write_number(*place, Decimal(value), shown)
    else:
        sheet.write_string(*place, value, shown)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).year >= 1900  # a spreadsheet's calendar begins there
    except ValueError:
        return False


def _choices(sort: Sort, column: Column, tables: Sequence[Tabled]) -> list[str] | str:
    """The words that a cell may be one of, or the range of cells that holds them; nothing where anything may stand."""
    words = getattr(column.form, "words", ())
    if words:
        return list(words) if len(",".join(words)) <= _LONGEST_LIST else []
    for kind, name, target in REFERENCES:
        there = next((each for each in tables if each.sort.kind == target), None)
        if (kind, name) == (sort.kind, column.name) and there is not None and column.form is cell_types.identifier:
            return f"={target}!$A$2:$A${_LISTED_ROWS}"
    return []


def _offer(sheet: Any, at: int, column: Column, choices: list[str] | str) -> None:
    if choices:
        rule = {"validate": "list", "source": choices, "ignore_blank": True, "error_type": "warning"}
        rule |= {"error_title": column.name, "error_message": (column.about or "One of the list.")[:255]}
        sheet.data_validation(1, at, _LISTED_ROWS, at, rule)
