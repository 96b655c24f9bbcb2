"""Workbooks (XLSX, ODS) as rows of cells, sheet by sheet; a file made to exhaust the machine is refused before it is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from reads.core.open_document import extents

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_BYTES = 200_000_000
"""How much a workbook may hold unpacked; CMS's largest has 20 MB, 200,000 reads of 15 columns 160 MB."""

MOST_TIMES = 100
"""How many times its size a workbook may grow when unpacked; a small one (8 MB unpacked) may grow as it likes."""

MOST_MEMBERS = 2_000

MOST_CELLS = 5_000_000
"""How large the rectangle of a sheet may be; the reader below takes some 70 bytes for each, whatever is empty."""

_SMALL = 8_000_000
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,7})(\d{1,12})["']""")
_SHEET = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?worksheet\b")
_MAC_EPOCH = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true|on)["']""", re.IGNORECASE)
_HEAD = 4_096
_AT_ONCE = 1 << 20
_OVERLAP = 64


class NotAWorkbook(ValueError):
    """The content is no workbook that can be read; says why."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its sheets in their order, and the day before the first of its day numbers.

    `visible` are the names of the sheets that a person sees. Cells are texts, floats, booleans, dates, times, and '' where
    nothing stands; a formula is its last result.
    """

    names: tuple[str, ...]
    visible: tuple[str, ...]
    epoch: date
    _book: CalamineWorkbook

    @classmethod
    def opened(cls, content: bytes) -> Workbook:
        """The workbook of a file's content; NotAWorkbook for anything else, and for what would take too much memory."""
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                epoch = _checked(packed)
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            sheets = book.sheets_metadata
        except NotAWorkbook:
            raise
        except Exception as error:  # damage comes out of zip, zlib and the reader as a dozen classes
            raise NotAWorkbook("the workbook is cut short or damaged") from error
        shown = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        return cls(tuple(sheet.name for sheet in sheets), tuple(shown), epoch, book)

    def rows(self, name: str) -> Iterator[list[object]]:
        """The rows of a sheet from A1 on; NotAWorkbook where it can't be read."""
        try:
            sheet = self._book.get_sheet_by_name(name)
            left = [""] * (sheet.start[1] if sheet.start else 0)  # the reader begins at the first column with content
            for row in sheet.iter_rows():
                yield [*left, *row]
        except Exception as error:  # as above
            raise NotAWorkbook(f"the sheet {name!r} is damaged, or holds no table") from error


def is_zip(content: bytes) -> bool:
    """Whether the content looks like a zip archive, as a workbook does."""
    return content.startswith(b"PK\x03\x04")


def first_sheet(content: bytes) -> list[list[object]]:
    """The cells of the first sheet from A1 on: texts, floats, booleans, dates; NotAWorkbook for anything else."""
    book = Workbook.opened(content)
    if not book.names:
        raise NotAWorkbook("it has no sheet")
    return list(book.rows(book.names[0]))


def _checked(packed: zipfile.ZipFile) -> date:
    """The workbook's epoch, after a look at what it would take to read it."""
    members = packed.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotAWorkbook(f"it has more than {MOST_MEMBERS:,} parts")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_BYTES:
        raise NotAWorkbook(f"it would unpack to more than {MOST_BYTES // 1_000_000} MB")
    if unpacked > _SMALL and unpacked > MOST_TIMES * sum(member.compress_size for member in members):
        raise NotAWorkbook(f"it would unpack to more than {MOST_TIMES} times its size")
    names = {member.filename.lstrip("/").lower(): member for member in members}
    if "content.xml" in names:
        with packed.open(names["content.xml"]) as text:
            _refuse_wide(_open_document(text))
        return date(1899, 12, 30)
    if "xl/workbook.xml" not in names:
        raise NotAWorkbook("it is a zip archive, not a workbook")
    _refuse_wide(extent for member in members for extent in _sheet(packed, member))
    return date(1904, 1, 1) if _MAC_EPOCH.search(packed.read(names["xl/workbook.xml"])) else date(1899, 12, 30)


def _refuse_wide(extents: Iterator[tuple[int, int]]) -> None:
    for columns, rows in extents:
        if columns * rows > MOST_CELLS:
            raise NotAWorkbook(f"it has a cell in row {rows:,} or column {columns:,}, far from the others")


def _open_document(text: IO[bytes]) -> Iterator[tuple[int, int]]:
    try:
        yield from extents(text)
    except expat.ExpatError as error:
        raise NotAWorkbook("the workbook is cut short or damaged") from error


def _sheet(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[int, int]]:
    """The farthest column and row that a sheet names, both from 1; nothing where the part is no sheet, whatever its name."""
    with packed.open(member) as text:
        head = text.read(_HEAD)
        if _SHEET.search(head):
            yield _extent(head, text)


def _extent(head: bytes, text: IO[bytes]) -> tuple[int, int]:
    rows = 1
    letters: set[bytes] = set()
    for places in _places(head, text):
        letters.update(column for column, _ in places)
        rows = max(rows, *(int(row) for row in {row for _, row in places}), 1)
    return max(map(_number, letters), default=1), rows


def _number(letters: bytes) -> int:
    """The number of a column by its letters: AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _places(head: bytes, text: IO[bytes]) -> Iterator[list[tuple[bytes, bytes]]]:
    """Letters and number of every cell and row, some at a time."""
    rest = b""
    part = head
    while part:
        yield _PLACE.findall(rest + part)
        rest = part[-_OVERLAP:]
        part = text.read(_AT_ONCE)
