"""`wetread reads`: what a billing manager types, and what is answered."""

import pytest

from tests.conftest import Run

CSV = """\
facility,accession,exam_code,read_type,signed_at,description
mercy-main,A1,CTHEAD,preliminary,2026-10-03T06:12:00Z,CT head
mercy-main,A2,CTHEAD,preliminary,2026-10-03T07:12:00Z,CT head
"""
OTHER = CSV.replace(
    "A2,CTHEAD,preliminary,2026-10-03T07:12:00Z,CT head", "A2,CTHEAD,preliminary,2026-10-03T07:12:00Z,CT neck"
)


@pytest.fixture(autouse=True)
def _books(books, database):
    """Books that say no more than where the database is, on both databases."""
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


def test_an_import_answers_with_its_seven_counts(run: Run, october):
    outcome = run("reads", "import", october, "--json")
    assert outcome.status == 0
    counts = {"recorded": 2, "duplicate": 0, "amended": 0, "voided": 0, "ignored": 0, "conflict": 0, "rejected": 0}
    assert outcome.json["files"] == [{"path": october, **counts, "rows": 2}]
    assert {name: outcome.json[name] for name in counts} == counts
    assert outcome.json["unknown_exams"] == [{"facility": "mercy-main", "exam_code": "CTHEAD", "reads": 2}]


def test_unknown_exams_are_lines_to_paste(run: Run, october):
    outcome = run("reads", "import", october)
    assert f"{october}: 2 rows, 2 recorded" in outcome.stdout
    assert "\nmercy-main,CTHEAD,,,,,,\n" in outcome.stderr


def test_a_line_to_paste_has_the_columns_of_the_file(run: Run, books, october):
    """In their order, and as many: with its CPT code filled in it is a row that `wetread apply` takes."""
    (books / "directory").mkdir()
    (books / "directory" / "exams.csv").write_text("cpt,exam_code,facility,regions\n")
    outcome = run("reads", "import", october)
    assert "\ncpt,exam_code,facility,regions\n,CTHEAD,mercy-main,\n" in outcome.stderr


def test_one_row_waits_and_many_wait(run: Run, october, other, tmp_path):
    run("reads", "import", october)
    assert "\n1 row contradicts the log: `wetread" in run("reads", "import", other).stderr
    path = tmp_path / "bad.csv"
    path.write_text(CSV.replace("preliminary", "wet"))
    assert "\n2 rows could not be understood: `wetread" in run("reads", "import", str(path)).stderr


@pytest.mark.parametrize("because", ["", "  "])
def test_a_reason_says_something(run: Run, october, other, because):
    run("reads", "import", october)
    run("reads", "import", other)
    for command in (("void", "A1"), ("quarantine", "resolve", "1", "--discard")):
        outcome = run("reads", *command, "--because", because)
        assert outcome.status == 2
        assert "(--because) is empty" in outcome.stderr
    assert len(run("reads", "quarantine", "--json").json) == 1


def test_a_correction_that_corrects_nothing_is_pointed_out(run: Run, october, tmp_path):
    """An exam code that is put right makes another read: the one under the wrong code would be billed as well."""
    run("reads", "import", october)
    path = tmp_path / "right.csv"
    path.write_text(CSV.replace("A2,CTHEAD", "A2,CTNECK"))
    outcome = run("reads", "import", str(path), "--amend")
    assert "1 row found nothing in the log to correct, and came in as new" in outcome.stderr
    assert "to correct" not in run("reads", "import", str(path), "--amend").stderr


def test_a_list_of_nothing_says_so(run: Run, october):
    run("reads", "import", october)
    assert len(run("reads", "list", "--facility", "MERCY-MAIN", "--json").json) == 2
    nothing = run("reads", "list", "--facility", "elsewhere")
    assert (nothing.status, nothing.stdout, nothing.stderr) == (0, "", "the log has no such read\n")


def test_two_decisions_at_once_are_none(run: Run, october, other):
    run("reads", "import", october)
    run("reads", "import", other)
    outcome = run("reads", "quarantine", "resolve", "1", "--accept", "--discard", "--because", "unsure")
    assert outcome.status == 2
    assert "two things are decided at once" in outcome.stderr
    assert len(run("reads", "quarantine", "--json").json) == 1


def test_a_second_import_changes_nothing(run: Run, october):
    run("reads", "import", october)
    again = run("reads", "import", october, "--json")
    assert (again.status, again.json["duplicate"], again.json["recorded"]) == (0, 2, 0)


