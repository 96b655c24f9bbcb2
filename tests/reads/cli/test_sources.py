"""Reads from where they really come from, at the command line: profiles, guesses, FHIR, workbooks, a downtime log."""

import json

import pytest

from tests.conftest import Run
from tests.reads.intake.fhir.reports import bundle, report
from tests.reads.intake.guess import exports
from tests.reads.intake.workbooks import xlsx

HEADER = ("facility", "accession", "exam_code", "read_type", "signed_at")
GOOD = ("mercy-main", "00123", "CTHEAD", "preliminary", "2026-10-03T06:12:00Z")


@pytest.fixture(autouse=True)
def _books(books, tmp_path):
    (books / "wetread.toml").write_text(f'database_url = "sqlite:///{tmp_path}/wetread.db"\n')


@pytest.fixture
def kept(tmp_path):
    def write(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def test_an_unknown_export_is_shown_its_profile_saved_and_then_imported(run: Run, kept, books):
    export = kept("export.csv", exports.workflow())
    shown = run("reads", "import", export, "--guess", "--save", "mercy")
    assert shown.status == 1
    assert "unsure of:" in shown.stdout
    assert "99001" in shown.stdout
    assert "CANARY" not in shown.stdout + shown.stderr
    assert (books / "profiles" / "mercy.toml").stat().st_mode & 0o777 == 0o600
    done = run("reads", "import", export, "--profile", "mercy", "--json")
    assert (done.json["rows"], done.json["recorded"]) == (exports.COUNT, exports.COUNT)
    again = run("reads", "import", export, "--profile", "mercy", "--json")
    assert again.json["duplicate"] == exports.COUNT


def test_a_guess_imports_nothing_and_answers_in_json(run: Run, kept):
    export = kept("export.csv", exports.workflow())
    shown = run("reads", "import", export, "--guess", "--json")
    assert (shown.json["rows"], shown.json["reads"], len(shown.json["first"])) == (exports.COUNT, exports.COUNT, 10)
    assert shown.json["ignored"] == ["MRN", "Image Count", "Patient"]
    assert shown.json["saved"] is None
    assert run("reads", "show", "99001").status == 3


def test_a_profile_is_not_written_over(run: Run, kept, books):
    export = kept("export.csv", exports.workflow())
    run("reads", "import", export, "--guess", "--save", "mercy")
    before = (books / "profiles" / "mercy.toml").read_text()
    assert run("reads", "import", export, "--guess", "--save", "mercy").status == 3
    assert (books / "profiles" / "mercy.toml").read_text() == before


@pytest.mark.parametrize(
    "options",
    [
        ["--save", "x"],
        ["--facility", "mercy-main"],
        ["--guess", "--save", "../x"],
        ["--guess", "--facility", "nowhere"],
        ["--profile", "nothing"],
    ],
)
def test_options_that_make_no_sense_are_wrong_use(run: Run, kept, options):
    assert run("reads", "import", kept("export.csv", exports.workflow()), *options).status == 2


def test_messages_need_no_guess(run: Run, kept):
    outcome = run("reads", "import", kept("reports", bundle(report())), "--guess")
    assert outcome.status == 2
    assert "is FHIR" in outcome.stderr


def test_a_workbook_and_a_bundle_are_told_by_their_content(run: Run, kept):
    book = kept("night", xlsx(("Reads", [HEADER, GOOD])))
    fhir = kept("reports", bundle(report()))
    done = run("reads", "import", book, fhir, "--json")
    assert [(each["rows"], each["recorded"]) for each in done.json["files"]] == [(1, 1), (1, 1)]
    assert done.json["rows_with_patient_fields_dropped"] == 1


def test_a_broken_profile_is_told_by_its_lines(run: Run, kept, books):
    (books / "profiles").mkdir()
    (books / "profiles" / "bad.toml").write_text('kind = "csv"\ncolour = "red"\n')
    done = run("reads", "import", kept("a.csv", b"x"), "--profile", "bad", "--json")
    assert done.status == 1
    assert ("profiles/bad.toml", 2, "unknown_key") in [
        (each["file"], each["line"], each["code"]) for each in done.json["error"]["problems"]
    ]


def test_a_downtime_log_comes_in_and_what_the_system_sends_later_fills_it_in(run: Run, kept, tmp_path):
    log = tmp_path / "log.csv"
    printed = run("downtime", "sheet", "--facility", "mercy-main", "--rows", "3", "-o", str(log))
    assert printed.status == 0
    rows = log.read_text().splitlines()
    rows[1] = "1,mercy-main,00123,CTHEAD,,preliminary,,,,,2026-10-03T06:12:00Z,"
    log.write_text("\n".join(rows))
    assert run("reads", "import", str(log), "--downtime", "--json").json["recorded"] == 1
    later = run("reads", "import", kept("night", xlsx(("Reads", [(*HEADER, "modality"), (*GOOD, "CT")]))), "--json")
    assert (later.json["amended"], later.json["conflict"]) == (1, 0)
    [history] = run("reads", "show", "00123", "--json").json
    assert [(each["source"], each.get("modality", "")) for each in history["versions"]] == [
        ("downtime", ""),
        ("workbook", "CT"),
    ]


NIGHT = """\
number,facility,accession,exam_code,modality,read_type,priority,radiologist,exam_at,received_at,signed_at,description
1,mercy-main,A7,HEADCT,CT,preliminary,stat,,,,2026-10-03T01:12:00-05:00,
2,mercy-main,A8,CTNECK,CT,preliminary,stat,,,,2026-10-03T02:12:00-05:00,
"""
SYSTEM = """\
facility,accession,exam_code,modality,read_type,priority,signed_at
mercy-main,A7,CTHEAD,CT,preliminary,stat,2026-10-03T01:12:20-05:00
mercy-main,A8,CTNECK,CT,preliminary,stat,2026-10-03T02:12:20-05:00
mercy-main,A8,CTCSP,CT,preliminary,stat,2026-10-03T02:12:20-05:00
"""


@pytest.mark.parametrize("first", ["night", "system"])
def test_a_read_retyped_under_another_exam_is_pointed_out_until_a_person_decides(run: Run, tmp_path, first):
    """The log can't know whether that is one read or two; whichever came first, it is said, once, and in `pairs`."""
    night, system = tmp_path / "night.csv", tmp_path / "system.csv"
    night.write_text(NIGHT)
    system.write_text(SYSTEM)
    imports = [("reads", "import", str(night), "--downtime"), ("reads", "import", str(system))]
    one, other = imports if first == "night" else imports[::-1]
    assert run(*one).status == 0
    outcome = run(*other)
    assert outcome.status == 1
    assert (
        "mercy-main A7: HEADCT in the downtime log, CTHEAD from a system\n    → if that is one read:" in outcome.stderr
    )
    assert "A8" not in outcome.stderr
    assert run(*other).status == 0
    assert [each["accession"] for each in run("pairs", "--month", "2026-10", "--json").json["retyped_twice"]] == ["A7"]
    run("reads", "void", "A7", "--exam", "HEADCT", "--type", "preliminary", "--because", "retyped under another code")
    assert run("pairs", "--month", "2026-10", "--json").json["retyped_twice"] == []


def test_a_log_is_never_written_over(run: Run, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("filled in")
    assert run("downtime", "sheet", "-o", str(log)).status == 3
    assert log.read_text() == "filled in"


def test_a_page_to_print_holds_the_rows_and_escapes_what_it_is_given(run: Run):
    page = run("downtime", "sheet", "--facility", "<b>", "--rows", "2", "--html").stdout
    assert "<td>2</td>" in page
    assert "&lt;b&gt;" in page
    assert json.loads(run("downtime", "sheet", "--rows", "2", "--json").stdout)["rows"] == 2
