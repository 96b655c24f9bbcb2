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
    path.write_text(CSV.replace("preliminary", "waltz"))
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
    path.write_text(CSV.replace("preliminary", "waltz", 1))
    outcome = run("reads", "import", str(path))
    assert outcome.status == 1
    assert "bad.csv:2:4: read_type is a word that is not known here" in outcome.stderr
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
    assert [problem["field"] for problem in outcome.json["error"]["problems"]] == ["signed_at"]
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
