"""The workbook as XLSX: numbers are numbers, days, times and months are dates, ids are texts, and no text becomes a formula.

Columns are as wide as what stands in them; under the rows, after an empty one, stands a total of each currency.

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
from invoicing.exports.workbook import AGED, Cell, WorkbookSheet, sheets
from reads.core.findings import Finding
from reads.core.month import Month

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
        *AGED,
        "theirs",
        "ours",
        "difference",
    }
)
_EXACT_COLUMNS = frozenset({"unit_price", "base", "surcharges", "credits", "charge", "work_rvu"})
_NARROWEST, _WIDEST = 8, 44
_FILTER = 3
"""How much of a heading its filter's button covers."""


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
    rows.append(("Aging of the end of, with all papers of the period", None, material.period.last_day))
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
        self._dates = {
            kind: book.add_format({"num_format": form, "align": "left"})
            for kind, form in ((date, "yyyy-mm-dd"), (datetime, "yyyy-mm-dd hh:mm"), (Month, "yyyy-mm"))
        }
        self._money = book.add_format({"num_format": _MONEY})
        self._exact = book.add_format({"num_format": _EXACT})
        self._plain = book.add_format({"num_format": "#,##0.######"})
        self._total = book.add_format({"bold": True, "top": 1})
        self._sum = book.add_format({"bold": True, "top": 1, "num_format": _MONEY})

    def write(self, sheet: WorkbookSheet) -> None:
        """One sheet: header frozen and filtered, printed landscape on one page's width, columns as wide as their texts."""
        page = self._book.add_worksheet(sheet.title)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if sheet.columns:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        widths = [len(title) + _FILTER for title in sheet.columns]
        for number, title in enumerate(sheet.columns):
            page.write_string(0, number, title, self._head)
        formats = [self._number_format(title) for title in sheet.columns]
        for line, row in enumerate(sheet.rows, 1):
            for number, cell in enumerate(row):
                self._cell(page, line, number, cell, formats[number])
                widths[number] = max(widths[number], _width(cell))
        self._totals(page, sheet, widths)
        for number, width in enumerate(widths):
            page.set_column(number, number, min(max(width, _NARROWEST), _WIDEST))

    def _totals(self, page: Any, sheet: WorkbookSheet, widths: list[int]) -> None:
        """A total of each currency under the rows, as a formula beside the sum that it must have."""
        if not sheet.added or not sheet.rows:
            return
        by, last = sheet.columns.index("currency"), len(sheet.rows)
        currencies = sorted({str(row[by]) for row in sheet.rows})
        columns = [sheet.columns.index(title) for title in sheet.added]
        for line, currency in enumerate(currencies, last + 2):
            for number in range(len(sheet.columns)):
                page.write_blank(line, number, None, self._total)
            page.write_string(line, 0, "Total", self._total)
            page.write_string(line, by, currency, self._total)
            for number in columns:
                added = sum((_figure(row[number]) for row in sheet.rows if row[by] == currency), Decimal(0))
                ranges = [_down(column, last) for column in (by, number)]
                formula = f'=SUMIF({ranges[0]},"{currency}",{ranges[1]})'
                page.write_formula(line, number, formula, self._sum, float(added))
                widths[number] = max(widths[number], _width(added))

    def _cell(self, page: Any, line: int, number: int, cell: Cell, number_format: Any) -> None:
        match cell:
            case None | "":
                refused = 0
            case Decimal():
                refused = page.write_number(line, number, cell, number_format)
            case datetime():
                refused = page.write_datetime(line, number, cell.replace(tzinfo=None), self._dates[datetime])
            case date():
                refused = page.write_datetime(line, number, cell, self._dates[date])
            case Month():
                refused = page.write_datetime(line, number, cell.first, self._dates[Month])
            case _:
                refused = page.write_string(line, number, cell)
        if refused:
            raise BeyondLimits("Excel", [_problem(page.get_name(), line)])

    def _number_format(self, title: str) -> Any:
        if title in _MONEY_COLUMNS:
            return self._money
        return self._exact if title in _EXACT_COLUMNS else self._plain


def _width(cell: Cell) -> int:
    """How many letters a cell takes, as it is shown."""
    match cell:
        case None:
            return 0
        case Decimal():
            return len(f"{cell:,.2f}") + 2
        case datetime():
            return 17
        case date() | Month():
            return 11
    return len(cell) + 1


def _figure(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(0)


def _down(column: int, last: int) -> str:
    """A column's rows below its heading, as a formula says them: H$2:H$12."""
    from xlsxwriter.utility import xl_col_to_name

    name = xl_col_to_name(column)
    return f"{name}$2:{name}${last + 1}"
