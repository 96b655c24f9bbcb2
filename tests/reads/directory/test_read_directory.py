"""The directory's files: every mistake gives one clear message, at its place, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from reads.core.findings import Severity
from reads.directory.read_directory import DirectoryRead, read_directory
from tests.reads.directory.written import GOOD, key_of

FILES = {key_of(name): text for name, text in GOOD.items() if name.endswith(".csv")}


def read(changes: Mapping[str, str | None] | None = None) -> DirectoryRead:
    texts = {**FILES, **(changes or {})}
    return read_directory({kind: text.encode() for kind, text in texts.items() if text is not None})


def changed(kind: str, old: str, new: str) -> DirectoryRead:
    assert old in FILES[kind]
    return read({kind: FILES[kind].replace(old, new, 1)})


def told(found: DirectoryRead) -> list[str]:
    return [f"{f.where}: {f.message}\n    → {f.remedy}" for f in found.findings]


def test_good_files_have_no_finding_and_give_the_directory():
    found = read()
    directory = found.directory()
    assert told(found) == []
    assert directory.clients["mercy-health"].address == ("12 Elm St", "Springfield IL 62701")
    assert (directory.clients["mercy-health"].terms_days, directory.clients["lakeview"].terms_days) == (45, 30)
    assert [row.pos_outpatient for row in directory.facilities["mercy-general"]] == ["22", "19"]
    exam = directory.exam("mercy-general", "ctcap", date(2026, 10, 1))
    assert exam is not None
    assert (exam.cpt, exam.regions, exam.description) == (("71260", "74177"), 3, "Chest, abdomen, pelvis")


def test_files_that_are_not_needed_may_be_absent_or_a_header_alone():
    absent = read(dict.fromkeys(("locations", "licenses", "enrollments", "payers", "charges")))
    assert told(absent) == []
    alone = read({kind: text.splitlines()[0] + "\n" for kind, text in FILES.items()})
    assert told(alone) == []


@pytest.mark.parametrize("kind", ["clients", "facilities", "radiologists", "exams"])
def test_a_needed_file_that_is_absent_is_named(kind: str):
    assert f"directory/{kind}.csv: the books need directory/{kind}.csv" in "\n".join(told(read({kind: None})))


MISTAKES = (
    ("facilities", "IL,62701", "IL,6270"),
    ("facilities", "mercy-general,mercy-health", "mercy-general,mercy-helth"),
    ("facilities", ",2026-07-01\n", ",2026-08-01\n"),
    ("facilities", ",2026-07-01\n", ",\n"),
    ("facilities", ",19,2026-07-01,", ",19,2026-07-01,2026-06-01"),
    ("facilities", ",19,", ",02,"),
    ("clients", "terms_days\n", "terms_days\nlakeview,Lakeview,1 Lake Rd,30\n"),
    ("clients", "Elm St | Springfield IL 62701", "Elm St, Springfield IL 62701"),
    ("clients", "Mercy Health,12", ",12"),
    ("clients", ",45", ",soon"),
    ("radiologists", "Ben Ito,", "Ben Ito,1003000126"),
    ("radiologists", "1003000126", "1003000127"),
    ("radiologists", "id,name", "id,nmae"),
    ("locations", "US,IL", "US,"),
    ("locations", "Asia/Kolkata", "Asia/Bangalore"),
    ("locations", ",IN,", ",UK,"),
    ("licenses", "2020-01-01", "1/1/2020"),
    ("enrollments", "medicare-il", "medicare"),
    ("payers", "medicare,06102", "medicare,"),
    ("payers", ",medicare,", ",Medicare,"),
    ("payers", "medicare,06102,IL", "medicaid,06102,"),
    ("exams", "CTH,70450", "CTH,7045"),
    ("exams", "*,CTH", "mercy-generl,CTH"),
    ("exams", "mercy-general,CTH,70460", "*,cth,70460"),
    ("exams", ",CT,3,", ",CT,0,"),
    ("exams", "description", "descripton"),
    ("exams", '"Chest, abdomen, pelvis"', '"Chest, abdomen, pelvis'),
    ("exams", "70450,CT", "70450,Tomo"),
    ("charges", "260.00", "$260"),
    ("charges", "260.00,2026-07-01", "260.00,"),
)
"""One mistake each, in good files: kind, what stood there, what stands there now."""


def test_one_mistake_gives_one_message(golden: Callable[[str, str], None]):
    """Each with its file, line and column, what is wrong and what to do."""
    told_of = [(mistake, told(changed(*mistake))) for mistake in MISTAKES]
    assert [mistake for mistake, messages in told_of if len(messages) != 1] == []
    golden(
        "\n".join(f"{mistake[1]!r} written as {mistake[2]!r}\n{messages[0]}\n" for mistake, messages in told_of),
        "books-mistakes.txt",
    )


def test_an_unknown_modality_is_let_in_with_a_warning():
    found = changed("exams", "70450,CT", "70450,Tomo")
    assert [(f.severity, f.message) for f in found.findings] == [
        (Severity.WARNING, "modality 'TOMO' is unknown; it is kept as written")
    ]
    assert ("*", "cth") in found.directory().exams


def test_a_file_that_cannot_be_read_brings_no_complaints_about_what_names_it():
    assert [f.code for f in read({"clients": "id;name;address\n"}).findings] == ["wrong_separator"]


def test_all_mistakes_are_told_at_once_in_the_order_of_files_and_lines():
    found = read(
        {
            "clients": FILES["clients"].replace("lakeview,L", "Lake View,L"),
            "exams": FILES["exams"].replace("70450", "x").replace("70460", "y").replace(",3,", ",0,"),
        }
    )
    assert [str(f.where) for f in found.findings] == [
        "directory/clients.csv:3:1",
        "directory/facilities.csv:3:15",
        "directory/facilities.csv:4:10",
        "directory/exams.csv:2:7",
        "directory/exams.csv:3:19",
        "directory/exams.csv:4:36",
    ]


def test_names_coverage_and_holidays_are_part_of_the_books():
    directory = read().directory()
    assert [(row.kind, row.name, row.id, row.facility) for row in directory.names] == [
        ("radiologist", "ROY A MD", "ana-roy", ""),
        ("exam", "HEAD CT", "CTH", "mercy-general"),
    ]
    assert [str(row.quantity) for row in directory.coverage["mercy-health"]] == ["8"]
    assert [(row.day, row.observed) for row in directory.holidays["ours"]] == [(date(2026, 7, 4), date(2026, 7, 3))]


@pytest.mark.parametrize(
    "row",
    [
        "facility,Mercy General,lakeview,",
        "radiologist,Ana Roy MD,ben-ito,",
        "priority,STAT,routine,",
        "modality,MRI,CT,",
        "exam,CTH,CTCAP,",
    ],
)
def test_a_name_that_means_something_else_already_is_warned_of(row: str):
    """Ids and the books' own names go before names.csv: whoever wrote the row would wait for it in vain."""
    kind, name, *_ = row.split(",")
    files = {key_of(name): text.encode() for name, text in GOOD.items() if name.endswith(".csv")}
    found = read_directory(files | {"names": f"kind,name,id,facility\n{row}\n".encode()})
    asked = [finding for finding in found.findings if finding.code == "name_not_asked"]
    assert [(finding.severity.value, finding.where.line) for finding in asked] == [("warning", 2)], found.findings
    assert f"{kind} {name!r} means" in asked[0].message


def test_a_fault_of_a_holiday_list_names_its_file():
    assert [str(f.where) for f in read({"holidays/ours": "date,name\n2026-02-30,Nothing\n"}).findings] == [
        "holidays/ours.csv:2:1"
    ]


@pytest.mark.parametrize("text, code", [("101", "wrong_form"), ("62%", ""), ("62.5", ""), ("-1", "wrong_form")])
def test_an_expected_percent_lies_between_nothing_and_all(text: str, code: str):
    payers = f"id,name,kind,edi_id,state,expected_percent,edi_ids\nm,Medicare,medicare,06102,IL,{text},J6 = 06102\n"
    assert [f.code for f in read({"payers": payers, "enrollments": None}).findings] == ([code] if code else [])
