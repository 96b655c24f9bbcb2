"""Reads from a table, whatever file it stands in: row by row, with every fault of a row named at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reads.core.codes import ReadType
from reads.core.findings import Finding, Severity, Where
from reads.core.sheet_cells import place
from reads.directory.names import folded
from reads.intake.candidate import Candidate, Carried, Status, rejection
from reads.intake.column_mapping import MappedColumns
from reads.intake.content import ACCESSION, CONTENT, READ_TYPE, SIGNED_AT, Content
from reads.intake.errors import UnreadableFile
from reads.intake.field_parsers import NO_TIME_CODE
from reads.intake.fields_of_finals import PATIENT
from reads.intake.header import Header
from reads.intake.profiles.table import ProfileColumn, TableProfile
from reads.intake.read_fields import Fields
from reads.intake.table_rows import Rows, TableRow, misfit
from reads.intake.typed_cells import unfit

MOST_ROWS = 2_000_000
_MOST_KEPT = 65_536
_BY_NAME = TableProfile("", {name: ProfileColumn((name,)) for name in (*CONTENT, *PATIENT)})
_A_READ = (ACCESSION, SIGNED_AT)
_READ_TYPES = frozenset(member.value for member in ReadType)


class TableReads:
    """The reads of a table; iterated once, it gives a candidate for each row that is not empty.

    UnreadableFile and UnknownColumns, raised before or while iterating, mean that nothing of it may be kept.
    `kind` is "csv" or "workbook", `header` tells what was made of the columns, `patients` how many rows that are no finals had a patient's fields, which are `dropped`,
    `skipped` how many the profile says are no reads.
    """

    def __init__(
        self, rows: Rows, fields: Fields, profile: TableProfile | None = None, *, corrects: bool = False
    ) -> None:
        self.kind = "csv" if rows.epoch is None else "workbook"
        self._file = rows.file
        self._rows = rows
        self._fields = fields
        self._corrects = corrects
        self._skip = profile.skip_rows if profile else ()
        self.header = _header(rows, profile)
        self.patients = 0
        self.dropped: set[str] = set()
        self.skipped = 0

    def __iter__(self) -> Iterator[Candidate]:
        """The candidates in the order of the rows."""
        file, corrects, candidate, texts = self._file, self._corrects, self._fields.candidate, self.header.texts
        row_of_any_status = self._fields.row
        patient, width, comments = self.header.patient, len(self.header.names), self.header.comments
        for count, row in enumerate(self._reads() if self._skip else self._rows, 1):
            line, cells, broken, typed, _ = row
            if count > MOST_ROWS:
                raise UnreadableFile(file, "more than 2,000,000 rows", "split it, by month for example")
            if broken or len(cells) != width:
                yield self._misplaced(row)
                continue
            content = texts(cells)
            if typed and (faults := self._faults(row, content)):
                yield self._broken(row, content, faults)
                continue
            understood = candidate if content[READ_TYPE] in _READ_TYPES else row_of_any_status
            found = understood(content, line, file=file, corrects=corrects)
            if found.status is Status.NOT_A_READ_YET:
                found = found._replace(raw=self.header.raw(cells))
            elif found.findings or comments:
                found = self._located(found, cells)
            yield self._carrying(found, cells) if patient else found

    def _faults(self, row: TableRow, content: Content) -> dict[str, Finding]:
        """What is broken or unfit in the typed cells of a spreadsheet's row, by the fields that they are for."""
        final = content[READ_TYPE] == ReadType.FINAL.value
        faults: dict[str, Finding] = {}
        for at, cell in row.typed.items():
            name = self.header.names[at] if at < len(self.header.names) else ""
            wrong = unfit(name, cell) if name in CONTENT or (final and name in PATIENT) else None
            if wrong:
                message = f"{name} {wrong.message} (cell {place(row.line, at + 1)})"
                faults[name] = Finding(wrong.code, message, wrong.remedy, self._where(row.line, name))
        return faults

    def _broken(self, row: TableRow, content: Content, faults: Mapping[str, Finding]) -> Candidate:
        """A rejection for these faults, and for whatever else is wrong with the row."""
        found = self._fields.candidate(content, row.line, file=self._file)
        others = (each for each in found.findings if each.severity is Severity.ERROR and each.where.field not in faults)
        return self._located(rejection(row.line, (*faults.values(), *others), {}), row.cells)

    def _carrying(self, found: Candidate, cells: Sequence[str]) -> Candidate:
        """A final with the fields of its own; of any other row they are dropped here, and counted."""
        carried = self.header.carried(cells)
        if not carried:
            return found
        if found.content and found.content[READ_TYPE] == ReadType.FINAL.value:
            return found._replace(carried=Carried(carried))
        self.patients += 1
        self.dropped.update(carried)
        return found

    @property
    def notes(self) -> list[Finding]:
        """How many rows were no reads by the profile, and what was hidden, once the table is read through."""
        found = []
        if self.skipped:
            rows = "1 row is no read" if self.skipped == 1 else f"{self.skipped:,} rows are no reads"
            found.append(self._note("rows_skipped", f"{rows} by the profile's skip_rows"))
        if hidden := self._rows.hidden:
            rows = "1 row is hidden" if hidden == 1 else f"{hidden:,} rows are hidden"
            found.append(
                self._note(
                    "rows_hidden",
                    f"{rows} in the spreadsheet, by a filter perhaps, and came in like the others",
                    "nothing to do, if that is what was meant; else `wetread reads undo`, and delete them in the spreadsheet",
                )
            )
        if unseen := self._rows.header.unseen:
            names = (
                f"the column {unseen[0]!r} is"
                if len(unseen) == 1
                else f"the columns {', '.join(map(repr, unseen))} are"
            )
            found.append(
                self._note(
                    "columns_hidden",
                    f"{names} hidden in the spreadsheet, and read like the others",
                    "nothing to do, if that is what was meant; else `wetread reads undo`, and delete them in the spreadsheet",
                )
            )
        return found

    def _note(self, code: str, message: str, remedy: str = "") -> Finding:
        return Finding(code, message, remedy, Where(self._file), Severity.WARNING)

    def _reads(self) -> Iterator[TableRow]:
        """The rows, without those that the profile says are none; one that begins so and says all that a read needs is a fault."""
        for row in self._rows:
            if not folded(next((cell for cell in row.cells if cell.strip()), "")).startswith(self._skip):
                yield row
            elif self._says_a_read(row):
                yield row._replace(fault=self._skipped_read(row.line))
            else:
                self.skipped += 1

    def _says_a_read(self, row: TableRow) -> bool:
        if row.fault or len(row.cells) != len(self.header.names):
            return False
        content = self.header.texts(row.cells)
        return all(content[at].strip() for at in _A_READ) and not self.header.is_repeated_by(row.cells)

    def _skipped_read(self, line: int) -> Finding:
        return Finding(
            "skipped_read",
            "the row begins as skip_rows of the profile says, and has an accession and a time of signing",
            "if it is a read, let skip_rows say more of how the other rows begin, and import again; else discard it",
            Where(self._file, line),
        )

    def _misplaced(self, row: TableRow) -> Candidate:
        """What is said of a row whose cells can't stand under the names of the header."""
        width = len(self.header.names)
        fault = row.fault or misfit(self._file, row, width)
        if len(row.cells) == width:
            return self._located(rejection(row.line, (fault,), {}), row.cells)
        kept = {} if self.header.may_name_patients else {"row": self._rows.joined(row.cells)[:_MOST_KEPT]}
        return rejection(row.line, (fault,), kept)

    def _located(self, found: Candidate, cells: Sequence[str]) -> Candidate:
        """The candidate with its findings' columns, and with what quarantine may keep of a rejected row.

        Where cells may have slipped onto a patient's, that is only what was understood.
        """
        header = self.header
        if found.findings and header.is_repeated_by(cells):
            where = Where(self._file, found.line)
            again = Finding("header_again", "the header stands here once more", "remove this row", where)
            return found._replace(findings=(again,), raw={"row": "header"})
        comments = tuple(
            Finding(
                wrong.code, f"{name} {wrong.message}", wrong.remedy, self._where(found.line, name), Severity.WARNING
            )
            for name, wrong in header.comments
        )
        placed = tuple(self._placed(finding) for finding in (*found.findings, *comments))
        if found.content or (found.status is Status.UNKNOWN_WORD and not header.may_name_patients):
            return found._replace(findings=placed)
        faulty = {finding.where.field for finding in placed} if header.may_name_patients else set()
        raw = {name: cell for name, cell in header.raw(cells).items() if name not in faulty}
        return found._replace(findings=placed, raw=raw)

    def _where(self, line: int, name: str) -> Where:
        return Where(self._file, line, 0, name)

    def _placed(self, finding: Finding) -> Finding:
        """The finding with its column, and with the patterns that a time was held against."""
        names, where = self.header.names, finding.where
        if finding.code == NO_TIME_CODE and self.header.times:
            patterns = " or ".join(written.pattern for written in self.header.times)
            finding = replace(
                finding,
                message=f"{where.field} is not a time like {patterns}, as the profile has it",
                remedy="correct the time, or add its pattern to `times` in the profile",
            )
        if where.field not in names:
            return finding
        return replace(finding, where=replace(where, column=names.index(where.field) + 1))


def _header(rows: Rows, profile: TableProfile | None) -> Header | MappedColumns:
    header = rows.header
    if profile is not None:
        return MappedColumns.of(header.cells, profile, Where(rows.file, header.line), rows.epoch)
    by_name = Header.of(header.cells, rows.file, header.line)
    if rows.epoch is None:
        return by_name
    named = {name: column for name, column in _BY_NAME.columns.items() if name in by_name.names}
    layout = MappedColumns.of(header.cells, replace(_BY_NAME, columns=named), Where(rows.file, header.line), rows.epoch)
    return replace(layout, warnings=by_name.warnings, patient=by_name.patient, names=by_name.names)
