"""One file of the directory as it was read: its sheet, its findings, and the rows that have no fault of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reads.directory.column import Sort
from reads.directory.csv_file import CsvLine, CsvSheet


@dataclass(frozen=True, slots=True)
class Entered:
    """One row of a file that has no fault of its own."""

    line: CsvLine
    key: str
    entry: Any


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: its sheet with the findings of its own, and its good rows."""

    sort: Sort
    sheet: CsvSheet
    rows: tuple[Entered, ...]

    @property
    def usable(self) -> bool:
        """Whether the file was there, with a header that could be read."""
        return bool(self.sheet.header)
