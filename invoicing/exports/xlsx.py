"""The workbook as XLSX: numbers are numbers, days, times and months are dates, ids are texts, and no text becomes a formula.

Columns are as wide as what stands in them; under the rows, after an empty one, stands a total of each currency.

The file's own date is fixed, so that the same material gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import IO

from invoicing.exports.errors import BeyondLimits
from invoicing.exports.papers_and_deeds import Material, Written, one
from invoicing.exports.spreadsheet_ml import LONGEST_TEXT, MOST_ROWS, PlannedSheet, SheetWriter
from invoicing.exports.spreadsheet_parts import EXACT, MONEY, PLAIN
from invoicing.exports.workbook import AGED, Cell, WorkbookSheet, sheets
from reads.core.findings import Finding
from reads.store.spool import Spool

_CREATED = "2026-01-01T00:00:00Z"
_ABOUT = "About"
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


def workbook(material: Material) -> Written:
    """One workbook of five sheets, and one before them that says what is in it."""
    return one(Spool.written(partial(_write, material)))


def _write(material: Material, out: IO[bytes]) -> None:
    """The sheets one after the other; what they hold is known when they are written, so that the first comes last."""
    found = sheets(material)
    writer = SheetWriter(out, (_ABOUT, *(sheet.title for sheet in found)), _refused)
    counts = {sheet.title: writer.write(_planned(sheet)) for sheet in found}
    writer.write(_planned(_about(material, counts)))
    writer.close(f"wetread, {material.period}", _CREATED)


def xlsx_of(title: str, tables: Iterable[WorkbookSheet]) -> Spool:
    """A workbook of these tables, a sheet each; BeyondLimits where Excel holds no such sheet."""

    def write(out: IO[bytes]) -> None:
        found = list(tables)
        writer = SheetWriter(out, [table.title for table in found], _refused)
        for table in found:
            writer.write(_planned(table))
        writer.close(title, _CREATED)

    return Spool.written(write)


def _about(material: Material, counts: Mapping[str, int]) -> WorkbookSheet:
    """What the workbook holds, with the sums that it must add up to."""
    totals: dict[str, Decimal] = {}
    for paper in material.papers:
        totals[paper.currency] = totals.get(paper.currency, Decimal(0)) + paper.total.amount
    rows: list[tuple[Cell, ...]] = [("Period", str(material.period), None)]
    rows.append(("Aging of the end of, with all papers of the period", None, material.period.last_day))
    rows += [(f"Rows of {title}", None, Decimal(count)) for title, count in counts.items()]
    rows += [(f"Total of all papers, {currency}", None, amount) for currency, amount in sorted(totals.items())]
    return WorkbookSheet(_ABOUT, ("what", "text", "figure"), rows)


def _refused(sheet: str, row: int) -> BeyondLimits:
    """A row too many, or a text too long."""
    if row >= MOST_ROWS:
        message = f"sheet {sheet} would have more than {MOST_ROWS:,} rows"
        problem = Finding("too_many_rows", message, "export fewer months into one workbook, or csv")
    else:
        message = f"sheet {sheet}, row {row + 1}: a text has more than {LONGEST_TEXT:,} characters"
        problem = Finding("too_long", message, "export csv, which has no such limit")
    return BeyondLimits("Excel", [problem])


def _planned(sheet: WorkbookSheet) -> PlannedSheet:
    formats = [_number_format(title) for title in sheet.columns]
    return PlannedSheet(sheet.title, sheet.columns, formats, sheet.rows, sheet.added)


def _number_format(title: str) -> str:
    if title in _MONEY_COLUMNS:
        return MONEY
    return EXACT if title in _EXACT_COLUMNS else PLAIN
