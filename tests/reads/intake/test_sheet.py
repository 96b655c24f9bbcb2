"""Reads from workbooks: cells as a person sees them, sheets, titles, both epochs, and what is made to harm."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from openpyxl import load_workbook

from reads.intake.errors import UnknownColumns, UnreadableFile
from reads.intake.profiles.profile import ProfileText
from reads.intake.profiles.table import table_profile
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from tests.reads.directories import MERCY
from tests.reads.intake.workbooks import ods, ods_row, replaced, text_cell, xlsx

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADER = ("facility", "accession", "exam_code", "read_type", "signed_at")
SIGNED = datetime.fromisoformat("2026-10-03T06:12:13")
GOOD = ("mercy-main", "00123", "CTHEAD", "preliminary", SIGNED)
AT = datetime(2026, 10, 3, 10, 12, 13, tzinfo=UTC)
"""The same instant in UTC: the cell's time is the facility's."""


def candidates(content: bytes, profile: str = "", **options):
    made = table_profile(ProfileText.of(profile, "p.toml"), "p") if profile else None
    return list(table_of(io.BytesIO(content), "october.xlsx", Fields(MERCY, NOW), made, **options))


def read(content: bytes, profile: str = "", **options):
    [candidate] = candidates(content, profile, **options)
    assert candidate.read, candidate.findings
    return candidate.read


@pytest.mark.parametrize("mac", [False, True], ids=["from 1900", "from 1904"])
def test_a_date_is_the_day_that_the_sheet_shows_whatever_its_epoch(mac):
    assert read(xlsx(("Reads", [HEADER, GOOD]), mac=mac)).signed_at == AT


@pytest.mark.parametrize("mac, number", [(False, 46298.2584837963), (True, 44836.2584837963)], ids=["1900", "1904"])
def test_a_day_number_without_a_dates_format_is_a_time_all_the_same(mac, number):
    assert read(xlsx(("Reads", [HEADER, (*GOOD[:4], number)]), mac=mac)).signed_at == AT


@pytest.mark.parametrize("number", [1, 59, 60, 61])
def test_the_first_days_of_1900_are_no_times_of_signing(number):
    [candidate] = candidates(xlsx(("Reads", [HEADER, (*GOOD[:4], number)])))
    assert [finding.where.field for finding in candidate.findings] == ["signed_at"]


@pytest.mark.parametrize(
    "cell, accession",
    [
        ("00123", "00123"),
        (123, "123"),
        (123.0, "123"),
        ("1e5", "1e5"),
        (100245678901234, "100245678901234"),
    ],
)
def test_a_text_that_looks_like_a_number_stays_one_and_a_number_has_no_fraction_it_lacks(cell, accession):
    assert read(xlsx(("Reads", [HEADER, ("mercy-main", cell, *GOOD[2:])]))).accession == accession


def test_titles_above_and_empty_rows_are_no_reads_and_lines_are_the_sheets_own():
    content = xlsx(("Reads", [("Night coverage", "October"), (), HEADER, (), GOOD]))
    [candidate] = candidates(content)
    assert candidate.line == 5


def test_the_sheet_whose_header_fits_is_read():
    assert read(xlsx(("Summary", [("Month", "Reads"), ("Oct", 1)]), ("Detail", [HEADER, GOOD]))).accession == "00123"


def test_where_several_sheets_fit_or_none_does_they_are_named():
    both = xlsx(("October", [HEADER, GOOD]), ("November", [HEADER, GOOD]))
    with pytest.raises(UnreadableFile, match="'October', 'November' all hold reads") as refused:
        candidates(both)
    assert "--sheet" in refused.value.remedy
    assert read(both, sheet="november").accession == "00123"
    with pytest.raises(UnreadableFile, match="'One', 'Two'"):
        candidates(xlsx(("One", [("a",)]), ("Two", [("b",)])))
    with pytest.raises(UnreadableFile, match="no sheet 'Three'"):
        candidates(both, sheet="Three")


def test_a_hidden_sheet_is_not_the_one_that_is_meant():
    content = xlsx(("October", [HEADER, GOOD]), ("Old", [HEADER, GOOD]))
    hidden = replaced(
        content, "xl/workbook.xml", b'name="Old" sheetId="2" state="visible"', b'name="Old" sheetId="2" state="hidden"'
    )
    assert read(hidden).accession == "00123"


@pytest.mark.parametrize("dimension", [b"A1:B1", b"A1:XFD1048576", b"Z9"])
def test_a_dimension_that_lies_changes_nothing(dimension):
    content = xlsx(("Reads", [HEADER, GOOD]))
    assert (
        read(replaced(content, "xl/worksheets/sheet1.xml", b'ref="A1:E2"', b'ref="' + dimension + b'"')).signed_at == AT
    )


def test_a_header_with_faults_is_refused_as_in_csv():
    with pytest.raises(UnknownColumns) as refused:
        candidates(xlsx(("Reads", [(*HEADER[:4], "signd_at"), GOOD])))
    assert "did you mean signed_at?" in [problem.remedy for problem in refused.value.problems]


def test_day_and_time_of_day_in_two_columns_are_put_together():
    profile = """kind = "xlsx"
