"""Workbooks (XLSX, ODS) as rows of cells, sheet by sheet; a file made to exhaust the machine is refused before it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from reads.core import office_open, open_document
from reads.core.sheet_cells import BLANK, Cell, NotAWorkbook

__all__ = ["Cell", "NotAWorkbook", "Workbook", "first_sheet", "is_zip"]

MOST_BYTES = 200_000_000
"""How much a workbook may hold unpacked; CMS's largest has 20 MB, 200,000 reads of 15 columns 160 MB."""

MOST_TIMES = 100
"""How many times its size a workbook may grow when unpacked; a small one (8 MB unpacked) may grow as it likes."""

MOST_MEMBERS = 2_000

MOST_CELLS = 5_000_000
"""How large the rectangle of a sheet may be, whatever is empty."""

_SMALL = 8_000_000


class _Book(Protocol):
    names: tuple[str, ...]
    visible: tuple[str, ...]
    epoch: date
    hidden: set[tuple[str, int]]
    hidden_columns: dict[str, list[tuple[int, int]]]

    def rows(self, name: str, *, merged: bool = False) -> Iterator[tuple[int, list[Cell]]]: ...


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its sheets in their order, and the day before the first of its day numbers.

    `visible` are the names of the sheets that a person sees.
    """

    names: tuple[str, ...]
    visible: tuple[str, ...]
    epoch: date
    _book: _Book

    @classmethod
    def opened(cls, content: bytes) -> Workbook:
        """The workbook of a file's content; NotAWorkbook for anything else, and for what would take too much memory."""
        try:
            packed = zipfile.ZipFile(io.BytesIO(content))
            book = _opened(packed)
        except NotAWorkbook:
            raise
        except Exception as error:  # damage comes out of zip, zlib and the reader as a dozen classes
            raise NotAWorkbook("the workbook is cut short or damaged") from error
        return cls(book.names, book.visible, book.epoch, book)

    def rows(self, name: str, *, merged: bool = False) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of a sheet that the file has: the number of each, its cells from column A on. NotAWorkbook where it can't be read.

        With `merged` all cells that are merged with one above them hold what that one holds.
        """
        try:
            yield from self._book.rows(name, merged=merged)
        except NotAWorkbook:
            raise
        except Exception as error:  # as above
            raise NotAWorkbook(f"the sheet {name!r} is damaged, or holds no table") from error

    def is_hidden(self, name: str, line: int) -> bool:
        """Whether nobody sees that row of a sheet, as far as its rows have been gone through."""
        return (name, line) in self._book.hidden

    def is_column_hidden(self, name: str, column: int) -> bool:
        """Whether nobody sees that column, counted from 1, of a sheet of which a row has been read."""
        return any(first <= column <= last for first, last in self._book.hidden_columns.get(name, ()))


def is_zip(content: bytes) -> bool:
    """Whether the content looks like a zip archive, as a workbook does."""
    return content.startswith(b"PK\x03\x04")


def first_sheet(content: bytes) -> list[list[Cell]]:
    """The cells of the first sheet from A1 on, blank ones included, all rows of one length; NotAWorkbook for anything else."""
    book = Workbook.opened(content)
    if not book.names:
        raise NotAWorkbook("it has no sheet")
    found = dict(book.rows(book.names[0]))
    width = max(map(len, found.values()), default=0)
    lines = (found.get(line, []) for line in range(1, max(found, default=0) + 1))
    return [[*cells, *[BLANK] * (width - len(cells))] for cells in lines]


def _opened(packed: zipfile.ZipFile) -> _Book:
    """The workbook, after a look at what it would take to read it."""
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotAWorkbook(f"it has more than {MOST_MEMBERS:,} parts")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_BYTES:
        raise NotAWorkbook(f"it would unpack to more than {MOST_BYTES // 1_000_000} MB")
    if unpacked > _SMALL and unpacked > MOST_TIMES * sum(member.compress_size for member in members):
        raise NotAWorkbook(f"it would unpack to more than {MOST_TIMES} times its size")
    names = {member.filename.lstrip("/").lower() for member in members}
    if open_document.CONTENT in names:
        return open_document.OpenDocument(packed, _refuse_far)
    if office_open.WORKBOOK not in names:
        raise NotAWorkbook("it is a zip archive, not a workbook")
    return office_open.OfficeOpen(packed, _refuse_far)


def _refuse_far(line: int, column: int) -> None:
    if line * column > MOST_CELLS:
        raise NotAWorkbook(f"it has a cell in row {line:,} or column {column:,}, far from the others")
