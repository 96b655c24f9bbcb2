"""A cell is what a person sees in the spreadsheet, whichever program saved it; what is broken says so."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from reads.core.sheet_cells import Cell, CellKind, NotAWorkbook
from reads.core.spreadsheet import first_sheet
from tests.reads.intake.workbooks import ods, ods_row, replaced

Written = Callable[[object, str], Cell]


def by_openpyxl(value: object, form: str, *, mac: bool = False) -> Cell:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = value
    book.active["A1"].number_format = form
    content = io.BytesIO()
    book.save(content)
    return first_sheet(content.getvalue())[0][0]


def by_xlsxwriter(value: object, form: str, *, mac: bool = False) -> Cell:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"date_1904": mac})
    book.add_worksheet().write(0, 0, value, book.add_format({"num_format": form}))
    book.close()
    return first_sheet(content.getvalue())[0][0]


PROGRAMS = pytest.mark.parametrize("written", [by_openpyxl, by_xlsxwriter])


def in_ods(attributes: str, shown: str = "") -> Cell:
    text = f"<text:p>{shown}</text:p>" if shown else ""
    namespace = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return first_sheet(ods(ods_row(f"<table:table-cell {namespace} {attributes}>{text}</table:table-cell>")))[0][0]


@PROGRAMS
@pytest.mark.parametrize("mac", [False, True], ids=["from 1900", "from 1904"])
@pytest.mark.parametrize(
    "form", ["m/d/yyyy h:mm", "yyyy-mm-dd hh:mm:ss", "[$-409]d-mmm-yy h:mm AM/PM;@", 'dd"." mm"." yyyy hh:mm', "m/d h"]
)
def test_midnight_is_a_time_where_the_format_shows_one(written, form, mac):
    cell = written(datetime.fromisoformat("2026-10-03T00:00:00"), form, mac=mac)
    assert (cell.kind, cell.text) == (CellKind.MOMENT, "2026-10-03T00:00:00")


@PROGRAMS
@pytest.mark.parametrize("form", ["m/d/yyyy", "[$-F800]dddd, mmmm dd, yyyy", "mmm d", "yyyy/m/d;@"])
def test_a_day_is_a_day_where_the_format_shows_no_time(written, form):
    assert written(datetime.fromisoformat("2026-10-03T00:00:00"), form).value == date(2026, 10, 3)


@PROGRAMS
def test_a_time_of_day_is_kept_where_the_format_hides_it(written):
    assert written(datetime.fromisoformat("2026-10-03T01:12:00"), "m/d/yyyy").text == "2026-10-03T01:12:00"


@PROGRAMS
@pytest.mark.parametrize("number, text", [(0, "00:00:00"), (0.05, "01:12:00"), (0.999999, "23:59:59")])
def test_a_time_of_day_begins_at_nought(written, number, text):
    assert written(number, "h:mm").text == text


@PROGRAMS
def test_hours_beyond_a_day_are_counted(written):
    assert written(1.5, "[h]:mm").text == "36:00:00"


@PROGRAMS
@pytest.mark.parametrize(
    "number, form, shown",
    [
        (4711, "000000", "004711"),
        (4711, '"MG"000000', "MG004711"),
        (4711, r"00\-0000", "00-4711"),
        (621, "00000", "00621"),
        (123456789, "[<=99999]00000;00000-0000", "12345-6789"),
        (4711, "General", "4711"),
        (4711, "#,##0", "4711"),
        (4711, "0.00", "4711"),
        (30, '"$"#,##0.00', "30"),
        (30, '0" reads"', "30"),
        (70450, "0", "70450"),
        (123456789012345, "0.00E+00", "123456789012345"),
        (1.1, "0.0000000000000000", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "000", "-5"),
    ],
)
def test_a_number_has_the_digits_that_its_format_shows(written, number, form, shown):
    cell = written(number, form)
    assert (cell.text, cell.fault) == (shown, "")


@PROGRAMS
@pytest.mark.parametrize("number", [20261003000000012, 2026100300000001, 1e21, 10**15])
def test_a_number_of_more_than_fifteen_digits_has_lost_some(written, number):
    assert "more than 15 digits" in written(number, "0").fault


@PROGRAMS
@pytest.mark.parametrize("formula", ["=A2", '="00"&"77"'])
def test_a_formula_that_no_program_has_computed_has_no_value(written, formula):
    assert written(formula, "General").fault == "holds a formula without a value"


@pytest.mark.parametrize("value, fault", [(0, "holds a formula without a value"), (7, ""), ("stat", "")])
def test_a_formulas_value_is_read_but_for_the_nought_of_who_left_computing_to_others(value, fault):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet().write_formula(0, 0, "=A2", None, value)
    book.close()
    cell = first_sheet(content.getvalue())[0][0]
    assert (cell.fault, cell.text) == (fault, "" if fault else str(value))


def test_a_nought_that_was_computed_is_one():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet().write_formula(0, 0, "=A2", None, 0)
    book.close()
    computed = replaced(content.getvalue(), "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")
    assert first_sheet(computed)[0][0].text == "0"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_an_error_is_none_that_is_blank(error):
    assert by_openpyxl(error, "General").fault == f"holds the error {error}"
    assert in_ods('office:value-type="string" calcext:value-type="error" table:formula="of:=X"', error).fault
    assert in_ods('office:value-type="float" office:value="0" table:formula="of:=X"', error).fault


@PROGRAMS
def test_truth_is_no_text(written):
    assert (written(True, "General").kind, written(False, "General").text) == (CellKind.YES_NO, "FALSE")


@PROGRAMS
@pytest.mark.parametrize("number", [-1, 3_000_000])
def test_a_day_that_there_is_not_shows_hashes(written, number):
    assert written(number, "m/d/yyyy").fault == "holds the error ########"


@PROGRAMS
@pytest.mark.parametrize("text", ["00123", "1e5", "TRUE ", "a\nb", "ünï"])
def test_a_text_is_itself(written, text):
    assert (written(text, "@").kind, written(text, "@").text) == (CellKind.TEXT, text)


@pytest.mark.parametrize(
    "attributes, shown, text",
    [
        ('office:value-type="date" office:date-value="2026-10-03"', "10/03/2026 00:00", "2026-10-03T00:00:00"),
        ('office:value-type="date" office:date-value="2026-10-03"', "10/03/2026", "2026-10-03"),
        ('office:value-type="date" office:date-value="2026-10-03T01:12:00.4"', "", "2026-10-03T01:12:00"),
        ('office:value-type="time" office:time-value="PT00H12M00S"', "00:12", "00:12:00"),
        ('office:value-type="time" office:time-value="PT36H00M00S"', "36:00", "36:00:00"),
        ('office:value-type="float" office:value="4711"', "004711", "004711"),
        ('office:value-type="float" office:value="4711"', "4,711", "4711"),
        ('office:value-type="float" office:value="4711"', "4.711", "4711"),
        ('office:value-type="currency" office:value="30"', "$30.00", "30"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "TRUE"),
        ('office:value-type="string"', 'A<text:s text:c="2"/>B', "A  B"),
    ],
)
def test_an_open_document_is_read_by_what_it_shows(attributes, shown, text):
    assert in_ods(attributes, shown).text == text


def test_a_number_of_too_many_digits_has_lost_some_in_an_open_document_too():
    assert in_ods('office:value-type="float" office:value="2.0261003E+016"', "2.0261003E+16").fault


def test_a_comment_is_no_part_of_a_cell():
    note = "<office:annotation><text:p>ask Ann</text:p></office:annotation>"
    row = ods_row(f'<table:table-cell office:value-type="string">{note}<text:p>stat</text:p></table:table-cell>')
    assert first_sheet(ods(row))[0][0].text == "stat"


@pytest.mark.parametrize(
    "written, text",
    [("2026-10-03T00:00:00", "2026-10-03T00:00:00"), ("2026-10-03", "2026-10-03"), ("T01:12:00", "01:12:00")],
)
def test_a_date_that_stands_as_iso_8601_is_read_as_it_stands(written, text):
    content = by_openpyxl_bytes()
    iso = replaced(content, "xl/worksheets/sheet1.xml", b't="n"><v>0.05</v>', f't="d"><v>{written}</v>'.encode())
    assert first_sheet(iso)[0][0].text == text


def test_a_document_type_is_refused():
    content = by_openpyxl_bytes()
    with_type = replaced(
        content, "xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    )
    with pytest.raises(NotAWorkbook):
        first_sheet(with_type)


def by_openpyxl_bytes() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = time(1, 12)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@PROGRAMS
@pytest.mark.parametrize(
    ("value", "form", "text"), [(0.62, "0%", "62%"), (0.625, "0.00%", "62.5%"), (1, "0%", "100%"), (5, '0"%"', "5")]
)
def test_a_percent_is_what_a_person_sees(written: Written, value: float, form: str, text: str):
    """62 % of a charge came as 0.62."""
    assert written(value, form).text == text
