"""`wetread reads batches`, `undo`, `void --restore`, `quarantine resolve` of many, `add --from`: what is taken back or put right."""

import pytest

from tests.conftest import Run
from tests.reads.cli.test_reads import CSV, OTHER


@pytest.fixture(autouse=True)
def _books(books, database):
    (books / "wetread.toml").write_text(f'database_url = "{database}"\n')


@pytest.fixture
def october(tmp_path):
    path = tmp_path / "october.csv"
    path.write_text(CSV)
    return str(path)


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text(OTHER)
    return str(path)


REJECTED = CSV.replace(",2026-10-03T06:12:00Z,", ",,")


def test_an_import_is_listed_looked_at_and_undone(run: Run, october, other):
    run("reads", "import", october)
    run("reads", "import", other)
    listed = run("reads", "batches", "--json").json
    assert [(each["id"], each["path"], each["counts"]["rows"]) for each in listed] == [(2, other, 2), (1, october, 2)]
    assert "import 1" in run("reads", "batches", "1").stdout
    assert run("reads", "undo", "1", "--because", "").status == 2
    found = run("reads", "undo", "1", "--because", "the wrong month", "--json")
    assert (found.status, found.json["brought"]["versions"], found.json["changed"]) == (0, 2, True)
    assert run("reads", "list", "--json").json == []
    assert "undone" in run("reads", "batches").stdout
    assert "undone before" in run("reads", "undo", "1", "--because", "again").stdout
    assert run("reads", "undo", "9", "--because", "none").status == 3
    assert run("reads", "import", october, "--json").json["recorded"] == 2


def test_what_changes_under_a_void_is_said_and_the_void_taken_back(run: Run, october, other):
    run("reads", "import", october)
    run("reads", "void", "A2", "--because", "the wrong one")
    found = run("reads", "import", other)
    assert found.status == 1
    assert "A2 CTHEAD preliminary is still void" in found.stderr
    assert "`wetread reads void --restore A2 --because TEXT`" in found.stderr
    assert run("reads", "import", other, "--json").json["voided"] == 0
    back = run("reads", "void", "--restore", "A2", "--because", "it was read")
    assert (back.status, back.stdout) == (0, "A2 CTHEAD preliminary counts again\n")
    shown = run("reads", "show", "A2").stdout
    assert "VOID" not in shown
    assert "(the wrong one) until" in shown


def test_a_rejected_row_is_put_right_field_by_field(run: Run, tmp_path):
    path = tmp_path / "rejected.csv"
    path.write_text(REJECTED)
    run("reads", "import", str(path))
    resolve = ("reads", "quarantine", "resolve", "1", "--because", "asked the reader")
    assert run(*resolve, "--accept").status == 3
    assert "--set" in run(*resolve, "--accept").stderr
    wrong = run(*resolve, "--set", "signed_at=yesterday")
    assert (wrong.status, run("reads", "list", "--accession", "A1", "--json").json) == (1, [])
    assert run(*resolve, "--set", "signd_at=2026-10-03T06:12:00Z").status == 2
    found = run(*resolve, "--set", "signed_at=2026-10-03T06:12:00Z")
    assert (found.status, found.stdout) == (0, "number 1: corrected and taken into the log\n")
    assert f"{path}:2" in run("reads", "show", "A1").stdout


def test_many_rows_of_quarantine_are_decided_at_once(run: Run, tmp_path):
    path = tmp_path / "rejected.csv"
    path.write_text(REJECTED + REJECTED.replace("A1", "A3").partition("\n")[2].partition("\n")[0] + "\n")
    assert run("reads", "import", str(path), "--json").json["rejected"] == 2
    none = run("reads", "quarantine", "resolve", "--all", "--code", "conflict", "--discard", "--because", "x")
    assert none.status == 3
    found = run("reads", "quarantine", "resolve", "--all", "--code", "missing", "--discard", "--because", "x", "--json")
    assert [row["id"] for row in found.json] == [1, 2]
    assert run("reads", "quarantine").status == 0


def test_a_list_of_reads_is_voided_from_a_file(run: Run, october, tmp_path):
    run("reads", "import", october)
    path = tmp_path / "doubles.txt"
    path.write_text("A1\nA2\nA9\n")
    refused = run("reads", "void", "--file", str(path), "--because", "sent twice")
    assert refused.status == 1
    assert "A9" in refused.stderr
    path.write_text("A1\nA2\n")
    assert run("reads", "void", "--file", str(path), "--because", "sent twice").stdout.count("is void") == 2
    assert run("reads", "void", "A1", "--file", str(path), "--because", "both").status == 2


def test_the_list_goes_on_where_a_page_ended(run: Run, october):
    run("reads", "import", october)
    first = run("reads", "list", "--limit", "1", "--json")
    assert [row["accession"] for row in first.json] == ["A1"]
    after = first.stderr.rpartition("--after ")[2].strip()
    second = run("reads", "list", "--limit", "1", "--after", after, "--json")
    assert [row["accession"] for row in second.json] == ["A2"]
    assert "--after" not in second.stderr


@pytest.mark.parametrize(
    "written",
    [
        (
            "facility = mercy-main\n# by hand\naccession = A7\nexam_code = CTHEAD\nread_type = preliminary\n"
            "signed_at = 2026-10-03T06:12:00Z\npatient_last = CANARY\n"
        ),
        (
            '{"facility": "mercy-main", "accession": "A7", "exam_code": "CTHEAD", "read_type": "preliminary",'
            ' "signed_at": "2026-10-03T06:12:00Z", "patient_last": "CANARY"}'
        ),
    ],
    ids=["lines", "json"],
)
def test_a_read_by_hand_comes_from_standard_input(run: Run, written):
    """No patient's name in an argument, and none in what is said."""
    found = run("reads", "add", "--from", "-", "--json", stdin=written)
    assert (found.status, found.json["recorded"], found.json["rows_with_patient_fields_dropped"]) == (0, 1, 1)
    assert "CANARY" not in found.stdout + found.stderr
    twice = run("reads", "add", "--from", "-", "--accession", "A7", stdin=written)
    assert twice.status == 1
    assert "accession is said twice" in twice.stderr
    assert "CANARY" not in twice.stderr
    wrong = run("reads", "add", "--from", "-", stdin="patint_last = CANARY\nno sign\n")
    assert wrong.status == 1
    assert "CANARY" not in wrong.stderr
