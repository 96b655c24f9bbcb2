"""The directory's files, read and checked: every fault of every row, and the entries if there is none (spec 1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reads.core.findings import Finding, Severity, Where, Wrong
from reads.directory.column import Column, Need, Sort
from reads.directory.cross_references import reference_faults
from reads.directory.csv_file import CsvLine, CsvSheet
from reads.directory.differences import Cells, Contents
from reads.directory.directory import Directory
from reads.directory.file_read import Entered, FileRead
from reads.directory.model import Group
from reads.directory.row_checks import ROW_CHECKS, RowFault
from reads.directory.rows_of_one_id import doubles, overlaps
from reads.directory.saved_by_spreadsheets import DateOrder, undo
from reads.directory.schema import FILES
from reads.directory.table_source import TableSource


@dataclass(frozen=True, slots=True)
class DirectoryRead:
    """All files: by kind, and everything that is wrong with them, in the order of the files and their lines."""

    files: Mapping[str, FileRead]
    findings: tuple[Finding, ...]

    def directory(self, group: Group | None = None) -> Directory:
        """The directory that the files describe; what has a fault is not in it."""
        entries: dict[str, list[Any]] = {}
        for file in self.files.values():
            entries.setdefault(file.sort.kind, []).extend(row.entry for row in file.rows)
        return Directory.of(group=group, **entries)

    def contents(self) -> Contents:
        """What is to be kept of them."""
        kept: dict[str, dict[str, Cells]] = {}
        for file in self.files.values():
            kept.setdefault(file.sort.kind, {}).update({row.key: row.line.cells for row in file.rows})
        return kept


def read_directory(
    texts: Mapping[str, bytes | TableSource],
    order: DateOrder = DateOrder.UNSAID,
    classes: Collection[str] | None = None,
) -> DirectoryRead:
    """The directory in the files' bytes, by kind ("clients"), those of a folder by its name too ("holidays/ours").

    A kind left out is a file that isn't there. `classes` are the group's own priorities, None where that isn't known.
    """
    files = {key: read_table(sort, key, texts[key], order) for sort in FILES for key in _keys(sort, texts)}
    findings = [finding for file in files.values() for finding in file.sheet.findings]
    findings += reference_faults(files, classes)
    for sort in FILES:
        if sort.needed and sort.kind not in texts:
            columns = ",".join(column.name for column in sort.columns if column.need is not Need.OPTIONAL)
            message = f"the books need {sort.file}"
            findings.append(
                Finding("missing_file", message, f"a file with its header will do: {columns}", Where(sort.file))
            )
    places = [*(file.sheet.file for file in files.values()), *(sort.file for sort in FILES)]
    findings.sort(key=lambda finding: (places.index(finding.where.file), finding.where.line, finding.where.column))
    return DirectoryRead(files, tuple(findings))


def _keys(sort: Sort, texts: Mapping[str, bytes | TableSource]) -> list[str]:
    if sort.is_folder:
        return sorted(key for key in texts if key.startswith(sort.place) or key == sort.kind)
    return [sort.kind] if sort.kind in texts else []


def read_table(sort: Sort, key: str, data: bytes | TableSource, order: DateOrder) -> FileRead:
    """One table: its good rows, and everything that is wrong with it; `order` is that of its slashed dates."""
    columns = sort.columns if key == sort.kind else sort.written
    known = [column.name for column in columns]
    needed = [column.name for column in columns if column.need is not Need.OPTIONAL]
    source = data if isinstance(data, TableSource) else TableSource(f"{key}.csv" if sort.is_folder else sort.file, data)
    sheet = source.read(known, needed)
    undo(sheet, columns, order)
    if sort.is_folder and key != sort.kind:
        named = {sort.key[0]: key.removeprefix(sort.place)}
        sheet.lines = [replace(line, cells={**named, **line.cells}) for line in sheet.lines]
    rows = [row for line in sheet.lines if (row := _entered(sort, sheet, line)) is not None]
    if not sort.repeats:
        sheet.findings.extend(doubles(sort, sheet, rows))
    if sort.one_at_a_time:
        sheet.findings.extend(overlaps(sheet, rows))
    return FileRead(sort, sheet, tuple(rows))


def _entered(sort: Sort, sheet: CsvSheet, line: CsvLine) -> Entered | None:
    """The row's entry, or None and what is wrong with each of its cells."""
    try:
        if all(column.name in line.cells for column in sort.columns if column.need is Need.FILLED):
            entry = sort.made(line.cells)
            objections = list(ROW_CHECKS[sort.kind](entry)) if sort.kind in ROW_CHECKS else []
            sheet.findings.extend(_finding(sheet, line, objection) for objection in objections)
            if any(objection.severity is Severity.ERROR for objection in objections):
                return None
            return Entered(line, sort.key_of(line.cells), entry)
    except Wrong:
        pass
    sheet.findings.extend(_cell_faults(sort.columns, sheet, line))
    return None


def _finding(sheet: CsvSheet, line: CsvLine, objection: RowFault) -> Finding:
    place = sheet.where(line, objection.column)
    return Finding(objection.code, objection.message, objection.remedy, place, objection.severity)


def _cell_faults(columns: Sequence[Column], sheet: CsvSheet, line: CsvLine) -> Iterator[Finding]:
    for column in columns:
        cell = line.cells.get(column.name)
        if cell is None:
            if column.need is Need.FILLED:
                message = f"{column.name} is empty"
                yield Finding("empty", message, f"fill in {column.name}", sheet.where(line, column.name))
            continue
        try:
            column.form(cell)
        except Wrong as wrong:
            yield Finding("wrong_form", wrong.message, wrong.remedy, sheet.where(line, column.name))
