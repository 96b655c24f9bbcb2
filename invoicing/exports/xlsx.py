"""The workbook as XLSX: numbers are numbers, days are days, ids are texts, and no text ever becomes a formula.

The file's own date is fixed, so that the same material gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from invoicing.exports.errors import BeyondLimits
from invoicing.exports.papers_and_deeds import Material, Written, one
from invoicing.exports.workbook import Cell, WorkbookSheet, sheets
from reads.core.findings import Finding

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (a date in the file's properties, which have no zone)
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_MONEY = "#,##0.00;[Red]-#,##0.00"
_EXACT = "#,##0.00##;[Red]-#,##0.00##"
_MONEY_COLUMNS = frozenset(
    {
        "before_tax",
        "tax",
        "total",
        "amount",
        "cash",
        "unapplied",
        "receivable",
        "written_off",
        "discount",
        "current",
        "theirs",
        "ours",
        "difference",
    }
)
_EXACT_COLUMNS = frozenset({"unit_price", "base", "surcharges", "credits", "charge", "work_rvu"})
_WIDTHS = {"client": 28, "name": 32, "description": 32, "basis": 36, "signed_at": 21, "signed_local": 21}


def workbook(material: Material) -> Written:
    """One workbook of five sheets, and one that says what is in it."""
    found = sheets(material)
    return one(xlsx_of(f"wetread, {material.period}", (_about(material, found), *found)))


def xlsx_of(title: str, tables: Iterable[WorkbookSheet]) -> bytes:
    """A workbook of these tables, a sheet each; BeyondLimits where Excel holds no such sheet."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": _CREATED})
    writer = _Writer(book)
    for table in tables:
        writer.write(table)
    book.close()
    return out.getvalue()


def _about(material: Material, found: tuple[WorkbookSheet, ...]) -> WorkbookSheet:
    """What the workbook holds, with the sums that it must add up to."""
    totals: dict[str, Decimal] = {}
    for paper in material.papers:
        totals[paper.currency] = totals.get(paper.currency, Decimal(0)) + paper.total.amount
    rows: list[tuple[Cell, ...]] = [("Period", str(material.period), None)]
    rows += [(f"Rows of {sheet.title}", None, Decimal(len(sheet.rows))) for sheet in found]
    rows += [(f"Total of all papers, {currency}", None, amount) for currency, amount in sorted(totals.items())]
    return WorkbookSheet("About", ("what", "text", "figure"), tuple(rows))


def _problem(sheet: str, line: int) -> Finding:
    """A row too many, or a text too long."""
    if line >= _MOST_ROWS:
        message = f"sheet {sheet} would have more than {_MOST_ROWS:,} rows"
        return Finding("too_many_rows", message, "export fewer months into one workbook, or csv")
    message = f"sheet {sheet}, row {line + 1}: a text has more than {_LONGEST:,} characters"
    return Finding("too_long", message, "export csv, which has no such limit")


class _Writer:
    """Writes sheets into a workbook, with one set of formats."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._money = book.add_format({"num_format": _MONEY})
        self._exact = book.add_format({"num_format": _EXACT})
        self._plain = book.add_format({"num_format": "#,##0.######"})

    def write(self, sheet: WorkbookSheet) -> None:
        """One sheet: header frozen and filtered, printed landscape on one page's width."""
        page = self._book.add_worksheet(sheet.title)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if sheet.columns:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        for number, title in enumerate(sheet.columns):
            page.set_column(number, number, _WIDTHS.get(title, 13))
            page.write_string(0, number, title, self._head)
        formats = [self._number_format(title) for title in sheet.columns]
        for line, row in enumerate(sheet.rows, 1):
            for number, cell in enumerate(row):
                self._cell(page, line, number, cell, formats[number])

    def _cell(self, page: Any, line: int, number: int, cell: Cell, number_format: Any) -> None:
        match cell:
            case None | "":
                refused = 0
            case Decimal():
                refused = page.write_number(line, number, cell, number_format)
            case date():
                refused = page.write_datetime(line, number, cell, self._day)
            case _:
                refused = page.write_string(line, number, cell)
        if refused:
            raise BeyondLimits("Excel", [_problem(page.get_name(), line)])

    def _number_format(self, title: str) -> Any:
        if title in _MONEY_COLUMNS or title[0].isdigit():
            return self._money
        return self._exact if title in _EXACT_COLUMNS else self._plain
