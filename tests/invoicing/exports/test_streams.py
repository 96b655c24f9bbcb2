"""Exports in streams: one schedule at a time in memory, sheets row by row, and files of which nothing stays behind."""

import io
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import Session

from invoicing.exports import csv, repository, xlsx
from invoicing.exports.spreadsheet_ml import PlannedSheet, SheetWriter
from invoicing.exports.spreadsheet_parts import MONEY, PLAIN
from invoicing.exports.workbook import WorkbookSheet
from invoicing.papers import repository as papers
from invoicing.papers.heads import heads
from reads.core.month import Month
from reads.store.engine import Store
from reads.store.spool import Spool
from tests.invoicing.cli.test_pay import issue_month
from tests.invoicing.closing import mercy
from tests.invoicing.documents.papers import line, paper, read
from tests.invoicing.exports.materials import october

HOSTILE = (
    "\x00\x01 bell \x07",
    "_x0041_ is no A",
    "  spaces at both ends ",
    "two\nlines",
    "tab\tand return\r",
    "<t>&amp;</t>",
    '"quoted"',
    "]]>",
    "héllo 漢字 🩻",
    "=1+1",
)


def refuse(title: str, row: int) -> Exception:
    return ValueError(f"{title} {row}")


def written(*rows: tuple, formats=(PLAIN, MONEY)) -> bytes:
    out = io.BytesIO()
    writer = SheetWriter(out, ["A's sheet"], refuse)
    writer.write(PlannedSheet("A's sheet", ("text", "figure"), formats, iter(rows)))
    writer.close("Title & more", "2026-01-01T00:00:00Z")
    return out.getvalue()


def test_every_text_comes_back_from_the_sheet_as_it_was():
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(io.BytesIO(written(*((text, Decimal("1.50")) for text in HOSTILE))))
    (sheet,) = book
    found = [(unescape(text), figure) for text, figure in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == [(text, 1.5) for text in HOSTILE]
    assert (sheet.title, book.properties.title) == ("A's sheet", "Title & more")
    assert sheet.auto_filter.ref == f"A1:B{len(HOSTILE) + 1}"


def test_what_excel_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="A's sheet 1"):
        written(("x" * 32_768, None))
    assert written(("x" * 32_767, None))


def test_a_schedule_is_read_when_it_is_looked_at_and_only_the_last_is_held(store: Store, books: Path, monkeypatch):
    mercy.write_books(books, "sqlite:///wetread.db")
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    issue_month(store, Month(2026, 10))
    asked: list[int] = []
    schedule = papers.schedule

    def ask(session: Session, paper: int) -> str:
        asked.append(paper)
        return schedule(session, paper)

    monkeypatch.setattr(papers, "schedule", ask)
    with store.read() as session:
        issued = heads(session)
        found = repository.loaded(session, issued, reads=True)
        assert asked == []
        assert [list(each.schedule) for each in found] == [
            list(papers.whole(session, head.id).schedule) for head in issued
        ]
        asked.clear()
        assert [len(each.schedule) for each in found for _ in range(3)]
        assert asked == [head.id for head in issued]


def test_a_spool_is_read_as_often_as_wanted_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool.written(lambda file: file.write(b"patients"))
    assert [b"".join(spool) for _ in range(2)] == [b"patients"] * 2
    assert spool == Spool.written(lambda file: file.write(b"patients"))
    assert spool != Spool.written(lambda file: file.write(b"others"))
    assert list(tmp_path.iterdir()) == []


def test_the_tables_take_their_rows_once_and_count_them():
    made = october(
        *(replace(paper(line("Reads = 5.00"), schedule=(read(1), read(5))), number=f"INV-{n}") for n in "123")
    )
    (part,) = xlsx.workbook(made).parts
    about = dict(row[::2] for row in openpyxl.load_workbook(io.BytesIO(part.content))["About"].values)
    assert about["Rows of Schedule"] == 6
    schedule = next(each for each in csv.tables(made).parts if each.name == "schedule.csv")
    assert schedule.content.count(b"\r\n") == 7
    assert csv.csv_of(WorkbookSheet("One", ("a",), iter([("x",)]))) == b"a\r\nx\r\n"
