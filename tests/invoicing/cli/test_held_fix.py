"""`wetread held fix`: words that reads are held for are taught, and nothing is imported a second time (spec 2.4)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.invoicing.closing.night import write_books

HEADER = "facility,accession,exam_code,read_type,radiologist,priority,signed_at,modality,cpt,modifiers\n"
RIS = """\
Mercy,A1,CTHEAD,Wet Read,"ADAMS, ANN MD",Routine,2026-10-03T01:00:00,CT,,
Mercy Hosp,A2,CTHEAD,Prelim,"Kim, David MD",Routine,2026-10-03T02:00:00,CT,,
Mercy,A3,CT Head w/o,Prelim,"KIM, DAVID",Routine,2026-10-03T03:00:00,CT,,
mercy,A4,CTHEAD,half done,ann,Routine,2026-10-03T04:00:00,CT,,
"""


@pytest.fixture(autouse=True)
def group(database, books, run, clock, monkeypatch):
    """Applied books of a group with a stat surcharge, on both databases, in December 2026."""
    clock.instant = datetime(2026, 12, 1, tzinfo=UTC)
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    write_books(books, run)


def bring(books, run, rows):
    path = books / "ris.csv"
    path.write_text(HEADER + rows)
    return run("reads", "import", str(path), "--json").json


def codes(run):
    return {row["accession"]: [reason["code"] for reason in row["reasons"]] for row in run("held", "--json").json}


def test_from_a_ris_export_to_nothing_held_without_a_second_import(books, run):
    assert bring(books, run, RIS)["recorded"] == 3
    assert codes(run) == {
        "A2": ["unknown_facility", "unknown_radiologist"],
        "A3": ["unknown_radiologist", "unknown_exam"],
    }
    listed = run("held", "fix", "--json")
    assert listed.status == 1
    assert [(each["kind"], each["word"], each["waiting"]) for each in listed.json] == [
        ("facility", "mercy hosp", 1),
        ("radiologist", "Kim, David MD", 2),
        ("exam", "CT Head w/o", 1),
        ("status", "half done", 1),
    ]
    before = (books / "directory" / "exams.csv").read_bytes()
    done = run("held", "fix", "--accept", "1", "--as", "Kim, David MD=d-kim", "--as", "CT Head w/o=CTHEAD",
               "--as", "half done=preliminary")  # fmt: skip
    assert done.status == 0, done.stderr
    assert "1 row of quarantine brought in" in done.stdout
    assert (books / "directory" / "exams.csv").read_bytes() == before
    assert codes(run) == {}, "the exam is priced as what its name means"
    assert run("reads", "quarantine", "--json").json == []
    again = bring(books, run, RIS)
    assert (again["duplicate"], again["rows"]) == (4, 4)
    assert codes(run) == {}


def test_what_a_word_cannot_mean_is_refused_and_the_books_stay(books, run):
    bring(books, run, RIS)
    before = sorted((path.name, path.read_bytes()) for path in (books / "directory").iterdir())
    for said in ("mercy hosp=nowhere", "CT Head w/o=CTNONE", "half done=maybe", "nobody said this=mercy"):
        refused = run("held", "fix", "--as", said)
        assert refused.status == 3, said
        assert "→" in refused.stderr
    assert sorted((path.name, path.read_bytes()) for path in (books / "directory").iterdir()) == before


def test_a_priority_that_nobody_knows_is_held_only_where_its_contract_asks(books, run):
    bring(books, run, "mercy,P1,CTHEAD,P,ann,whenever,2026-10-03T01:00:00,CT,,\n")
    assert codes(run) == {}, "no price of the contract depends on it"
    contract = books / "contracts" / "mercy-2026.toml"
    plain = contract.read_text()
    contract.write_text(plain + '\n[[surcharges]]\nname = "STAT"\nmatch = { priority = "stat" }\nadd = "2.00"\n')
    run("apply")
    assert codes(run) == {"P1": ["unknown_word"]}
    assert run("held", "fix", "--as", "whenever=stat").status == 0
    assert codes(run) == {}
    assert run("reads", "list", "--json").json[0]["route"] == "hospital"


def test_one_study_under_two_names_waits_until_a_person_says(books, run):
    rows = "{},Z1,CTHEAD,P,ann,Routine,2026-10-03T01:00:00,CT,,{}\n"
    bring(books, run, rows.format("MRCY", "") + rows.format("mercy", ""))
    assert codes(run) == {"Z1": ["unknown_facility"]}
    run("held", "fix", "--as", "mrcy=mercy")
    waiting = run("held", "--json").json
    assert [[reason["code"] for reason in row["reasons"]] for row in waiting] == [["same_study"], ["same_study"]]
    first, second = (str(row["id"]) for row in waiting)
    assert run("held", "release", second, "--because", "this one counts").status == 0
    assert [str(row["id"]) for row in run("held", "--json").json] == [first]
    assert run("reads", "void", "Z1", "--facility", "mrcy", "--because", "came twice").status == 0
    assert run("held", "--json").json == []


def test_two_sides_are_two_studies_and_26_tells_none_apart(books, run):
    row = "mercy,{},XRHAND,P,ann,Routine,2026-10-03T01:00:00,XR,{},{}\n"
    bring(books, run, row.format("S1", "", "LT") + row.format("S1", "", "RT"))
    bring(books, run, row.format("S2", "", "") + row.format("S2", "", "26"))
    held = codes(run)
    assert "same_study" not in held.get("S1", [])
    assert held["S2"] == ["same_study"]


def test_several_reads_are_released_at_once_or_none(books, run):
    row = "mercy,S3,CTHEAD,P,ann,Routine,2026-10-03T01:00:00,CT,,{}\n"
    bring(books, run, row.format("") + row.format("26"))
    numbers = [str(each["id"]) for each in run("held", "--json").json]
    assert run("held", "release", *numbers, "999999", "--because", "both were read").status == 3
    assert len(run("held", "--json").json) == 2
    done = run("held", "release", *numbers, "--because", "both were read", "--json")
    assert [each["released"] for each in done.json] == [["same_study"], ["same_study"]]
    assert run("held", "--json").json == []


def test_a_time_that_was_dropped_beside_keeps_no_row_from_being_taught(books, run):
    path = books / "ris.csv"
    header = "facility,accession,exam_code,read_type,radiologist,signed_at,modality,exam_at\n"
    path.write_text(header + "mercy,D1,CTHEAD,half done,ann,2026-10-03T04:00:00,CT,2026-10-03\n")
    assert run("reads", "import", str(path), "--json").json["rejected"] == 1
    assert run("held", "fix", "--as", "half done=preliminary").status == 0
    assert run("reads", "quarantine", "--json").json == []
    assert [row["accession"] for row in run("reads", "list", "--json").json] == ["D1"]
