"""Where the books' tables stand: CSV files, workbooks beside them, or one workbook for all (spec 1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from reads.core.findings import Finding, Severity, Where
from reads.core.sheet_cells import Cell, CellKind, NotAWorkbook, place
from reads.core.spreadsheet import Workbook, is_zip
from reads.directory.column import Sort
from reads.directory.csv_file import CsvLine, CsvSheet, blank_end, header_faults, read_sheet

BOOKS = "books.xlsx"
"""The workbook that may hold every table, a sheet a table, under the tables' names."""

RECORD = "wetread"
"""The hidden sheet of a workbook that `wetread books edit` wrote: which files it was made of, by their digests."""

ENDINGS = (".csv", ".xlsx", ".ods")
_MIDNIGHT = time()
_DATED = (CellKind.DAY, CellKind.MOMENT, CellKind.CLOCK)
_WORDS = frozenset({"exam_code", "name", "number", "edi_id", "description"})
"""Columns of codes and names, in which a date is never what was typed."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """One table's content: the file that findings name, its bytes, and for a sheet of `books.xlsx` the sheet's name."""

    file: str
    data: bytes
    sheet: str = ""

    def read(self, known: Sequence[str], needed: Sequence[str]) -> CsvSheet:
        """The table as lines of named cells, with every fault of its own."""
        if not is_zip(self.data):
            return read_sheet(self.file, self.data, known, needed)
        return _read_workbook(self, known, needed)


@dataclass(slots=True)
class Sources:
    """The tables that the books have, by key ("clients", "holidays/ours"), and what is wrong with where they stand."""

    tables: dict[str, TableSource] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sources_of(books: Path, sorts: Sequence[Sort], *, with_workbook: bool = True) -> Sources:
    """Every table of these sorts that the folder has; a table that stands in two places gives a finding.

    Without `with_workbook` the one workbook for all is left aside.
    """
    found = Sources()
    workbook = _Books.of(books / BOOKS, found.findings) if with_workbook else _Books()
    for sort in sorts:
        for key, stem in _stems(books, sort, workbook):
            _take(found, books, key, stem, workbook)
    return found


def _stems(books: Path, sort: Sort, workbook: _Books) -> list[tuple[str, str]]:
    """The keys of a sort, each with its file's name without the ending."""
    if not sort.is_folder:
        return [(sort.kind, sort.file.removesuffix(".csv"))]
    if workbook.sheets.get(sort.kind):
        return [(sort.kind, sort.file.removesuffix("*.csv"))]
    names = {path.stem for ending in ENDINGS for path in (books / sort.place).glob(f"*{ending}")}
    return [(f"{sort.place}{name}", f"{sort.place}{name}") for name in sorted(names)]


def _take(found: Sources, books: Path, key: str, stem: str, workbook: _Books) -> None:
    files = [f"{stem}{ending}" for ending in ENDINGS if (books / f"{stem}{ending}").is_file()]
    sheet = workbook.sheets.get(key, "")
    if sheet:
        changed = [file for file in files if workbook.recorded.get(file) != _digest(books / file)]
        if not changed:
            found.tables[key] = TableSource(BOOKS, workbook.data, sheet)
            found.findings += [_not_read(file) for file in files]
            return
        files = [BOOKS, *changed]
    if len(files) > 1:
        message = f"the {key} stand in {' and in '.join(files)}, and both may have been changed"
        remedy = f"keep one of them: move {files[1]} or {files[0]} out of the books"
        found.findings.append(Finding("two_files", message, remedy, Where(files[-1])))
    if files:
        file = files[-1]
        if file != BOOKS:
            found.tables[key] = TableSource(file, (books / file).read_bytes())


def _not_read(file: str) -> Finding:
    message = f"{BOOKS} is read instead: this file is as it was when the workbook was written"
    remedy = f"delete {BOOKS} to go on with the files, or write it anew by `wetread books edit`"
    return Finding("workbook_read", message, remedy, Where(file), Severity.WARNING)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Books:
    """`books.xlsx`: its bytes, its sheets by the tables' keys, and the digests that it was made of."""

    data: bytes = b""
    sheets: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, findings: list[Finding]) -> _Books:
        if not path.is_file():
            return cls()
        data = path.read_bytes()
        try:
            book = Workbook.opened(data)
            sheets = {name.strip().casefold(): name for name in book.names if name.casefold() != RECORD}
            recorded = dict(_recorded(book))
        except NotAWorkbook as error:
            findings.append(_no_workbook(BOOKS, error))
            return cls()
        return cls(data, sheets, recorded)


