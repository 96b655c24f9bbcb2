"""A month's workbook, beside a library that writes as many cells of the same kinds in constant memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from invoicing.exports.export_batch import Request
from invoicing.exports.export_once import export
from invoicing.exports.papers_and_deeds import ExportPeriod
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from tests.bench.books import applied
from tests.bench.intake import bring
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, rows_of, write_reads
from tests.databases import sqlite_url

HERE = "tests.bench.exports"
NOON = datetime(2026, 11, 2, 15, tzinfo=UTC)
OCTOBER = Month(2026, 10)


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    books = folder / "issued"
    url = sqlite_url(books / "wetread.db")
    books.mkdir()
    applied(url, scale, books)
    store = Store.open(url, clock=FixedClock(NOON))
    bring(store, str(write_reads(folder / "issued.csv", scale)))
    list(issue_month(store, IssueOrder(Ask(OCTOBER), Permissions(), By("bench", NOON))))
    store.close()
    work, library = measured(
        [
            Work(f"export xlsx of {scale.reads:,} reads", f"{HERE}:workbook", (url,)),
            Work("XlsxWriter, constant memory, as many cells", f"{HERE}:library", (scale.name,)),
        ]
    )
    yield Row(work, (library,), "≤ 1/3 of 0.1.0, < 150 MiB")


def workbook(watch: Stopwatch, url: str) -> None:
    """The month's workbook drawn up, as `wetread export xlsx` does before it lays the file in its place."""
    store = Store.open(url, clock=FixedClock(NOON))
    watch.start()
    with store.read() as session:
        export(session, Request("xlsx", ExportPeriod(OCTOBER, OCTOBER)), By("bench", NOON))
    store.close()


def library(watch: Stopwatch, scale_name: str) -> None:
    """Rows of 24 cells: 14 texts, 3 dates, 7 figures."""
    import tempfile

    import xlsxwriter

    from tests.bench.scale import SCALES

    scale = SCALES[scale_name]
    with tempfile.TemporaryDirectory() as folder:
        watch.start()
        book = xlsxwriter.Workbook(f"{folder}/month.xlsx", {"constant_memory": True, "tmpdir": folder})
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows_of(scale, 2026, 10)):
            for column, text in enumerate((*row, row[0], row[2], row[4])):
                sheet.write_string(number, column, text)
            for column in range(14, 17):
                sheet.write_datetime(number, column, date(2026, 10, 1), day)
            for column in range(17, 24):
                sheet.write_number(number, column, number / 100)
        book.close()
