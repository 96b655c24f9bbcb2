"""A table of reads from the bytes of a file: CSV or a workbook, with a profile or named as the fields are."""

from __future__ import annotations

from typing import BinaryIO

from reads.intake.csv import CsvRows
from reads.intake.errors import UnreadableFile
from reads.intake.file_types import HEAD, is_workbook
from reads.intake.header import fits
from reads.intake.profiles.table import TableProfile
from reads.intake.read_fields import Fields
from reads.intake.rows_of_two_reads import RowsOfTwoReads
from reads.intake.size_limits import LARGEST_WORKBOOK
from reads.intake.spreadsheet_rows import SheetRows
from reads.intake.table_reads import TableReads
from reads.intake.table_rows import Fits, Rows


def table_of(
    stream: BinaryIO,
    file: str,
    fields: Fields,
    profile: TableProfile | None = None,
    *,
    encoding: str | None = None,
    sheet: str = "",
    corrects: bool = False,
) -> TableReads:
    """The reads of a file; UnreadableFile and UnknownColumns where it is no table of reads."""
    rows = rows_of(stream, file, profile.fits if profile else fits, profile, encoding=encoding, sheet=sheet)
    return reads_of_rows(rows, fields, profile, corrects=corrects)


def reads_of_rows(
    rows: Rows, fields: Fields, profile: TableProfile | None = None, *, corrects: bool = False
) -> TableReads:
    """The reads of a table's rows, one or two in each as the profile says."""
    if profile is not None:
        rows, profile = taken_apart(rows, profile)
    return TableReads(rows, fields, profile, corrects=corrects)


def taken_apart(rows: Rows, profile: TableProfile) -> tuple[Rows, TableProfile]:
    """Rows of one read each, and the profile for them."""
    return (RowsOfTwoReads(rows, profile), profile.combined()) if profile.reads else (rows, profile)


def rows_of(
    stream: BinaryIO,
    file: str,
    wanted: Fits,
    profile: TableProfile | None = None,
    *,
    encoding: str | None = None,
    sheet: str = "",
) -> Rows:
    """The rows of a file below the header that is wanted; what is said here goes before what the profile says."""
    head = stream.read(HEAD)
    stream.seek(0)
    header_row = profile.header_row if profile else 0
    if is_workbook(head):
        content = stream.read(LARGEST_WORKBOOK + 1)
        if len(content) > LARGEST_WORKBOOK:
            raise UnreadableFile(file, "a workbook larger than 100 MB", "split it, by month for example")
        return SheetRows(content, file, wanted, sheet or (profile.sheet if profile else ""), header_row)
    if profile is None:
        return CsvRows(stream, file, wanted, encoding=encoding)
    return CsvRows(
        stream,
        file,
        wanted,
        encoding=encoding or profile.encoding,
        delimiter=profile.delimiter,
        quote=profile.quote,
        header_row=header_row,
    )
