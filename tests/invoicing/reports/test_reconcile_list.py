"""A hospital's list as hospitals write it."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from invoicing.reports.errors import NoAccessions
from invoicing.reports.reconcile_list import Known, read_list
from reads.directory.directory import Directory
from reads.directory.model import Name, NamedKind
from tests.invoicing.closing.october import GENERAL

NOW = datetime(2026, 11, 3, tzinfo=UTC)


def read(text, names=(), **how):
    content = text if isinstance(text, bytes) else text.encode()
    directory = Directory.of(facilities=[GENERAL], names=names)
    return read_list(io.BytesIO(content), "list.csv", Known(directory, {"mercy-general": GENERAL}, "USD", NOW, **how))


def row_of(text):
    (row,) = read(text).rows
    return row


def test_columns_are_known_by_the_names_that_hospitals_give_them():
    row = row_of(
        "Site,Acc No,MRN,Patient Name,Study Date/Time,Procedure,Modality Type,Qty,Charge\n"
        "Mercy General,MG1,777,CANARY^ANNA,2026-10-05 23:14,CT HEAD WO,CT,2,76.00\n"
    )
    assert (row.accession, row.facility, row.exam, row.modality) == ("MG1", "mercy-general", "CT HEAD WO", "CT")
    assert (row.units, str(row.amount)) == (Decimal(2), "76.00")
    assert row.times == (datetime.fromisoformat("2026-10-05T23:14"),)
    assert "CANARY" not in repr(row)


def test_words_mean_what_names_csv_says_as_they_do_at_import():
    names = [
        Name(NamedKind.FACILITY, "Old Mercy Campus", "mercy-general"),
        Name(NamedKind.EXAM, "Brain CT", "CTHEAD"),
        Name(NamedKind.MODALITY, "Tomo", "CT"),
        Name(NamedKind.FACILITY, "Elsewhere", "st-brendan"),
    ]
    written = "site,acc no,procedure,modality\nOLD MERCY  CAMPUS,MG1,brain ct,TOMO\nElsewhere,MG2,CTHEAD,CT\n"
    taught, foreign = read(written, names).rows
    assert (taught.facility, taught.exam, taught.modality) == ("mercy-general", "CTHEAD", "CT")
    assert foreign.facility == "", "another client's facility is none of this list"


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("Exam Date,Exam Time", "10/25/2026,11:14 PM"),
        ("Exam Date,Exam Time", "25-Oct-2026,23:14"),
        ("Report Time", "10/25/2026 11:14 PM"),
        ("Signed", "2026-10-25T23:14:00-05:00"),
        ("Date", "25.10.2026 23:14"),
    ],
)
def test_times_are_read_as_they_are_written(names, cells):
    row = row_of(f"accession,{names}\nMG1,{cells}\n")
    assert row.times == (datetime.fromisoformat("2026-10-25T23:14"),)


def test_a_day_without_a_time_tells_no_hour():
    assert row_of("accession,exam date\nMG1,10/25/2026\n").times == ()


@pytest.mark.parametrize(
    ("written", "amount"),
    [("38", "38.00"), ("$1,234.50", "1234.50"), ("(38.00)", "-38.00"), ("-38.00", "-38.00"), ("USD 38.00", "38.00")],
)
def test_amounts_are_read_as_people_write_them(written, amount):
    assert str(row_of(f'accession,amount\nMG1,"{written}"\n').amount) == amount


def test_a_price_for_each_unit_is_multiplied():
    assert str(row_of("accession,units,unit price\nMG1,3,12.50\n").amount) == "37.50"


def test_titles_above_and_a_total_below_are_no_orders():
    found = read("Mercy outside reads\nPrinted 11/3/2026,\nAccession #,Modality,Amount\nMG1,CT,38.00\nTOTAL,,$99.00\n")
    assert [(row.line, row.accession) for row in found.rows] == [(4, "MG1")]
    assert str(found.stated_total) == "99.00"
    assert found.priced


def test_a_header_that_is_repeated_on_each_page_is_no_order():
    found = read("Accession #,Modality\nMG1,CT\nAccession #,Modality\nMG2,CT\n")
    assert [row.accession for row in found.rows] == ["MG1", "MG2"]
    assert not found.priced


def test_what_cannot_be_read_is_said_with_its_place_and_without_its_text():
    found = read("accession,units,amount\nMG1,SMITH^JOHN,about 40\n")
    assert [(finding.code, finding.where.line, finding.where.column) for finding in found.findings] == [
        ("bad_units", 2, 2),
        ("bad_amount", 2, 3),
    ]
    assert not any("SMITH" in finding.message or "40" in finding.message for finding in found.findings)
    assert (found.rows[0].units, found.rows[0].amount) == (Decimal(1), None)


def test_a_list_without_accessions_is_refused_without_repeating_what_stands_in_it():
    with pytest.raises(NoAccessions) as refused:
        read("SMITH^JOHN,CT HEAD,10/25/2026\nDOE^JANE,CT HEAD,10/25/2026\n")
    assert "SMITH" not in refused.value.message


def test_a_workbook_is_a_list_too():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Accession Number", "Date", "Time", "Amount"])
        page.write_string(1, 0, "MG1")
        page.write_datetime(1, 1, datetime(2026, 10, 25), book.add_format({"num_format": "m/d/yyyy"}))  # noqa: DTZ001
        page.write_string(1, 2, "23:14")
        page.write_number(1, 3, 38.5)
    row = row_of(out.getvalue())
    assert (row.accession, str(row.amount)) == ("MG1", "38.50")
    assert row.times == (datetime.fromisoformat("2026-10-25T23:14"),)


def test_a_list_from_windows_is_read_with_its_encoding():
    found = read("accession,exam\nMG1,Épaule\n".encode("cp1252"), encoding="cp1252")
    assert found.rows[0].exam == "Épaule"


@pytest.mark.parametrize(
    ("name", "word"),
    [("Status", "Cancelled"), ("Exam Status", "void"), ("Line Status", "Scheduled"), ("Void", "Y"), ("Canceled", "X")],
)
def test_a_row_that_says_of_itself_that_it_is_none_is_left_out_and_told(name, word):
    """It was compared as if it were a read, and matched."""
    found = read(f"accession,exam,{name}\nMG1,CT HEAD,{word}\nMG2,CT HEAD,\n")
    assert [row.accession for row in found.rows] == ["MG2"]
    assert [(finding.code, finding.where.line, finding.where.column) for finding in found.findings] == [
        ("row_left_out", 2, 3)
    ]


def test_a_status_that_nobody_knows_is_told_once_and_names_csv_teaches_it():
    text = "accession,exam,status\nMG1,CT HEAD,Zapped\nMG2,CT HEAD,zapped\nMG3,CT HEAD,Final\n"
    found = read(text)
    assert len(found.rows) == 3
    assert [(finding.code, finding.where.line) for finding in found.findings] == [("unknown_word", 2)]
    assert "2 rows were compared" in found.findings[0].message
    assert "apped" not in found.findings[0].message, "where rows slipped it may be a patient's name"
    taught = read(text, [Name(NamedKind.STATUS, "Zapped", "cancelled")])
    assert [row.accession for row in taught.rows] == ["MG3"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("38,00", "38.00"), ("1.038,50", "1038.50"), ("12.00-", "-12.00"), ("(1,234.50)", "-1234.50")],
)
def test_a_decimal_comma_and_a_minus_behind_are_understood(written, amount):
    """38,00 was 3,800.00."""
    assert str(row_of(f"accession;exam;amount\nMG1;CT HEAD;{written}\n").amount.amount) == amount


@pytest.mark.parametrize("written", ["1,5", "1,23,4.00", "38.00 CR", "5%", "1.2.3"])
def test_an_amount_with_two_readings_is_none_and_told(written):
    found = read(f"accession;exam;amount\nMG1;CT HEAD;{written}\n")
    assert (found.rows[0].amount, [finding.code for finding in found.findings]) == (None, ["bad_amount"])


def test_a_hospital_called_total_is_no_total_row():
    found = read("site,accession,exam,amount\nTotal Imaging,MG1,CT HEAD,38.00\nSubtotal,1,,38.00\nTotal,1,,38.00\n")
    assert [row.accession for row in found.rows] == ["MG1"]
    assert str(found.stated_total) == "38.00"


def test_of_two_columns_of_one_name_the_first_is_read_and_that_is_told():
    found = read("accession,exam,amount,amount\nMG1,CT HEAD,38.00,11.00\n")
    assert [(finding.code, finding.where.column) for finding in found.findings] == [("column_twice", 3)]


@pytest.mark.parametrize(
    "units, amount, counted", [("1", "(38.00)", -1), ("", "38.00-", -1), ("-2", "-76.00", -2), ("1", "38.00", 1)]
)
def test_a_row_that_takes_its_amount_back_takes_its_units_back(units, amount, counted):
    assert row_of(f"Accession,Exam,Units,Amount\nA1,CT HEAD,{units},{amount}\n").units == counted
