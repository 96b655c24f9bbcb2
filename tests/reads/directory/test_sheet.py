"""A CSV file is read strictly, line by line, and every fault has its place."""

from __future__ import annotations

import pytest

from reads.directory.csv_file import CsvSheet, position, read_sheet


def sheet(data: str | bytes) -> CsvSheet:
    raw = data.encode() if isinstance(data, str) else data
    return read_sheet("directory/payers.csv", raw, known=("id", "name", "kind", "state"), needed=("id", "name"))


def faults(data: str | bytes) -> list[str]:
    return [f"{f.where.line}:{f.where.column} {f.code} {f.where.field}".rstrip() for f in sheet(data).findings]


def test_columns_stand_in_any_order_and_empty_cells_are_left_out():
    read = sheet("name,state,id\nMedicare , IL,medicare\nAetna,,aetna\n")
    assert [dict(line.cells) for line in read.lines] == [
        {"name": "Medicare", "state": "IL", "id": "medicare"},
        {"name": "Aetna", "id": "aetna"},
    ]
    assert read.findings == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_bom_any_line_ends_and_blank_lines_are_accepted(end: str):
    read = sheet("\ufeff" + end.join(["id,name", "", "a,Ä", " ,", "b,B"]))
    assert [(line.number, line.cells["name"]) for line in read.lines] == [(3, "Ä"), (5, "B")]
    assert read.findings == []


def test_a_header_alone_is_a_good_file():
    assert (sheet("id,name\n").header, sheet("id,name\n").findings) == (("id", "name"), [])


@pytest.mark.parametrize(
    "data, expected",
    [
        ("", ["1:0 no_header"]),
        ("\n\n", ["1:0 no_header"]),
        ("id,name,knd\na,A,medicare\n", ["1:9 unknown_column knd"]),
        ("id,name,id\na,A,b\n", ["1:9 duplicate_column id"]),
        ("id,kind\na,medicare\n", ["1:0 missing_column name"]),
        ("id;name\na;A\n", ["1:1 wrong_separator"]),
        ("id,name\na\nb,B\nc,C,c\n", ["2:2 short_row", "4:5 long_row"]),
        ('id,name\na,"A\nb,B\nc,"C\n', ["2:3 broken_quotes", "4:3 broken_quotes"]),
        ('id,name\na,"A"b\n', ["2:5 broken_quotes"]),
        ("id,name\na,A\x00B\nb,B\x1b\n", ["2:3 control_character name", "3:3 control_character name"]),
        (f"id,name\na,{'A' * 10_000}\nb,B\n", ["2:10000 long_line"]),
        ("id,name\na,Caf\xe9\n".encode("cp1252"), ["2:6 not_utf8"]),
        ("id,name\na,A\n".encode("utf-16"), ["1:0 not_utf8"]),
    ],
)
def test_each_fault_of_the_form_has_its_line_and_column(data: str | bytes, expected: list[str]):
    assert faults(data) == expected


def test_a_spoiled_line_spoils_no_other():
    assert [line.cells["id"] for line in sheet('id,name\na,"A\nb,B\nc\nd,D\n').lines] == ["b", "d"]


def test_an_unknown_column_is_named_with_what_was_meant():
    (finding,) = sheet("id,name,stat\n").findings
    assert (finding.message, finding.remedy) == ("unknown column 'stat'", "did you mean state?")


@pytest.mark.parametrize(
    "text, index, expected",
    [("a,b,c", 0, 1), ("a,b,c", 2, 5), ('"a,b",c', 1, 7), ('"say ""x, y""",c', 1, 16), ("a,b", 2, 4)],
)
def test_the_place_of_a_field_counts_characters_over_quotes(text: str, index: int, expected: int):
    assert position(text, index) == expected
