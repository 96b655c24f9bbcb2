"""The first sheet of an XLSX file as rows of cells; a file made to exhaust the machine is refused before it is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

MOST_BYTES = 400_000_000
"""How much a workbook may hold unpacked; CMS's largest has 20 MB."""

MOST_CELLS = 40_000_000
"""How large the rectangle of a sheet may be; the reader below takes memory for all of it, whatever is empty."""

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,7})(\d{1,12})["']""")
_AT_ONCE = 1 << 20
_OVERLAP = 64


class NotAWorkbook(ValueError):
    """The content is no workbook that can be read; says why."""


def is_zip(content: bytes) -> bool:
    """Whether the content looks like a zip archive, as a workbook does."""
    return content.startswith(b"PK\x03\x04")


def first_sheet(content: bytes) -> list[list[object]]:
    """The cells of the first sheet from A1 on: texts, floats, booleans, dates; NotAWorkbook for anything else."""
    from python_calamine import CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bombs(packed)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except NotAWorkbook:
        raise
    except Exception as error:  # damage comes out of zip, zlib and the reader as a dozen classes
        raise NotAWorkbook("the workbook is cut short or damaged") from error


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    sheets = [
        member for member in members if re.fullmatch(r"/?xl/worksheets/[^/]*\.xml", member.filename, re.IGNORECASE)
    ]
    if not sheets:
        raise NotAWorkbook("it is a zip archive, not a workbook")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise NotAWorkbook(f"it would unpack to more than {MOST_BYTES // 1_000_000} MB")
    for member in sheets:
        with packed.open(member) as text:
            columns, rows = _extent(text)
        if columns * rows > MOST_CELLS:
            raise NotAWorkbook(f"it has a cell in row {rows:,} or column {columns:,}, far from the others")


def _extent(text: IO[bytes]) -> tuple[int, int]:
    """The farthest column and row that a sheet names, both counted from 1."""
    columns = rows = 1
    for place in _places(text):
        rows = max(rows, int(place[2]))
        column = 0
        for letter in place[1].upper():
            column = column * 26 + letter - 64
        columns = max(columns, column)
    return columns, rows


def _places(text: IO[bytes]) -> Iterator[re.Match[bytes]]:
    rest = b""
    while part := text.read(_AT_ONCE):
        yield from _PLACE.finditer(rest + part)
        rest = part[-_OVERLAP:]