def test_a_conflict_needs_a_person_who_decides(run: Run, october, other):
    run("reads", "import", october)
    assert run("reads", "import", other).status == 1
    listed = run("reads", "quarantine", "--json")
    [row] = listed.json
    assert (row["kind"], row["line"], row["differs"]) == ("conflict", 3, {"description": ["CT head", "CT neck"]})
    assert "CT head in the log, CT neck here" in run("reads", "quarantine", "list").stdout
    decided = run("reads", "quarantine", "resolve", str(row["id"]), "--accept", "--because", "asked Mercy")
    assert decided.status == 0
    assert run("reads", "quarantine", "--json").json == []
    [history] = run("reads", "show", "a2", "--json").json
    assert [(version["description"], version["current"]) for version in history["versions"]] == [
        ("CT head", False),
        ("CT neck", True),
    ]


def test_amend_takes_what_differs_as_a_correction(run: Run, october, other):
    run("reads", "import", october)
    outcome = run("reads", "import", other, "--amend", "--json")
    assert (outcome.status, outcome.json["amended"], outcome.json["duplicate"]) == (0, 1, 1)


def test_several_files_are_all_or_none(run: Run, october, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"facility,accession\n\xff")
    refused = run("reads", "import", october, str(broken))
    assert refused.status == 3
    assert run("reads", "show", "A1").status == 3


def test_the_control_total_holds_or_nothing_comes_in(run: Run, october, other):
    refused = run("reads", "import", october, other, "--expect-rows", "5")
    assert (refused.status, refused.stdout) == (3, "")
    assert "5 rows were expected, 4 came" in refused.stderr
    assert run("reads", "import", october, other, "--expect-rows", "4", "--json").json["rows"] == 4


def test_standard_input_is_a_file_too(run: Run):
    assert run("reads", "import", "-", "--debug", stdin=CSV).stdout == "-: 2 rows, 2 recorded\n"


def test_rejected_rows_are_named_with_what_to_do(run: Run, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(CSV.replace("preliminary", "wet", 1))
    outcome = run("reads", "import", str(path))
    assert outcome.status == 1
    assert "bad.csv:2:4: read_type is not one of" in outcome.stderr
    assert "wetread reads quarantine" in outcome.stderr


def test_patients_fields_are_dropped_and_it_is_said(run: Run, tmp_path):
    path = tmp_path / "named.csv"
    path.write_text(CSV.replace("description", "patient_last").replace("CT head", "Canary"))
    outcome = run("reads", "import", str(path))
    assert "patients' fields of 2 rows were not kept (patient_last)" in outcome.stderr
    assert "Canary" not in outcome.stdout + outcome.stderr


HAND = ("reads", "add", "--facility", "mercy-main", "--accession", "B1", "--cpt", "70450", "--type", "preliminary")


def test_a_read_typed_by_hand(run: Run):
    outcome = run(*HAND, "--signed-at", "2026-10-03T06:12:00Z", "--json")
    assert (outcome.status, outcome.json["recorded"]) == (0, 1)
    [history] = run("reads", "show", "B1", "--json").json
    assert (history["exam"], history["versions"][0]["source"]) == ("70450", "hand")


def test_a_faulty_read_typed_by_hand_is_refused_with_all_its_faults(run: Run):
    outcome = run(*HAND, "--signed-at", "yesterday", "--priority", "soon", "--json")
    assert outcome.status == 1
    assert [problem["field"] for problem in outcome.json["error"]["problems"]] == ["priority", "signed_at"]
    assert run("reads", "quarantine", "--json").json == []


def test_void_by_hand(run: Run, october):
    run("reads", "import", october)
    outcome = run("reads", "void", "A1", "--because", "patient left", "--json")
    assert (outcome.status, outcome.json["changed"]) == (0, True)
    assert "VOID since 2026-11-02T09:00:00Z, by tester: patient left" in run("reads", "show", "A1").stdout
    assert run("reads", "void", "A1", "--because", "again", "--json").json["changed"] is False


def test_a_decision_must_be_one(run: Run):
    assert run("reads", "quarantine", "resolve", "1", "--because", "why").status == 2
    assert run("reads", "quarantine", "resolve", "1", "--accept", "--because", "why").status == 3


@pytest.mark.parametrize("command", ["import", "add", "show", "void", "quarantine"])
def test_every_command_shows_an_example(run: Run, command):
    assert f"wetread reads {command}" in run("reads", command, "--help").stdout.replace("Usage: wetread", "")


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