def _recorded(book: Workbook) -> Iterator[tuple[str, str]]:
    for name in book.names:
        if name.casefold() == RECORD:
            for _, cells in book.rows(name):
                if len(cells) >= 2:
                    yield cells[0].text, cells[1].text


def _no_workbook(file: str, error: NotAWorkbook) -> Finding:
    return Finding(
        "no_workbook", f"this is no workbook: {error}", "save it again as XLSX, or as CSV UTF-8", Where(file)
    )


def _read_workbook(source: TableSource, known: Sequence[str], needed: Sequence[str]) -> CsvSheet:
    """The table in a workbook: the sheet of its name, else the only one that a person sees."""
    sheet = CsvSheet(source.file, is_workbook=True)
    try:
        book = Workbook.opened(source.data)
        name = source.sheet or _only(book, Path(source.file).stem)
        if not name:
            message = f"it has {len(book.visible)} sheets, none of them called {Path(source.file).stem}"
            remedy = "name the sheet that holds the table like the file"
            sheet.findings.append(Finding("no_sheet", message, remedy, Where(source.file)))
            return sheet
        rows = [
            (number, cells)
            for number, cells in book.rows(name, merged=True)
            if any(cell.text.strip() for cell in cells)
        ]
    except NotAWorkbook as error:
        sheet.findings.append(_no_workbook(source.file, error))
        return sheet
    if not rows:
        message, remedy = "the sheet has no header row", f"first row: {', '.join(needed)}"
        sheet.findings.append(Finding("no_header", message, remedy, Where(source.file, 1)))
        return sheet
    number, cells = rows[0]
    names = blank_end([cell.text.strip() for cell in cells])
    if header_faults(sheet, number, names, (known, needed), lambda index: index + 1):
        return sheet
    sheet.header = tuple(names)
    for number, cells in rows[1:]:
        _row(sheet, number, cells)
    return sheet


def _only(book: Workbook, name: str) -> str:
    alike = [each for each in book.names if each.strip().casefold() == name.casefold()]
    return alike[0] if alike else book.visible[0] if len(book.visible) == 1 else ""


def _row(sheet: CsvSheet, number: int, cells: Sequence[Cell]) -> None:
    texts: dict[str, str] = {}
    faults: list[Finding] = []
    for index, cell in enumerate(cells):
        text = _text(cell)
        if cell.kind is CellKind.BLANK or not (text or cell.fault):
            continue
        named = place(number, index + 1)
        where = Where(sheet.file, number, index + 1, sheet.header[index] if index < len(sheet.header) else "")
        if index >= len(sheet.header):
            message = f"the cell {named} holds {text!r}, beyond the last column of the header"
            faults.append(Finding("long_row", message, "delete it, or give the column its name", where))
        elif cell.fault:
            message = f"the cell {named} {cell.fault}"
            faults.append(Finding("broken_cell", message, "write the value itself, ids as text", where))
        elif cell.kind in _DATED and sheet.header[index] in _WORDS:
            message = f"the cell {named} holds the {cell.kind.value} {text}, as a spreadsheet makes one of 3-1"
            faults.append(Finding("not_a_word", message, "give the column the format Text, and type it again", where))
        elif not text.isprintable():
            message = f"the cell {named} holds a line break or a control character"
            faults.append(Finding("control_character", message, "delete it", where))
        else:
            texts[sheet.header[index]] = text
    sheet.findings += faults
    if faults:
        sheet.spoiled.append(",".join(cell.text for cell in cells))
    elif texts:
        sheet.lines.append(CsvLine(number, "", texts))


def _text(cell: Cell) -> str:
    """What stands in the cell; a day with the time 00:00 is that day."""
    if cell.kind is CellKind.MOMENT and cell.text.endswith(_MIDNIGHT.isoformat()):
        return cell.text.partition("T")[0]
    return cell.text.strip()
