"""The workbook as CSV: the lines in one file, or all five tables in a folder or a ZIP.

A text that a spreadsheet would run as a formula is quoted with an apostrophe; a negative figure is a figure.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import IO

from invoicing.exports.papers_and_deeds import ExportPart, Material, Written
from invoicing.exports.workbook import Cell, WorkbookSheet, lines, sheets
from reads.core.formula_guard import guarded
from reads.core.month import Month
from reads.core.times import rfc3339
from reads.store.spool import Spool


def tables(material: Material) -> Written:
    """The five tables, a file each."""
    return Written(
        tuple(
            ExportPart(f"{sheet.title.lower()}.csv", Spool.written(partial(_write, sheet)))
            for sheet in sheets(material)
        )
    )


def one_file(material: Material) -> Written:
    """The lines alone, with their invoices' heads on every row."""
    note = "one file holds the lines; a folder or a .zip after -o gets invoices, schedule, payments and aging too"
    return Written((ExportPart("", Spool.written(partial(_write, lines(material)))),), notes=(note,))


def csv_of(sheet: WorkbookSheet) -> bytes:
    """A table as CSV."""
    out = io.BytesIO()
    _write(sheet, out)
    return out.getvalue()


def _write(sheet: WorkbookSheet, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
    text.detach()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}" if cell.tzinfo is None else rfc3339(cell)
        case date():
            return cell.isoformat()
        case Month():
            return str(cell)
    return guarded(cell)
