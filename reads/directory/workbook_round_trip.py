"""Makes the workbook of the books' tables (`wetread books edit`), and the tables' CSV files of it again (`wetread books csv`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reads.core.csv_text import csv_text
from reads.core.errors import FaultyInput, WetreadError
from reads.core.findings import Finding, Severity
from reads.directory.column import Sort
from reads.directory.edit_workbook import Tabled, workbook_of
from reads.directory.file_read import FileRead
from reads.directory.read_directory import read_table
from reads.directory.row_writer import digest_of
from reads.directory.settings import date_order
from reads.directory.table_source import BOOKS, TableSource, sources_of
from reads.store.private_files import write_private


class WorkbookThere(WetreadError):
    """The books have such a workbook already, perhaps with somebody's changes."""

    code = "workbook_there"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is there already; nothing was written",
            "`wetread books csv` takes what it says into the files; or delete it, or say --again to write it anew from them",
        )


class NoWorkbook(WetreadError):
    """There is nothing to take over."""

    code = "no_books_workbook"

    def __init__(self) -> None:
        super().__init__(f"the books have no {BOOKS}", "`wetread books edit` writes one")


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """What was written: the files within the books, and the rows of each table."""

    files: tuple[str, ...]
    rows: Mapping[str, int]


def write_workbook(books: Path, sorts: Sequence[Sort], *, again: bool = False) -> WrittenWorkbook:
    """Writes `books.xlsx` of the tables as their files have them; FaultyInput where one can't be read, WorkbookThere.

    `again` writes it anew from the files although it is there.
    """
    path = books / BOOKS
    if path.exists() and not again:
        raise WorkbookThere(path)
    tables = _tables(books, sorts, with_workbook=False)
    digests = {
        source.file: digest_of(source.data)
        for key, source in sources_of(books, sorts, with_workbook=False).tables.items()
    }
    made = [Tabled.of(sort, [file for _, file in tables.get(sort.kind, [])]) for sort in sorts]
    write_private(path, workbook_of(made, digests))
    return WrittenWorkbook((BOOKS,), {table.sort.kind: len(table.rows) for table in made})


def write_files(books: Path, sorts: Sequence[Sort]) -> WrittenWorkbook:
    """Writes the tables of `books.xlsx` into their CSV files and removes the workbook; FaultyInput, or NoWorkbook.

    A file whose rows are the same stays as it is, byte for byte.
    """
    if not (books / BOOKS).is_file():
        raise NoWorkbook
    old = _tables(books, sorts, with_workbook=False)
    new = _tables(books, sorts, with_workbook=True)
    files: list[tuple[str, bytes]] = []
    rows: dict[str, int] = {}
    for sort in sorts:
        lines = [line.cells for _, file in new.get(sort.kind, []) for line in file.sheet.lines]
        rows[sort.kind] = len(lines)
        if lines != [line.cells for _, file in old.get(sort.kind, []) for line in file.sheet.lines]:
            files += _csv_files(sort, lines)
    for name, data in files:
        write_private(books / name, data)
    (books / BOOKS).unlink()
    return WrittenWorkbook(tuple(name for name, _ in files), rows)


def _tables(
    books: Path, sorts: Sequence[Sort], *, with_workbook: bool
) -> dict[str, list[tuple[TableSource, FileRead]]]:
    sources, order = sources_of(books, sorts, with_workbook=with_workbook), date_order(books)
    found: dict[str, list[tuple[TableSource, FileRead]]] = {}
    problems: list[Finding] = list(sources.findings)
    for sort in sorts:
        for key, source in sources.tables.items():
            if key == sort.kind or (sort.is_folder and key.startswith(sort.place)):
                file = read_table(sort, key, source, order)
                problems += file.sheet.findings
                found.setdefault(sort.kind, []).append((source, file))
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if errors:
        raise FaultyInput("the books' tables", errors)
    return found


def _csv_files(sort: Sort, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The files of a table's rows; of a folder's lists a file for each name."""
    if not sort.is_folder:
        yield sort.file, _csv(sort, rows)
        return
    for name in dict.fromkeys(row.get(sort.key[0], "") for row in rows):
        yield f"{sort.place}{name}.csv", _csv(sort, [row for row in rows if row.get(sort.key[0]) == name])


def _csv(sort: Sort, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows under all columns that are needed or filled in."""
    used = {name for row in rows for name in row}
    columns = [each.name for each in sort.written if each.name in used or not each.may_be_left_out]
    return csv_text([columns, *([row.get(name, "") for name in columns] for row in rows)], "\n").encode()
