"""A CMS relative value file as rows of texts, whichever of its three forms it came in: CSV, fixed-width text or XLSX.

HDR ...                                     fixed width: no names, CMS's record layout, each line checked for its shape
title, notices, RELEASED 06/30/2026         CSV and XLSX: rows with text in one cell
, , ,STATUS,  ,WORK,...                     words of the header, stacked: joined by column they name it
HCPCS,MOD,DESCRIPTION,CODE, ,RVU,...        the header's last row
70450,26,...                                a row for each code and modifier
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reads.core.spreadsheet import NotAWorkbook, first_sheet, is_zip
from reads.fees.errors import NotAFeeFile

COLUMNS = {"code": "HCPCS", "modifier": "MOD", "status": "STATUS CODE", "work": "WORK RVU", "pctc": "PCTC IND"}
AMOUNTS = {"facility_pe": "FACILITY PE RVU", "malpractice": "MP RVU", "factor": "CONV FACTOR"}
"""What Medicare's amounts need beside them; a file without them can still be priced by work RVU."""

"""What is kept of the file, by the names that its stacked header gives; all else (also AMA's descriptors) is passed over."""

MOST_BYTES = 50_000_000
"""How large a file may be; CMS's have 2 to 4 MB."""

_HEADER_WITHIN = 40
_CODE_LIKE = re.compile(r"\d{3,5}|[A-Z0-9]\d{3}[A-Z0-9]|GXXX\d")
_FIXED = re.compile(
    r"(?P<code>[A-Z0-9]{5})(?P<modifier>26|TC|53|  ).{50}(?P<status>[A-Z]).(?P<work>[ \d]{3}\.\d\d)"
    r".{10}(?P<facility_pe>[ \d]{3}\.\d\d)..(?P<malpractice>[ \d]{3}\.\d\d).{13}"
    r"(?P<pctc>[0-9 ])(?:\d{3}|MMM|XXX|YYY|ZZZ|   )(?:.{27}(?P<factor>\d\d\.\d{4}))?"
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row's texts as they stand in the file; `line` counts from 1."""

    line: int
    code: str
    modifier: str
    status: str
    work: str
    pctc: str
    facility_pe: str = ""
    malpractice: str = ""
    factor: str = ""


@dataclass(frozen=True, slots=True)
class FeeSheet:
    """The file's title lines and rows; `unread` are the lines that don't have the layout's shape."""

    title: str
    rows: tuple[SheetRow, ...]
    unread: tuple[int, ...] = ()


def read_sheet(file: str, content: bytes) -> FeeSheet:
    """The sheet in the file's content, its form told by the content; NotAFeeFile says what is missing."""
    if len(content) > MOST_BYTES:
        raise NotAFeeFile(file, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    if is_zip(content):
        return _by_header(file, _xlsx_rows(file, content))
    text = _decoded(file, content)
    if text.startswith("HDR") or _FIXED.match(text):
        return _fixed_width(text)
    try:
        return _by_header(file, list(csv.reader(io.StringIO(text, newline=""))))
    except csv.Error as error:
        raise NotAFeeFile(file, f"it is no CSV ({error})") from error


def _decoded(file: str, content: bytes) -> str:
    if b"\0" in content:
        raise NotAFeeFile(file, "it is no text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _fixed_width(text: str) -> FeeSheet:
    """CMS's record layout (its RVU documentation): code 1-5, modifier 6-7, status 58, work RVU 60-65, PC/TC 103."""
    title: list[str] = []
    rows: list[SheetRow] = []
    unread: list[tuple[int, str]] = []
    for line, row in enumerate(text.splitlines(), 1):
        if row.startswith("HDR"):
            title.append(row[3:].strip())
        elif found := _FIXED.match(row):
            rows.append(SheetRow(line, **{name: (found[name] or "").strip() for name in (*COLUMNS, *AMOUNTS)}))
        elif row.strip("\x1a \t"):
            unread.append((line, row))
    return FeeSheet(" ".join(title), tuple(rows), tuple(_not_footnotes(unread, rows)))


def _by_header(file: str, grid: Sequence[Sequence[str]]) -> FeeSheet:
    """Finds the columns by their stacked names, wherever they stand."""
    last = next((at for at, row in enumerate(grid[:_HEADER_WITHIN]) if _is_last_of_header(row)), None)
    if last is None:
        raise NotAFeeFile(file, "it has no header row with HCPCS and MOD")
    place = _columns(file, grid[: last + 1])
    title = " ".join(cell.strip() for row in grid[:last] if _filled(row) == 1 for cell in row if cell.strip())
    width = max(place.values())
    rows: list[SheetRow] = []
    unread: list[tuple[int, str]] = []
    for line, row in enumerate(grid[last + 1 :], last + 2):
        if len(row) > width:
            rows.append(SheetRow(line, **{name: row[at].strip() for name, at in place.items()}))
        elif _filled(row):
            unread.append((line, row[0]))
    kept = _without_footnotes([row for row in rows if row.code or row.work])
    return FeeSheet(title, tuple(kept), tuple(_not_footnotes(unread, kept)))


def _without_footnotes(rows: list[SheetRow]) -> list[SheetRow]:
    """The rows up to the last that begins with a code or has a work RVU: what stands below them are notes."""
    last = max((at for at, row in enumerate(rows) if _is_row(row.code, row.work)), default=-1)
    return rows[: last + 1]


def _not_footnotes(unread: list[tuple[int, str]], rows: Sequence[SheetRow]) -> Iterator[int]:
    """The lines that can't be read, but for notes below the last row: a cut row still begins with its code."""
    end = max((row.line for row in rows), default=0)
    yield from (line for line, text in unread if line < end or _is_row(text[:5], ""))


def _is_row(code: str, work: str) -> bool:
    return bool(_CODE_LIKE.fullmatch(code.strip())) or any(sign.isdigit() for sign in work)


def _is_last_of_header(row: Sequence[str]) -> bool:
    names = [_plain(cell) for cell in row]
    return "HCPCS" in names and "MOD" in names


def _columns(file: str, header: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where each column stands: the words above one another, joined, tell the repeated names apart."""
    stacked = [row for row in header if _filled(row) > 1]
    width = max(len(row) for row in stacked)
    names = [" ".join(word for row in stacked if at < len(row) and (word := _plain(row[at]))) for at in range(width)]
    missing = [name for name in COLUMNS.values() if names.count(name) != 1]
    if missing:
        raise NotAFeeFile(file, "its header doesn't have exactly one column " + ", ".join(missing))
    there = {key: name for key, name in AMOUNTS.items() if names.count(name) == 1}
    return {key: names.index(name) for key, name in (COLUMNS | there).items()}


def _plain(cell: str) -> str:
    return " ".join(cell.replace("/", "").upper().split())


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _xlsx_rows(file: str, content: bytes) -> list[list[str]]:
    """The rows of the workbook's first sheet, numbers as the texts that CMS's CSV has for them."""
    try:
        return [[cell.text for cell in row] for row in first_sheet(content)]
    except NotAWorkbook as error:
        raise NotAFeeFile(file, str(error)) from error