[columns]
facility = "Site"
accession = "Acc"
exam_code = "Exam"
signed_at = {join = ["Day", "Time"]}
[constants]
read_type = "preliminary"
"""
    header = ("Site", "Acc", "Exam", "Day", "Time")
    for day in (date(2026, 10, 3), datetime.fromisoformat("2026-10-03")):
        content = xlsx(("Reads", [header, ("mercy-main", "1", "CTHEAD", day, time(6, 12, 13))]))
        assert read(content, profile).signed_at == AT


def reads_of(content: bytes) -> list[tuple[str, str]]:
    return [(each.read.accession, each.read.priority) for each in candidates(content)]


def test_a_merged_cell_stands_for_all_of_its_rows():
    """The STAT of three rows is that of each; a title merged beside them, and rows that hold nothing else, are no reads."""
    rows = [(*HEADER, "priority"), (*GOOD, "stat"), *((*GOOD[:1], f"A{at}", *GOOD[2:], None) for at in (2, 3)), ()]
    book = load_workbook(io.BytesIO(xlsx(("Reads", [("October",), *rows]))))
    for merged in ("A1:F1", "F3:F5", "A5:A9"):
        book.active.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    assert reads_of(content.getvalue()) == [("00123", "stat"), ("A2", "stat"), ("A3", "stat")]


def test_a_merged_cell_of_an_open_document_does_too():
    signed = '<table:table-cell office:value-type="date" office:date-value="2026-10-03T06:12:13"/>'
    stat = '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>stat</text:p></table:table-cell>'
    content = ods(
        ods_row(*map(text_cell, (*HEADER, "priority"))),
        ods_row(*map(text_cell, GOOD[:4]), signed, stat),
        ods_row(*map(text_cell, (GOOD[0], "A2", *GOOD[2:4])), signed, "<table:covered-table-cell/>"),
        ods_row(*map(text_cell, (GOOD[0], "A3", *GOOD[2:4])), signed),
    )
    assert reads_of(content) == [("00123", "stat"), ("A2", "stat"), ("A3", "routine")]


def test_rows_that_a_filter_hides_come_in_and_are_said():
    content = xlsx(("Reads", [HEADER, GOOD, ("mercy-main", "A2", *GOOD[2:])]))
    hidden = replaced(content, "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="3" hidden="1"')
    table = table_of(io.BytesIO(hidden), "reads.xlsx", Fields(MERCY, NOW))
    assert len(list(table)) == 2
    assert [note.code for note in table.notes] == ["rows_hidden"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (b'<cols><col min="2" max="2" hidden="1"/></cols>', f"the column {HEADER[1]!r} is hidden in the spreadsheet"),
        (b'<cols><col min="1" max="1"/><col min="2" max="16384" hidden="true"/></cols>', "the columns "),
    ],
)
def test_columns_that_nobody_sees_are_read_and_said(columns, said):
    content = xlsx(("Reads", [HEADER, GOOD]))
    hidden = replaced(content, "xl/worksheets/sheet1.xml", b"<sheetData>", columns + b"<sheetData>")
    table = table_of(io.BytesIO(hidden), "reads.xlsx", Fields(MERCY, NOW))
    assert len(list(table)) == 1
    (note,) = table.notes
    assert (note.code, note.message.startswith(said)) == ("columns_hidden", True)
    assert repr(HEADER[0]) not in note.message


def test_columns_that_nobody_sees_in_an_open_document_are_said_too():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    signed = '<table:table-cell office:value-type="date" office:date-value="2026-10-03T06:12:13"/>'
    content = ods(columns + ods_row(*map(text_cell, HEADER)), ods_row(*map(text_cell, GOOD[:4]), signed))
    table = table_of(io.BytesIO(content), "reads.ods", Fields(MERCY, NOW))
    assert len(list(table)) == 1
    assert [note.message for note in table.notes] == [
        f"the column {HEADER[1]!r} is hidden in the spreadsheet, and read like the others"
    ]


def test_a_row_of_blanks_is_none():
    assert len(candidates(xlsx(("Reads", [HEADER, GOOD, ("", " ", None, "\u00a0")])))) == 1


def test_open_document_is_read_too_with_its_endless_empty_rows():
    signed = '<table:table-cell office:value-type="date" office:date-value="2026-10-03T06:12:13"/>'
    content = ods(
        ods_row(*map(text_cell, HEADER), '<table:table-cell table:number-columns-repeated="16379"/>'),
        ods_row(*map(text_cell, GOOD[:4]), signed),
        ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_570),
    )
    found = read(content)
    assert (found.accession, found.signed_at) == ("00123", AT)


def test_a_row_that_is_repeated_a_hundred_million_times_is_refused_unopened():
    with pytest.raises(UnreadableFile, match="far from the others"):
        candidates(ods(ods_row(*map(text_cell, HEADER)), ods_row(text_cell("x"), repeated=100_000_000)))


def test_a_cell_at_the_end_of_the_sheet_is_refused_whatever_its_part_is_called():
    content = xlsx(("Reads", [HEADER, GOOD]))
    far = replaced(content, "xl/worksheets/sheet1.xml", b'r="E2"', b'r="XFD1048576"')
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(far)) as packed, zipfile.ZipFile(moved, "w") as made:
        for name in packed.namelist():
            data = packed.read(name).replace(b"worksheets/sheet1.xml", b"elsewhere/page.bin")
            made.writestr(name.replace("worksheets/sheet1.xml", "elsewhere/page.bin"), data)
    for each in (far, moved.getvalue()):
        with pytest.raises(UnreadableFile, match="far from the others"):
            candidates(each)


def test_many_parts_and_a_steep_ratio_are_refused_unopened():
    many = io.BytesIO(xlsx(("Reads", [HEADER, GOOD])))
    with zipfile.ZipFile(many, "a") as packed:
        for number in range(2_000):
            packed.writestr(f"xl/{number}", b"")
    with pytest.raises(UnreadableFile, match="more than 2,000 parts"):
        candidates(many.getvalue())
    steep = io.BytesIO(xlsx(("Reads", [HEADER, GOOD])))
    with zipfile.ZipFile(steep, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/bomb.xml", b" " * 20_000_000)
    with pytest.raises(UnreadableFile, match="100 times its size"):
        candidates(steep.getvalue())


def test_a_final_carries_what_its_columns_say_of_the_patient_and_a_wet_read_does_not():
    header = (*HEADER, "patient_last", "patient_dob", "MRN")
    rows = [(*GOOD[:3], kind, SIGNED, "Canary", "1957-03-04", "M1") for kind in ("preliminary", "final", "nonsense")]
    found = candidates(xlsx(("Reads", [header, *rows])))
    assert found[0].carried is None
    assert dict(found[1].carried.texts) == {"patient_last": "Canary", "patient_dob": "1957-03-04"}
    assert "anary" not in repr(found)
    assert "M1" not in repr(found)
