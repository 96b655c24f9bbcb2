"""The books' tables go into one workbook and come back as they were; what a spreadsheet program saves is read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reads.core.errors import FaultyInput
from reads.directory.books import read_books
from reads.directory.directory import Directory
from reads.directory.schema import FILES
from reads.directory.workbook_round_trip import NoWorkbook, WorkbookThere, write_files, write_workbook
from tests.reads.directory.written import GOOD, put, write


@pytest.fixture
def books(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def kept(books: Path) -> Directory:
    """What the books say, as values: 250.00 and 250 are one charge."""
    found = read_books(books)
    assert [each for each in found.findings if each.severity.value == "error"] == []
    return found.directory


def changed(books: Path, sheet: str, cell: str, value: object) -> None:
    path = books / "books.xlsx"
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    book.close()


def test_the_workbook_says_what_the_files_say(books: Path):
    before = kept(books)
    written = write_workbook(books, FILES)
    assert written.rows["facilities"] == 3
    assert kept(books) == before


def test_ids_are_texts_days_are_days_and_words_are_offered(books: Path):
    write_workbook(books, FILES)
    book = openpyxl.load_workbook(books / "books.xlsx")
    assert book["locations"]["F4"].value == "00901"
    assert book["licenses"]["D2"].value.isoformat() == "2020-01-01T00:00:00"
    assert book["charges"]["B2"].value == 250
    offered = {str(each.sqref): each.formula1 for each in book["payers"].data_validations.dataValidation}
    assert offered["C2:C5001"].startswith('"medicare,medicaid')
    (facilities,) = book["facilities"].data_validations.dataValidation
    assert facilities.formula1 == "clients!$A$2:$A$5000"
    book.close()


def test_a_change_in_the_workbook_counts_and_the_file_that_it_was_made_of_does_not(books: Path):
    write_workbook(books, FILES)
    changed(books, "charges", "B3", 275.5)
    found = read_books(books)
    assert found.contents["charges"]["70450/2026-07-01"]["charge"] == "275.5"
    assert {each.code for each in found.findings} == {"workbook_read"}


def test_a_file_that_was_changed_meanwhile_is_named_with_the_workbook(books: Path):
    write_workbook(books, FILES)
    put(books, "directory/charges.csv", "260.00", "300.00")
    faults = [each for each in read_books(books).findings if each.severity.value == "error"]
    assert [(each.code, each.where.file) for each in faults] == [("two_files", "directory/charges.csv")]


def test_the_workbook_goes_back_into_the_files_and_what_is_the_same_stays_byte_for_byte(books: Path):
    write_workbook(books, FILES)
    changed(books, "charges", "B3", 275.5)
    after = kept(books)
    written = write_files(books, FILES)
    assert written.files == ("directory/charges.csv",)
    assert (books / "directory/exams.csv").read_text() == GOOD["directory/exams.csv"]
    assert not (books / "books.xlsx").exists()
    assert kept(books) == after


def test_a_workbook_is_not_written_over_unless_that_is_said(books: Path):
    write_workbook(books, FILES)
    with pytest.raises(WorkbookThere):
        write_workbook(books, FILES)
    write_workbook(books, FILES, again=True)


def test_without_a_workbook_there_is_nothing_to_take_over(books: Path):
    with pytest.raises(NoWorkbook):
        write_files(books, FILES)


def test_the_same_books_give_the_same_bytes(books: Path):
    write_workbook(books, FILES)
    first = (books / "books.xlsx").read_bytes()
    write_workbook(books, FILES, again=True)
    assert (books / "books.xlsx").read_bytes() == first


def workbook(rows: list[list[object]], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def test_a_workbook_beside_the_files_is_one_of_them(books: Path):
    before = kept(books)
    rows: list[list[object]] = [list(line.split(",")) for line in GOOD["directory/licenses.csv"].splitlines()]
    (books / "directory/licenses.csv").unlink()
    (books / "directory/licenses.xlsx").write_bytes(workbook(rows))
    assert kept(books) == before


def test_a_table_in_two_places_is_refused(books: Path):
    (books / "directory/licenses.xlsx").write_bytes(workbook([["radiologist", "state", "number", "from"]]))
    assert [each.code for each in read_books(books).findings] == ["two_files"]


@pytest.mark.parametrize(
    "rows, code, place",
    [
        ([["id", "nam", "kind", "edi_id"]], "unknown_column", "directory/payers.xlsx:1:2"),
        (
            [["id", "name", "kind", "edi_id"], ["m", "M", "medicare", "=1/0"]],
            "broken_cell",
            "directory/payers.xlsx:2:4",
        ),
        ([["id", "name", "kind", "edi_id"], ["m", "M", "mediacre", "1"]], "wrong_form", "directory/payers.xlsx:2:3"),
        ([["id", "name", "kind", "edi_id"], ["m", "M", "medicare", "1", "x"]], "long_row", "directory/payers.xlsx:2:5"),
    ],
)
def test_a_fault_in_a_workbook_has_its_row_and_column(books: Path, rows: list[list[object]], code: str, place: str):
    (books / "directory/payers.csv").unlink()
    (books / "directory/enrollments.csv").unlink()
    (books / "directory/payers.xlsx").write_bytes(workbook(rows))
    assert [(each.code, str(each.where)) for each in read_books(books).findings] == [(code, place)]


def test_what_is_no_workbook_is_said(books: Path):
    (books / "directory/licenses.csv").unlink()
    (books / "directory/licenses.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert [each.code for each in read_books(books).findings] == ["no_workbook"]


def test_books_with_a_fault_give_no_workbook(books: Path):
    put(books, "directory/charges.csv", "250.00", "much")
    with pytest.raises(FaultyInput):
        write_workbook(books, FILES)


def test_what_a_merged_cell_holds_all_its_rows_hold(tmp_path: Path):
    """A modality merged over five exams was that of the first, and empty for the others."""
    write(tmp_path)
    (tmp_path / "directory" / "exams.csv").unlink()
    book = openpyxl.Workbook()
    for row in (["facility", "exam_code", "cpt", "modality"], ["*", "CTA", "70450", "CT"], ["*", "CTB", "74177", None]):
        book.active.append(row)
    book.active.merge_cells("D2:D3")
    book.save(tmp_path / "directory" / "exams.xlsx")
    exams = read_books(tmp_path).directory.exams
    assert [exams["*", code][0].modality for code in ("cta", "ctb")] == ["CT", "CT"]


def test_a_code_that_a_spreadsheet_made_a_date_of_is_named(books: Path):
    """Exam 3-1 became the first of March, and no read ever had that code."""
    write_workbook(books, FILES)
    changed(books, "exams", "B2", date(2026, 3, 1))
    [finding] = [finding for finding in read_books(books).findings if finding.code == "not_a_word"]
    assert finding.message == "the cell B2 holds the day 2026-03-01, as a spreadsheet makes one of 3-1"
