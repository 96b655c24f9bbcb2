"""Rows of one id: the same row twice, and two that are in force on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from reads.core.findings import Finding
from reads.directory.column import Sort
from reads.directory.csv_file import CsvSheet
from reads.directory.file_read import Entered


def doubles(sort: Sort, sheet: CsvSheet, rows: Iterable[Entered]) -> Iterator[Finding]:
    """Rows that a row before them has made already: the same key, or another radiologist's NPI."""
    lines: dict[str, int] = {}
    readers: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.key, row.line.number)
        if first != row.line.number:
            named = " ".join(row.line.cells[name] for name in sort.key if name in row.line.cells)
            message = f"{named} is in line {first} already"
            yield Finding("duplicate", message, "leave one of the two", sheet.where(row.line, sort.key[0]))
        elif sort.kind == "radiologists" and row.entry.npi:
            first = readers.setdefault(row.entry.npi, row.line.number)
            if first != row.line.number:
                message = f"NPI {row.entry.npi} is in line {first} already"
                yield Finding("duplicate", message, "a reader has one row", sheet.where(row.line, "npi"))


def overlaps(sheet: CsvSheet, rows: Iterable[Entered]) -> Iterator[Finding]:
    """Rows of one id of which two are in force on one day; rows with equal `from` are doubles."""
    by_id: dict[str, list[Entered]] = {}
    for row in rows:
        by_id.setdefault(row.key.rpartition("/")[0], []).append(row)
    for same in by_id.values():
        if len(same) == 1:
            continue
        same.sort(key=lambda row: row.entry.starts or date.min)
        for before, after in pairwise(same):
            later = after.entry.starts
            if before.key != after.key and later and (before.entry.ends is None or before.entry.ends > later):
                message = f"overlaps line {before.line.number}, which is in force on {later} too"
                remedy = f"write {later} as `until` of line {before.line.number}, or correct the dates"
                yield Finding("overlap", message, remedy, sheet.where(after.line, "from"))
