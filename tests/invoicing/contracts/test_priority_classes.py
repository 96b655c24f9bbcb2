"""`[priorities] classes`: urgencies of the group's own, from every source's word to the invoice (spec 3.9)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.invoicing.closing import night
from tests.reads.intake.hl7.messages import message, report

CLASSES = '[priorities]\nclasses = ["Trauma  1", "code blue"]\n'
CONTRACT = """\
client     = "mercy-health"
title      = "Night"
effective  = 2026-01-01
facilities = ["mercy"]

[[rates]]
name     = "Trauma"
match    = { priority = ["trauma 1", "code blue"] }
per_read = "90.00"

[[rates]]
name     = "Critical"
match    = { priority = "critical" }
per_read = "70.00"

[[rates]]
name     = "STAT"
match    = { priority = "stat" }
per_read = "50.00"

[[rates]]
name     = "All"
per_read = "38.00"

[[turnaround]]
name    = "Trauma in 5 minutes"
match   = { priority = "trauma 1" }
clock   = ["received_at", "signed_at"]
within_minutes = 5
credit_percent = "100"
"""
ROWS = """\
facility,accession,exam_code,read_type,radiologist,received_at,signed_at,priority
mercy,A1,CTHEAD,preliminary,ann,2026-10-03T06:00Z,2026-10-03T06:12Z,
mercy,A2,CTHEAD,preliminary,ann,2026-10-03T06:00Z,2026-10-03T06:12Z,urgent
mercy,A3,CTHEAD,preliminary,ann,2026-10-03T06:00Z,2026-10-03T06:12Z,stroke
mercy,A4,CTHEAD,preliminary,ann,2026-10-03T06:00Z,2026-10-03T06:12Z,CODE BLUE
"""


@pytest.fixture
def apply(books: Path, run: Run):
    """Writes the night's books with these classes, contract and names, and applies them: what `apply` says."""

    def write(classes: str = CLASSES, contract: str = CONTRACT, names: str = ""):
        files = {
            **night.BOOKS,
            "wetread.toml": night.BOOKS["wetread.toml"] + classes,
            "contracts/mercy-2026.toml": contract,
            "directory/names.csv": f"kind,name,id\n{names}",
        }
        for name, text in files.items():
            (books / name).parent.mkdir(parents=True, exist_ok=True)
            (books / name).write_text(text)
        return run("apply", "--json")

    return write


def bring(books: Path, run: Run, rows: str):
    (books / "reads.csv").write_text(rows)
    return run("reads", "import", str(books / "reads.csv"), "--json")


def lines(run: Run) -> list[tuple[str, str, str]]:
    found = run("close", "2026-10", "--client", "mercy-health", "--json").json
    return [(line["name"], line["quantity"], line["amount"]) for each in found["invoices"] for line in each["lines"]]


def test_four_urgencies_have_four_prices(books: Path, run: Run, apply):
    """38.00 + 50.00 + 70.00 + 90.00 = 248.00: a blank is routine, "urgent" stat, "stroke" critical, "code blue" the group's own."""
    assert apply().status == 0
    assert bring(books, run, ROWS).json["recorded"] == 4
    assert lines(run) == [
        ("Trauma", "1", "90.00"),
        ("Critical", "1", "70.00"),
        ("STAT", "1", "50.00"),
        ("All", "1", "38.00"),
    ]
    assert run("close", "2026-10", "--client", "mercy-health", "--json").json["invoices"][0]["total"] == "248.00"


def test_a_class_has_its_own_turnaround(books: Path, run: Run, apply):
    apply()
    bring(books, run, ROWS.replace("CODE BLUE", "trauma 1"))
    assert ("Trauma in 5 minutes", "1", "-90.00") in lines(run)


