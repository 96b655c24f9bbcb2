"""The downtime log: a numbered sheet for the days without systems, and its rows on their way back (spec 7).

    number,facility,accession,exam_code,modality,read_type,priority,radiologist,exam_at,received_at,signed_at,description
    1,mercy-main,,,,preliminary,,,,,,

A row in which nobody wrote is none. One without an accession is rejected: it would be billed again when the system sends the
same read under its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from string import Template
from typing import BinaryIO

from reads.core.csv_text import csv_text
from reads.core.errors import WrongUse
from reads.intake.content import CONTENT
from reads.intake.errors import UnreadableFile
from reads.intake.header import NEEDED
from reads.intake.profiles.table import ProfileColumn, TableProfile
from reads.intake.read_fields import Fields
from reads.intake.table_files import rows_of
from reads.intake.table_reads import TableReads
from reads.intake.table_rows import Rows, TableRow
from reads.intake.time_patterns import WrittenTime

NUMBER = "number"
COLUMNS = (
    NUMBER,
    "facility",
    "accession",
    "exam_code",
    "modality",
    "read_type",
    "priority",
    "radiologist",
    "exam_at",
    "received_at",
    "signed_at",
    "description",
)
LONGEST_ID = 64
PRINTED = ("facility", "read_type")
"""What stands in every row beforehand."""

_TIMES = ("M/D/YYYY H:mm[:ss]", "M/D/YYYY h:mm[:ss][ ]AM", "M/D/YY H:mm", "M/D/YY h:mm[ ]AM")
"""What spreadsheet programs in the United States make of a time when they save a CSV file; ISO 8601 is as good."""


def blank_rows(facility: str, first: int, rows: int) -> Iterator[tuple[str, ...]]:
    """Numbered rows to fill in."""
    printed = {"facility": facility, "read_type": "preliminary"}
    for number in range(first, first + rows):
        yield tuple(str(number) if name == NUMBER else printed.get(name, "") for name in COLUMNS)


def blank_csv(facility: str, first: int, rows: int) -> str:
    """The sheet as a CSV file."""
    return csv_text([COLUMNS, *blank_rows(facility, first, rows)])


def blank_page(template: str, facility: str, first: int, rows: int) -> str:
    """The sheet as a page to print, on a template with places for the facility, the header and the rows."""
    cells = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in blank_rows(facility, first, rows)
    )
    header = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in COLUMNS)
    return Template(template).substitute(facility=escape(facility or "____________"), header=header, rows=cells)


def sheet_for(facility: str) -> str:
    """The facility's id as it is printed in every row; WrongUse for what can't be one."""
    if any(not sign.isprintable() for sign in facility) or len(facility) > LONGEST_ID:
        raise WrongUse("that is no facility's id", "write it as facilities.csv has it")
    return facility.strip()


def downtime_reads(
    stream: BinaryIO, file: str, fields: Fields, *, encoding: str | None = None, sheet: str = ""
) -> TableReads:
    """The reads of a filled-in log; UnreadableFile and UnknownColumns where it is none."""
    rows = _Written(rows_of(stream, file, _fits, encoding=encoding, sheet=sheet))
    header = {cell.strip().casefold() for cell in rows.header.cells}
    there = {name: ProfileColumn((name,)) for name in CONTENT if name in header or name in NEEDED}
    profile = TableProfile("downtime", there, times=tuple(map(WrittenTime.of, _TIMES)))
    reads = TableReads(rows, fields, profile)
    if NUMBER not in header:
        raise UnreadableFile(
            file, f"it has no column {NUMBER}, so it is no downtime log", "import it without --downtime"
        )
    reads.kind = "downtime"
    return reads


def _fits(cells: tuple[str, ...]) -> bool:
    return {cell.strip().casefold() for cell in cells}.issuperset((NUMBER, *NEEDED))


class _Written:
    """The rows of a log in which somebody wrote."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.file = rows.file
        self.epoch: date | None = rows.epoch
        self.header = rows.header
        names = [cell.strip().casefold() for cell in rows.header.cells]
        self._written = [at for at, name in enumerate(names) if name not in (NUMBER, *PRINTED)]

    def __iter__(self) -> Iterator[TableRow]:
        """The rows, as they stand."""
        written = self._written
        for row in self._rows:
            if row.fault or len(row.cells) <= max(written) or any(row.cells[at].strip() for at in written):
                yield row

    @property
    def hidden(self) -> int:
        """How many rows nobody sees in the spreadsheet."""
        return self._rows.hidden

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        return self._rows.joined(cells)
