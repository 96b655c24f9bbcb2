"""What a spreadsheet program changes when it saves the books' tables is undone where it has one reading, else named."""

from __future__ import annotations

from datetime import date

import pytest

from reads.core.findings import Severity
from reads.directory.read_directory import DirectoryRead, read_directory
from reads.directory.saved_by_spreadsheets import DateOrder
from tests.reads.directory.written import GOOD, key_of

FILES = {key_of(name): text for name, text in GOOD.items() if name.endswith(".csv")}
LICENSES = "radiologist,state,number,from,until\n"


def read(order: DateOrder = DateOrder.UNSAID, **changes: str) -> DirectoryRead:
    return read_directory({kind: text.encode() for kind, text in (FILES | changes).items()}, order)


def licensed(*dates: str, order: DateOrder = DateOrder.UNSAID) -> DirectoryRead:
    rows = (f"ana-roy,IL,036-{number},{text},\n" for number, text in enumerate(dates))
    return read(order, licenses=LICENSES + "".join(rows))


def days(found: DirectoryRead) -> list[date]:
    return [row.starts for row in found.directory().licenses.get("ana-roy", ())]


def errors(found: DirectoryRead) -> list[tuple[str, int]]:
    return [(f.code, f.where.line) for f in found.findings if f.severity is Severity.ERROR]


def test_dates_month_first_are_read_once_a_day_above_12_shows_it_and_it_is_said_once():
    found = licensed("1/8/2026", "10/13/2026", "2/28/2026")
    assert days(found) == [date(2026, 1, 8), date(2026, 10, 13), date(2026, 2, 28)]
    assert [(f.code, f.severity.value, f.where.line) for f in found.findings] == [("spreadsheet_form", "warning", 2)]
    assert "1/8/2026 is read as 2026-01-08" in found.findings[0].message


def test_a_date_whose_month_and_day_are_one_number_has_one_reading():
    assert days(licensed("1/1/2026", "2026-03-04")) == [date(2026, 1, 1), date(2026, 3, 4)]


@pytest.mark.parametrize(
    "text", ["1/31/2026 0:00", "2026-01-31 00:00:00", "31-Jan-2026", '"January 31, 2026"', "2026/1/31", "2026-1-31"]
)
def test_a_date_with_midnight_or_with_its_month_in_letters_has_one_reading(text: str):
    found = licensed(text)
    assert days(found) == [date(2026, 1, 31)]
    assert [finding.code for finding in found.findings] == ["spreadsheet_form"]


@pytest.mark.parametrize("text", ["31-Jan-26", "1/31/2026 5:30", "2026-31-01", "30-Feb-2026"])
def test_a_date_of_two_digits_with_a_time_or_of_no_calendar_is_refused(text: str):
    assert errors(licensed(text)) == [("wrong_form", 2)]


def test_dates_with_two_readings_are_one_error_that_names_both_and_the_setting():
    found = licensed("1/8/2026", "10/7/2026", "12/5/2025")
    assert errors(found) == [("ambiguous_date", 2)]
    (fault,) = found.findings
    assert "2026-01-08 and 2026-08-01" in fault.message
    assert "[books] dates" in fault.remedy


def test_a_setting_says_which_number_is_the_month():
    assert days(licensed("1/8/2026", order=DateOrder.MONTH_FIRST)) == [date(2026, 1, 8)]
    assert days(licensed("1/8/2026", order=DateOrder.DAY_FIRST)) == [date(2026, 8, 1)]


@pytest.mark.parametrize("dates", [("13/10/2026", "10/13/2026"), ("13/10/2026",), ("2/30/2026",)])
def test_dates_that_are_none_of_the_united_states_are_refused(dates: tuple[str, ...]):
    assert errors(licensed(*dates)) == [("wrong_form", 2)]


def test_a_year_of_two_digits_is_refused():
    assert errors(licensed("10/13/26", "10/14/26")) == [("two_digit_year", 2)]


def test_rows_whose_date_is_refused_are_still_there_for_what_names_them():
    facilities = FILES["facilities"].replace("2026-07-01", "7/2/2026")
    assert errors(read(facilities=facilities)) == [("ambiguous_date", 2), ("ambiguous_date", 3)]


@pytest.mark.parametrize("cell", ["'00123", '"=""00123"""'])
def test_a_protected_cell_is_what_it_protects(cell: str):
    found = read(licenses=f"{LICENSES}ana-roy,IL,{cell},2020-01-01,\n")
    assert [row.number for row in found.directory().licenses["ana-roy"]] == ["00123"]
    assert [f.code for f in found.findings] == ["spreadsheet_form"]


def test_a_name_that_begins_with_an_apostrophe_stays():
    found = read(radiologists="id,name,npi\nana-roy,'Aina Roy,1003000126\nben-ito,Ben Ito,\n")
    assert found.directory().radiologists["ana-roy"].name == "'Aina Roy"


def test_whole_numbers_and_words_come_back():
    clients = FILES["clients"].replace(",45", ",45.0")
    payers = "id,name,kind,edi_id,state,offshore\nmedicare-il,Medicare Illinois,medicare,06102,IL,FALSE\n"
    found = read(clients=clients, payers=payers)
    assert found.directory().clients["mercy-health"].terms_days == 45
    assert found.directory().payers["medicare-il"].offshore == "no"
    assert errors(found) == []


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "########", "#DIV/0!"])
def test_a_broken_cell_is_an_error_and_never_a_text(cell: str):
    found = read(licenses=f"{LICENSES}ana-roy,IL,{cell},2020-01-01,\n")
    assert errors(found) == [("broken_cell", 2)]
    assert "ana-roy" not in found.directory().licenses


def test_empty_columns_at_the_end_are_no_columns():
    found = read(licenses="radiologist,state,number,from,until,,\nana-roy,IL,036-1,2020-01-01,,,\n")
    assert list(found.findings) == []
    assert days(found) == [date(2020, 1, 1)]


def test_a_value_beyond_the_header_is_still_a_comma_too_many():
    found = read(licenses=f"{LICENSES}ana-roy,IL,036-1,2020-01-01,,x\n")
    assert errors(found) == [("long_row", 2)]