@pytest.mark.parametrize("source", ["csv", "hl7", "by hand"])
def test_each_source_may_say_the_class_in_its_own_spelling(books: Path, run: Run, apply, source: str):
    apply()
    if source == "csv":
        bring(books, run, ROWS.replace("CODE BLUE", " Code  Blue "))
    elif source == "hl7":
        run("key", "create")
        sent = message(report("P", exam="CTHEAD^CT HEAD|Code  Blue").replace("Blue|||", "Blue||"))
        (books / "feed.hl7").write_text(sent)
        run("reads", "import", str(books / "feed.hl7"))
    else:
        run(*("reads", "add", "--facility", "mercy", "--accession", "A4", "--exam-code", "CTHEAD"),
            *("--type", "preliminary", "--radiologist", "ann", "--signed-at", "2026-10-03T06:12Z"),
            *("--priority", "Code  Blue"))  # fmt: skip
    assert "code blue" in {read["priority"] for read in run("reads", "list", "--json").json}


def test_names_csv_may_call_a_class_by_a_word_of_the_source(books: Path, run: Run, apply):
    apply()
    bring(books, run, ROWS.replace("CODE BLUE", "level one"))
    assert [reason["code"] for read in run("held", "--json").json for reason in read["reasons"]] == ["unknown_word"]
    assert apply(names="priority,level one,code blue\n").status == 0
    assert ("Trauma", "1", "90.00") in lines(run)


def test_a_word_that_waits_is_understood_once_it_is_made_a_class(books: Path, run: Run, apply):
    apply(classes='[priorities]\nclasses = ["trauma 1"]\n', contract=CONTRACT.replace(', "code blue"', ""))
    bring(books, run, ROWS)
    assert [reason["code"] for read in run("held", "--json").json for reason in read["reasons"]] == ["unknown_word"]
    assert apply().status == 0
    assert ("Trauma", "1", "90.00") in lines(run)


def test_a_class_taken_away_from_an_issued_month_reprices_it(books: Path, run: Run, apply):
    """The read would be held: nothing is priced by a word that nobody knows."""
    apply()
    bring(books, run, ROWS)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    refused = apply(classes=CLASSES.replace(', "code blue"', ""), contract=CONTRACT.replace(', "code blue"', ""))
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")


@pytest.mark.parametrize(
    "classes, names, code, said",
    [
        ("", "", "unknown_priority", 'rate "Trauma": `priority` has no value "code blue"'),
        ('[priorities]\nclasses = ["stat"]\n', "", "wrong_form", "stat is a priority without being named"),
        ('[priorities]\nclasses = ["a", "A"]\n', "", "wrong_form", "a is named twice"),
        ('[priorities]\nclass = ["a"]\n', "", "unknown_key", "the key `class` is not known here"),
        (CLASSES, "priority,level one,code red\n", "unknown_reference", "priority 'code red' is not in its list"),
    ],
)
def test_a_class_that_nobody_named_is_a_fault_with_its_place(apply, classes: str, names: str, code: str, said: str):
    found = apply(classes, names=names)
    problems = [(each["code"], each["message"]) for each in found.json["error"]["problems"]]
    assert found.status == 1
    assert any(each == code and said in message for each, message in problems), problems


def test_an_agreement_is_held_against_the_classes_too(books: Path, run: Run, apply):
    (books / "agreements").mkdir(parents=True)
    (books / "agreements" / "ann.toml").write_text(
        'radiologist = "ann"\neffective = 2026-01-01\n[[rates]]\nname = "All"\n'
        'match = { priority = "code red" }\nper_read = "9.00"\n'
    )
    assert 'rate "All": `priority` has no value "code red"' in apply().json["error"]["problems"][0]["message"]


def test_the_contract_and_the_month_report_name_the_classes(books: Path, run: Run, apply):
    apply()
    bring(books, run, ROWS)
    assert "trauma 1" in run("contract", "show", "mercy-2026").stdout
    assert run("report", "2026-10", "-o", str(books / "october.html")).status == 0
    assert "Code blue" in (books / "october.html").read_text()
