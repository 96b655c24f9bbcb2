"""CSV files of reads, good and hostile: what becomes of each row, and what is said."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.cli.desk import printed
from reads.core.errors import WetreadError
from reads.intake.errors import UnknownColumns, UnreadableFile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from reads.intake.table_reads import TableReads
from tests.reads.directories import MERCY

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADER = "facility,accession,exam_code,read_type,signed_at\n"
GOOD = "mercy-main,A1,CTHEAD,preliminary,2026-10-03T06:12:00Z\n"


def table(content: str | bytes, **options) -> TableReads:
    data = content if isinstance(content, bytes) else content.encode()
    return table_of(io.BytesIO(data), "october.csv", Fields(MERCY, NOW), **options)


def candidates(content: str | bytes, **options):
    return list(table(content, **options))


def faults(content: str) -> list[tuple[int, str, str]]:
    return [
        (finding.where.line, finding.where.field, finding.code)
        for candidate in candidates(content)
        for finding in candidate.findings
    ]


TEN_MISTAKES = """\
facility,accession,exam_code,cpt,modifiers,read_type,priority,radiologist,signed_at,read_state,test_patient
,A1,CTHEAD,,,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,,CTHEAD,,,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,A3,,,,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,A4,CTHEAD,head,,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,A5,CTHEAD,,left,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,A6,CTHEAD,,,half done,soon,moreno,10/03/2026 6:12 AM,Florida,perhaps
mercy-main,A7,CTHEAD,,,preliminary,,moreno,,,
mercy-main,A8,CTHEAD,,,preliminary,,moreno,2036-10-03T06:12:00Z,,
mercy-main,=1+1,CTHEAD,,,preliminary,,moreno,2026-10-03T06:12:00Z,,
mercy-main,A10,CTHEAD,,,preliminary,,moreno,2026-10-03T06:12:00Z
"""


def test_ten_mistakes_give_ten_clear_messages(golden):
    """Every fault of a row, with its line, column and what to do; one row has five."""
    found = [finding for candidate in candidates(TEN_MISTAKES) for finding in candidate.findings]
    golden("\n".join(map(printed, found)) + "\n", "intake/ten-mistakes.txt")


def test_a_good_row_is_a_read():
    [candidate] = candidates(HEADER + GOOD)
    read = candidate.read
    assert read is not None
    assert (read.facility, read.accession, read.exam, read.read_type) == ("mercy-main", "A1", "CTHEAD", "preliminary")
    assert read.signed_at == datetime(2026, 10, 3, 6, 12, tzinfo=UTC)
    assert (candidate.line, candidate.key) == (2, read.key)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_are_recognised_by_the_header(delimiter):
    [candidate] = candidates((HEADER + GOOD).replace(",", delimiter))
    assert candidate.content


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + HEADER + GOOD).encode(),
        (HEADER + GOOD).encode("utf-16"),
        b"\xfe\xff" + (HEADER + GOOD).encode("utf-16-be"),
        (HEADER + GOOD).replace("\n", "\r\n").encode(),
        (HEADER + GOOD).replace("\n", "\r").encode(),
        (HEADER.upper().replace(",", " , ") + GOOD).encode(),
        (HEADER + "\n,,,,\n" + GOOD.rstrip()).encode(),
    ],
    ids=["utf-8 with mark", "utf-16", "utf-16 big", "windows lines", "old mac lines", "header's case", "empty rows"],
)
def test_files_as_programs_write_them_are_read(data):
    [candidate] = candidates(data)
    assert candidate.content


def test_another_encoding_is_refused_by_its_byte_and_read_when_named():
    data = (HEADER.replace("\n", ",description\n") + GOOD.replace("\n", ",Schädel\n")).encode("cp1252")
    with pytest.raises(UnreadableFile) as refused:
        candidates(data)
    assert f"offset {data.index(0xE4)} " in refused.value.message
    assert "--encoding cp1252" in refused.value.remedy
    [candidate] = candidates(data, encoding="cp1252")
    assert candidate.read is not None
    assert candidate.read.description == "Schädel"


def test_the_offset_of_a_bad_byte_is_right_far_into_the_file():
    data = (HEADER + GOOD * 9_000).encode() + b"mercy-main,\xff\n"
    with pytest.raises(UnreadableFile, match=f"offset {data.index(0xFF)} "):
        candidates(data)


@pytest.mark.parametrize(
    "content, said",
    [
        ("", "empty"),
        ("\n\n", "empty"),
        (b"PK\x03\x04rest", "cut short or damaged"),
        ('facility,"accession\n', "header can't be read"),
        (HEADER + "x" * 17_000_000, "line of more than 16 MiB"),
        (HEADER + 'mercy-main,"A\n' * 300, "broken in more than 200 rows"),
    ],
    ids=["empty", "blank", "zip", "open quote in the header", "endless line", "quotes everywhere"],
)
def test_what_is_no_table_is_refused_whole(content, said):
    with pytest.raises(UnreadableFile, match=said):
        candidates(content)


def test_a_column_that_nearly_is_a_field_is_asked_about():
    with pytest.raises(UnknownColumns) as refused:
        candidates(HEADER.replace("signed_at", "signd_at,colour") + GOOD)
    assert [(problem.code, problem.remedy) for problem in refused.value.problems] == [
        ("column_misspelt", "did you mean signed_at?"),
        ("missing_column", "add it"),
    ]


def test_a_column_that_is_no_field_is_ignored_and_said():
    read = table(HEADER.replace("\n", ",colour\n") + GOOD.replace("\n", ",red\n"))
    assert [(warning.code, warning.where.column) for warning in read.header.warnings] == [("column_ignored", 6)]
    assert [candidate.content is not None for candidate in read] == [True]


def test_a_column_twice_and_too_many_columns_are_refused():
    with pytest.raises(UnknownColumns) as refused:
        candidates(HEADER.replace("\n", ",accession\n"))
    assert [problem.code for problem in refused.value.problems] == ["column_twice"]
    with pytest.raises(UnknownColumns):
        candidates(HEADER.rstrip() + ",x" * 300 + "\n")


def test_a_quote_that_is_never_closed_costs_its_own_line_alone():
    rows = [GOOD.replace("A1", name) for name in ("A1", '"A2', "A3", "A4")]
    found = candidates(HEADER + "".join(rows))
    assert [(each.line, each.content is not None) for each in found] == [(2, True), (3, False), (4, True), (5, True)]


def test_a_cell_of_ten_megabytes_is_one_rejected_row():
    found = candidates(HEADER + GOOD + GOOD.replace("A1", "A" * 10_000_000) + GOOD)
    assert [each.content is not None for each in found] == [True, False, True]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\n"])
def test_control_characters_are_refused_by_row(sign):
    assert faults(HEADER + GOOD.replace("A1", f'"A{sign}1"')) == [(2, "accession", "control_character")]


@pytest.mark.parametrize("sent", ["\u200bA1", "A\u00ad1", "A1\u2060", "'A1", '="A1"'])
def test_signs_that_nobody_sees_and_a_spreadsheets_apostrophe_are_no_part_of_a_number(sent):
    """Copied from a page, one study was two, and billed twice."""
    [candidate] = candidates(HEADER + GOOD.replace("A1", '"' + sent.replace('"', '""') + '"'))
    assert candidate.content
    assert candidate.read.accession == "A1"


def test_an_apostrophe_that_belongs_to_a_name_stays():
    [candidate] = candidates(HEADER.replace("\n", ",radiologist\n") + GOOD.replace("\n", ",'t Hooft\n"))
    assert candidate.read.radiologist == "'t Hooft"


def test_a_name_that_a_narrow_column_wrapped_is_one_line():
    [candidate] = candidates(HEADER + GOOD.replace("CTHEAD", '"CT HEAD\r\n WITHOUT"'))
    assert candidate.read.exam_code == "CT HEAD WITHOUT"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html><body><table><tr><td>facility</td></tr></table></body></html>", "a page of the web"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "a page of the web"),
        ((HEADER + GOOD).encode("utf-16-le"), "UTF-16 without its mark"),
    ],
)
def test_what_systems_call_a_table_and_is_none_is_named_with_what_to_do(content, what):
    with pytest.raises(UnreadableFile, match=what):
        candidates(content)


def test_a_header_that_stands_twice_is_named_as_such():
    assert faults(HEADER + GOOD + HEADER) == [(3, "", "header_again")]


def test_patients_fields_are_dropped_counted_and_in_no_message():
    """Also where a row is rejected, and where its cells have slipped."""
    header = HEADER.replace("\n", ",patient_last,patient_dob\n")
    rows = [
        GOOD.replace("\n", ",Canary,1957-03-04\n"),
        GOOD.replace("preliminary", "Canary").replace("\n", ",Canary,1957-03-04\n"),
        GOOD.replace("A1,", "").replace("\n", ",Canary,1957-03-04\n"),
        GOOD.replace("\n", ',"Canary,1957-03-04\n'),
    ]
    read = table(header + "".join(rows))
    found = list(read)
    assert [each.content is not None for each in found] == [True, False, False, False]
    assert read.patients == 2
    assert "Canary" not in repr(found)
    assert "1957" not in repr(found)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: (HEADER + GOOD + text).encode()))
def test_no_bytes_make_it_fail_in_any_way_but_its_own(data):
    try:
        found = candidates(data)
    except WetreadError:
        return
    assert all(each.content or each.findings for each in found)
