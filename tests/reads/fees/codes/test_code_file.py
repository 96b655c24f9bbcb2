"""Code sets in the layouts that CMS documents, on small files made here; no AMA text."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from reads.fees.codes.code_file import read_code_files
from reads.fees.codes.code_set import CodeEntry, CodeFile, CodeKind
from reads.fees.errors import DamagedCodeFile, NotACodeFile

ORDER = (
    "00001 A00     0 A heading                                                    A heading\n"
    "00002 A000    1 A code                                                       A code, in full\n"
    "00003 R519    1 Another                                                      Another, in full\n"
)
PAIRS = (
    "CPT only copyright 2025 AMA\n\n"
    "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
    "Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\n"
    "71046\t71045\t\t20180101\t*\t1\tStandards\n"
    "74177\t74176\t*\t20120101\t20261231\t0\tMisuse\n"
)
UNITS = (
    '"CPT codes are the AMA\'s,\nall rights reserved",,,\n'
    '"HCPCS/\nCPT Code","Practitioner Services MUE Values","MUE Adjudication Indicator","MUE Rationale"\n'
    "70450,1,3 Date of Service Edit: Clinical,Clinical\n"
    "71045,4,1 Line Edit,Nature\n"
    "A footnote,,,\n"
)


def zip5(state: str, code: str, carrier: str, locality: str, plus: str = "    ") -> str:
    flag = "1" if plus.strip() else "0"
    return f"{state}{code}{carrier}{locality} Z9   {flag}{plus}".ljust(75) + "20264"


def one(name: str, content: str | bytes) -> CodeFile:
    (found,) = read_code_files(name, content.encode() if isinstance(content, str) else content)
    return found


def test_diagnoses_of_a_fiscal_year():
    found = one("icd10cm_order_2027.txt", ORDER)
    assert (found.kind, found.edition) == (CodeKind.DIAGNOSES, "FY2027")
    assert (found.span.first, found.span.end) == (date(2026, 10, 1), date(2027, 10, 1))
    assert found.entries == (CodeEntry("A00", value="0"), CodeEntry("A000", value="1"), CodeEntry("R519", value="1"))


def test_diagnoses_of_an_update_in_april():
    assert one("icd10cm-order-April-2026.txt", ORDER).span.first == date(2026, 4, 1)


def test_what_took_a_diagnosis_s_place():
    table = "Current code,Effective date,Previous code(s)\nR51.9,2020-10-01,R51\nR51.0,2020-10-01,R51\nB01.2,2020-10-01,none\n"
    found = one("icd10cm_conversion_table_FY2027.csv", table)
    assert found.entries == (CodeEntry("R519", "R51"), CodeEntry("R510", "R51"))


def test_pairs_with_their_own_days():
    found = one("ccipra-v323r0-f1.txt", PAIRS)
    assert (found.kind, found.edition, found.span.first) == (CodeKind.PAIRS, "2026Q4", date(2026, 10, 1))
    assert found.entries == (
        CodeEntry("71046", "71045", "1", date(2018, 1, 1)),
        CodeEntry("74177", "74176", "0", date(2012, 1, 1), date(2026, 12, 31)),
    )


def test_units_under_a_notice_with_a_footnote_behind():
    found = one("MCR_MUE_PractitionerServices_Eff_10-01-2026.csv", UNITS)
    assert (found.kind, found.edition) == (CodeKind.UNITS, "2026Q4")
    assert found.entries == (CodeEntry("70450", "3", "1"), CodeEntry("71045", "1", "4"))
    assert found.passed_over == (7,)


def test_zip_codes_of_five_and_nine_digits():
    lines = "\n".join(
        [
            zip5("VA", "22201", "12202", "01"),
            zip5("VA", "23220", "11302", "00"),
            zip5("NY", "10001", "13202", "01", "1234"),
        ]
    )
    found = one("ZIP5_OCT2026.txt", lines)
    assert (found.kind, found.edition) == (CodeKind.ZIP_CODES, "2026Q4")
    assert [(each.code, each.value, each.other) for each in found.entries] == [
        ("22201", "12202", "01"),
        ("23220", "11302", "00"),
        ("100011234", "13202", "01"),
    ]


def test_places_of_service():
    found = one(
        "place-of-service-codes.csv",
        "Place of Service Code(s),Place of Service Name\n1,Pharmacy\n23,Emergency room\n28-30,Unassigned\n",
    )
    assert [each.code for each in found.entries] == ["01", "23"]


def test_a_zip_gives_what_it_holds_and_passes_over_the_rest():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("icd10cm_order_2027.txt", ORDER)
        out.writestr("readme.txt", "How to use these files\n")
        out.writestr("nested/ZIP5_OCT2026.txt", zip5("VA", "22201", "12202", "01"))
    assert [each.kind for each in read_code_files("all.zip", packed.getvalue())] == [
        CodeKind.DIAGNOSES,
        CodeKind.ZIP_CODES,
    ]


def test_a_workbook_is_read_like_the_text():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [
                ["A notice"],
                ["HCPCS/CPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator"],
                [70450, 1, "3 Date"],
            ]
        ):
            sheet.write_row(row, 0, cells)
    assert one("MCR_MUE_PractitionerServices_Eff_01-01-2027.xlsx", out.getvalue()).entries == (
        CodeEntry("70450", "3", "1"),
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "nothing of the kind\n"),
        ("ccipra.txt", PAIRS),
        ("ccipra-v324r0-f1.txt", PAIRS),
        ("ccipra-23-10-2026.txt", PAIRS),
        ("x.txt", b"\0\1"),
        ("empty.csv", ""),
        ("icd10cm_order.txt", ORDER),
    ],
)
def test_what_can_t_be_placed_is_refused(name: str, content: str | bytes):
    with pytest.raises(NotACodeFile):
        one(name, content)


def test_a_row_among_the_entries_that_can_t_be_read_is_named():
    with pytest.raises(DamagedCodeFile) as refused:
        one("icd10cm_order_2027.txt", ORDER.replace("00002 A000    1", "00002 A000    x"))
    assert [each.where.line for each in refused.value.problems] == [2]
