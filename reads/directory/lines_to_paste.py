"""Lines to paste into a file of the directory, in the order of the columns that the file has (spec 2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reads.core.csv_text import csv_text
from reads.directory.column import Sort
from reads.directory.csv_file import read_sheet


def header_of(books: Path, sort: Sort) -> tuple[str, ...]:
    """The columns of the file, as it has them; all that it may have where it isn't there or its header has a fault."""
    path = books / sort.file
    known = tuple(column.name for column in sort.columns)
    return read_sheet(sort.file, path.read_bytes(), known, ()).header or known if path.is_file() else known


def pasted(header: Sequence[str], cells: Mapping[str, str]) -> str:
    """A row as a line of CSV; what is not known of it is left empty."""
    return csv_text([[cells.get(name, "") for name in header]], "")
