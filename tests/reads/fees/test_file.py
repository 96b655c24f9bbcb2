"""CMS's relative value files are understood in all the forms they are shipped in; the header decides."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from reads.fees.errors import ContradictedRelease, DamagedFeeFile, NotAFeeFile, UnnamedRelease
from reads.fees.relative_value_file import read_fee_file, work_changes
from reads.fees.release import FeeValue, Release
from reads.fees.zipped import unpacked
from tests.reads.fees.cms import COLUMNS_2025, COLUMNS_2026, MOVED, csv_file, fixed_width, xlsx_file

PARTS = (Decimal("0.31"), Decimal("0.04"))
ROWS = ["70001 - A 0.85 1", "70001 26 A 0.83 1", "70001 TC A 0.00 1", "00102 - J 0.00 9", "0042T - C 0.00 1"]
VALUES = {
    ("70001", ""): FeeValue("70001", "", Decimal("0.85"), "A", "1", *PARTS),
    ("70001", "26"): FeeValue("70001", "26", Decimal("0.83"), "A", "1", *PARTS),
    ("70001", "TC"): FeeValue("70001", "TC", Decimal("0.00"), "A", "1", *PARTS),
    ("00102", ""): FeeValue("00102", "", Decimal("0.00"), "J", "9", *PARTS),
    ("0042T", ""): FeeValue("0042T", "", Decimal("0.00"), "C", "1", *PARTS),
}


@pytest.mark.parametrize("columns", [COLUMNS_2025, COLUMNS_2026, MOVED], ids=["2025", "2026", "moved"])
@pytest.mark.parametrize("form", [csv_file, xlsx_file])
def test_the_header_says_where_the_columns_are(form, columns):
    file = read_fee_file("x", form(ROWS, columns=columns))
    assert (file.release, file.values) == ("2026C", VALUES)
    assert file.released_on == "2026-06-30"


def test_the_fixed_width_text_says_the_same():
    assert read_fee_file("PPRRVU2026_Jul.txt", fixed_width(ROWS)).values == VALUES


def test_places_beyond_cents_are_kept():
    assert read_fee_file("x", csv_file(["70001 26 A 0.8325 1"])).values["70001", "26"].work_rvu == Decimal("0.8325")


@pytest.mark.parametrize(
    "name, release, variant",
    [
        ("PPRRVU2025_Oct.txt", "2025D", ""),
        ("PPRRVU24_JAN.txt", "2024A", ""),
        ("PPRRVU2026_Apr_nonQPP.txt", "2026B", "nonQPP"),
        ("PPRRVU2026_Jul_QPP.txt", "2026C", "QPP"),
        ("rvu26c.txt", "2026C", ""),
    ],
)
def test_a_file_without_a_title_is_named_by_its_name(name, release, variant):
    file = read_fee_file(name, fixed_width(ROWS))
    assert (file.release, file.variant) == (release, variant)


@pytest.mark.parametrize(
    "month, release", [("January", "2026A"), ("April", "2026B"), ("July", "2026C"), ("October", "2026D")]
)
def test_the_title_names_the_quarter(month, release):
    assert read_fee_file("download.csv", csv_file(ROWS, month=month)).release == release


def test_a_file_that_names_no_quarter_needs_to_be_told():
    with pytest.raises(UnnamedRelease) as refused:
        read_fee_file("download.txt", fixed_width(ROWS))
    assert "--release 2025D" in refused.value.remedy
    assert read_fee_file("download.txt", fixed_width(ROWS), "2025D").release == "2025D"


@pytest.mark.parametrize("name, said", [("PPRRVU2025_Oct.csv", None), ("x.csv", "2026B")])
def test_a_file_whose_title_says_another_quarter_is_refused(name, said):
    with pytest.raises(ContradictedRelease, match="its title says 2026C"):
        read_fee_file(name, csv_file(ROWS), said)


@pytest.mark.parametrize(
    "content, missing",
    [
        (b"", "no header row"),
        (b"facility,accession\nmercy,1\n", "no header row"),
        (csv_file(ROWS, columns=COLUMNS_2025[:9]), "PCTC IND"),
        (csv_file(ROWS, columns=(*COLUMNS_2025, COLUMNS_2025[5])), "WORK RVU"),
        (csv_file([]), "no rows"),
        (b"\0\1\2", "no text"),
        (b"PK\x03\x04rest", "damaged"),
        (xlsx_file(ROWS)[:2000], "damaged"),
    ],
)
def test_a_file_that_is_something_else_is_refused_with_what_is_missing(content, missing):
    with pytest.raises(NotAFeeFile, match=missing):
        read_fee_file("PPRRVU2026_Jul.csv", content)


def test_cms_zip_itself_is_refused_with_what_to_do():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("PPRRVU2026_Jul_nonQPP.csv", csv_file(ROWS))
    with pytest.raises(NotAFeeFile, match="zip archive, not a workbook"):
        read_fee_file("rvu26c.zip", packed.getvalue())


def test_every_faulty_row_is_listed_with_its_line():
    rows = ["70001 26 A 0.83 1", "7001! 26 A 0.83 1", "70002 99 A 0.83 1", "70003 26 A n/a 1", "70001 26 A 0.83 1"]
    with pytest.raises(DamagedFeeFile) as refused:
        read_fee_file("x.csv", csv_file(rows))
    assert [(found.where.line, found.where.field) for found in refused.value.problems] == [
        (10, "HCPCS"),
        (11, "MOD"),
        (12, "WORK RVU"),
        (13, "HCPCS"),
    ]


def test_a_text_line_of_another_shape_is_listed():
    content = fixed_width(ROWS) + b"70009 this is no row\r\n"
    with pytest.raises(DamagedFeeFile) as refused:
        read_fee_file("PPRRVU2026_Jul.txt", content)
    assert [found.where.line for found in refused.value.problems] == [8]


def test_a_csv_row_cut_short_is_listed():
    with pytest.raises(DamagedFeeFile):
        read_fee_file("x.csv", csv_file(ROWS) + b"70009,26,,A\r\n")


FOOTNOTES = [
    b"* A footnote",
    b"1 CPT codes only are copyright 2025 AMA. All Rights Reserved.",
    b'"Note: a, b"',
    b"\x1a",
]


@pytest.mark.parametrize("note", FOOTNOTES)
@pytest.mark.parametrize("form", ["csv", "txt"])
def test_footnotes_after_the_data_are_no_rows(form, note):
    content = csv_file(ROWS) if form == "csv" else fixed_width(ROWS)
    for apart in (b"", b"\r\n"):
        assert read_fee_file(f"PPRRVU2026_Jul.{form}", content + apart + note + b"\r\n").values == VALUES


def test_of_a_zip_each_file_of_the_pair_is_read_once_in_its_best_form():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("RVU26C/PPRRVU2026_Jul_QPP.txt", fixed_width(ROWS))
        for half in ("QPP", "nonQPP"):
            archive.writestr(f"RVU26C/PPRRVU2026_Jul_{half}.csv", csv_file(ROWS))
        archive.writestr("RVU26C/RVU26C.pdf", b"%PDF")
    found = unpacked("rvu26c.zip", packed.getvalue())
    assert [name for name, _ in found] == ["PPRRVU2026_Jul_QPP.csv", "PPRRVU2026_Jul_nonQPP.csv"]
    assert all(read_fee_file(*each).values == VALUES for each in found)


def test_changes_name_code_and_both_work_rvus():
    new = {**VALUES, ("70001", "26"): FeeValue("70001", "26", Decimal("0.80"), "A", "1", *PARTS)}
    del new["00102", ""]
    changes = [(change.code, change.modifier, change.old, change.new) for change in work_changes(VALUES, new)]
    assert changes == [("00102", "", Decimal("0.00"), None), ("70001", "26", Decimal("0.83"), Decimal("0.80"))]


def test_cms_own_files(shared_data):
    """The two CSV layouts and the text, as CMS shipped them: same quarter, same values; known work RVUs."""
    files = {
        path.name: read_fee_file(path.name, path.read_bytes())
        for path in shared_data("cms").iterdir()
        if path.name.startswith("PPRRVU")
    }
    october, text, july = (files[f"PPRRVU{name}"] for name in ("2025_Oct.csv", "2025_Oct.txt", "2026_Jul_nonQPP.csv"))
    assert october.values == text.values
    assert (october.release, july.release, july.variant) == ("2025D", "2026C", "nonQPP")
    assert (len(october.values), october.released_on, july.released_on) == (19_090, "2025-09-11", "2026-06-30")
    old, new = (Release(file.release, None, None, file.values) for file in (october, july))
    works = {code: (old.professional(code), new.professional(code)) for code in ("70450", "74177", "70555", "71045")}
    assert {code: tuple(str(row.work_rvu) for row in rows) for code, rows in works.items()} == {
        "70450": ("0.85", "0.83"),
        "74177": ("1.82", "1.77"),
        "70555": ("2.54", "2.48"),
        "71045": ("0.18", "0.18"),
    }
    assert old.professional("0042T") is None, "its only row has status C"
