"""`wetread apply`: all or nothing, every error at once, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from reads.store.engine import Store
from tests.conftest import Run
from tests.reads.directory.written import GOOD, put, write


@pytest.fixture
def on_database(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The command's books keep what they apply in the test's database, on both engines."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    return database


def rows(database: str) -> list[tuple[object, ...]]:
    """Everything that the database keeps of books."""
    store = Store.open(database)
    with store.read() as session:
        found = [
            tuple(row)
            for table in ("book_records", "contract_versions", "events")
            for row in session.connection().execute(text(f"SELECT * FROM {table} ORDER BY id"))
        ]
    store.close()
    return found


def event(database: str) -> dict[str, object]:
    store = Store.open(database)
    with store.read() as session:
        query = text(
            "SELECT actor, because, detail FROM events WHERE action = 'books.applied' ORDER BY id DESC LIMIT 1"
        )
        actor, because, detail = session.connection().execute(query).one()
    store.close()
    return {"actor": actor, "because": because, **json.loads(detail)}


def test_good_books_are_loaded_and_the_audit_log_says_so(books: Path, run: Run, on_database: str):
    write(books)
    outcome = run("apply", "--because", "the first month")
    assert (outcome.status, outcome.stdout.splitlines()[-1]) == (0, "loaded")
    found = event(on_database)
    assert (found["actor"], found["because"]) == ("tester", "the first month")
    assert found["counts"]["clients"] == {"added": 2}  # type: ignore[index]
    assert found["counts"]["contracts"] == {"added": 1}  # type: ignore[index]


def test_the_reason_stands_with_every_contract_that_changed(books: Path, run: Run, on_database: str):
    write(books)
    run("apply", "--because", "the first month")
    logged = json.loads(run("audit", "log", "--entity", "mercy-health", "--json").stdout)
    assert [(each["action"], each["because"]) for each in logged] == [("contract.added", "the first month")]


def test_a_profile_is_checked_with_the_books(books: Path, run: Run, on_database: str):
    """Not only when the month's file comes in and somebody waits for it."""
    write(books)
    (books / "profiles").mkdir()
    (books / "profiles" / "mercy.toml").write_text('kind = "hl7"\n\n[fields]\naccesion = "OBR-3"\n')
    (books / "profiles" / "other.toml").write_text('kind = "word"\n')
    outcome = run("apply")
    assert outcome.status == 1
    assert "profiles/mercy.toml:4:1: [fields]: the key `accesion` is not known here" in outcome.stderr
    assert (
        'profiles/other.toml:1:1: `kind = "word"` is not known\n    → one of: hl7, csv, xlsx, fhir, bank'
        in outcome.stderr
    )
    assert "the books: 2 errors, nothing was loaded" in outcome.stderr


def test_the_readers_agreements_are_checked_with_the_books(books: Path, run: Run):
    write(books)
    (books / "agreements").mkdir()
    (books / "agreements" / "rao.toml").write_text('radiologist = "nobody"\n')
    outcome = run("apply")
    assert outcome.status == 1
    assert "agreements/rao.toml" in outcome.stderr


def test_applying_twice_does_nothing(books: Path, run: Run, on_database: str):
    write(books)
    run("apply")
    before = rows(on_database)
    outcome = run("apply")
    assert (outcome.status, outcome.stdout) == (0, "nothing changed\n")
    assert rows(on_database) == before


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    books: Path, run: Run, on_database: str, golden: Callable[[str, str], None]
):
    write(books)
    run("apply")
    before = rows(on_database)
    put(books, "directory/charges.csv", "70450,260.00", "70450,275.00")
    put(books, "directory/charges.csv", "70450,250.00,\n", "70460,300.00,\n")
    put(books, "wetread.toml", "PO Box 4410", "PO Box 9999")
    put(books, "contracts/mercy-health.toml", '"38.00"', '"39.50"')
    outcome = run("apply", "--dry-run")
    assert outcome.status == 0
    golden(outcome.stdout, "apply-dry-run.txt")
    assert rows(on_database) == before


def test_a_dry_run_of_new_books_makes_no_database(books: Path, run: Run):
    write(books)
    outcome = run("apply", "--dry-run")
    assert (outcome.status, outcome.stdout.splitlines()[-1]) == (0, "nothing was loaded (--dry-run)")
    assert not (books / "wetread.db").exists()


def test_a_dry_run_leaves_an_empty_database_empty(
    books: Path, run: Run, empty_database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WETREAD_DATABASE_URL", empty_database)
    write(books)
    assert run("apply", "--dry-run").status == 0
    store = Store.open(empty_database)
    assert store.revision() is None
    store.close()


def test_with_any_error_nothing_is_loaded_and_all_errors_are_listed(
    books: Path, run: Run, on_database: str, golden: Callable[[str, str], None]
):
    write(books)
    put(books, "wetread.toml", '"1234567893"', '"1234567890"')
    put(books, "wetread.toml", "[invoices]", "[invoice]")
    put(books, "directory/clients.csv", ",45", ",soon")
    put(books, "directory/facilities.csv", ",IL,62701,", ",IL,6270,")
    put(books, "directory/radiologists.csv", "id,name,npi", "id,nmae,npi")
    put(books, "directory/locations.csv", "Asia/Kolkata", "Asia/Bangalore")
    put(books, "directory/exams.csv", "mercy-general,CTCAP", "mercy-generl,CTCAP")
    put(books, "directory/charges.csv", "260.00", "$260")
    put(books, "contracts/mercy-health.toml", "per_read", "per_reed")
    outcome = run("apply")
    assert (outcome.status, outcome.stdout) == (1, "")
    golden(outcome.stderr, "apply-errors.txt")
    assert rows(on_database) == []


def test_errors_in_json_have_the_shape_that_scripts_rely_on(books: Path, run: Run):
    write(books, {"directory/clients.csv": "id,name\n"})
    outcome = run("apply", "--json")
    assert outcome.status == 1
    error = outcome.json["error"]
    assert error["code"] == "faulty_input"
    assert error["problems"][0] == {
        "file": "directory/clients.csv",
        "line": 1,
        "column": 0,
        "field": "address",
        "code": "missing_column",
        "message": "column 'address' is missing",
        "remedy": "add address to the header",
        "severity": "error",
    }
    assert not (books / "wetread.db").exists()


def test_a_changed_remit_to_is_named_in_the_answer_and_in_the_audit_log(books: Path, run: Run, on_database: str):
    write(books)
    assert run("apply", "--json").json["remit_to"] is None
    put(books, "wetread.toml", "PO Box 4410", "PO Box 9999")
    moved = ["PO Box 4410 | Chicago, IL 60680", "PO Box 9999 | Chicago, IL 60680"]
    assert run("apply", "--json").json["remit_to"] == moved
    assert event(on_database)["remit_to"] == moved


def test_the_json_has_every_change_with_old_and_new(books: Path, run: Run, on_database: str):
    write(books)
    run("apply")
    put(books, "directory/charges.csv", "70450,260.00", "70450,275.00")
    document = run("apply", "--json").json
    assert (document["changed"], document["dry_run"]) == (True, False)
    assert document["changes"] == [
        {
            "kind": "charges",
            "key": "70450/2026-07-01",
            "change": "changed",
            "version": 2,
            "fields": {"charge": ["260.00", "275.00"]},
        }
    ]


@pytest.mark.parametrize("name", ["contracts/mercy-health.toml", "directory/exams.csv"])
def test_a_file_that_the_books_need_is_asked_for(books: Path, run: Run, name: str):
    write(books, {name: None})
    outcome = run("apply")
    assert outcome.status == 1
    assert "the books need" in outcome.stderr


def test_a_warning_does_not_keep_the_books_out(books: Path, run: Run):
    write(books, {"directory/radiologist.csv": "id,name,npi\n"})
    outcome = run("apply")
    assert (outcome.status, outcome.stdout.splitlines()[-1]) == (0, "loaded")
    assert "did you mean radiologists.csv?" in outcome.stderr


def test_a_faulty_client_brings_no_complaint_about_its_contract(books: Path, run: Run):
    write(books, {"directory/clients.csv": GOOD["directory/clients.csv"].replace("Mercy Health,12", ",12")})
    outcome = run("apply", "--json")
    assert [problem["code"] for problem in outcome.json["error"]["problems"]] == ["empty"]


def test_contracts_are_the_same_with_the_line_ends_of_windows(books: Path, run: Run):
    write(books)
    run("apply")
    put(books, "contracts/mercy-health.toml", "\n", "\r\n")
    assert run("apply").stdout == "nothing changed\n"


def test_without_books_the_command_says_how_to_get_some(run: Run):
    outcome = run("apply")
    assert outcome.status == 3
    assert "wetread init" in outcome.stderr


NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nowhere"


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_database_that_cannot_be_reached_is_no_fault_of_wetread(
    books: Path, run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
):
    write(books)
    monkeypatch.setenv("WETREAD_DATABASE_URL", NOWHERE)
    outcome = run("apply", *options, "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (3, "database_unavailable")


def test_a_loaded_file_that_is_gone_has_to_be_confirmed(books: Path, run: Run, on_database: str):
    """`licenses.xlsm` instead of `.csv`, and nobody had a license any more."""
    write(books)
    run("apply")
    (books / "directory" / "licenses.csv").rename(books / "directory" / "licences.csv")
    before = rows(on_database)
    refused = run("apply")
    assert (refused.status, rows(on_database)) == (3, before)
    assert "directory/licenses.csv: the file is gone, and 1 row of it is loaded" in refused.stderr
    looked_at = run("apply", "--dry-run", "--json").json
    assert [each["file"] for each in looked_at["vanished"]] == ["directory/licenses.csv"]
    assert run("apply", "--vanished").status == 0
    assert run("apply").stdout == "nothing changed\n"


def test_a_file_with_its_header_alone_is_no_file_that_is_gone(books: Path, run: Run):
    write(books)
    run("apply")
    put(books, "directory/licenses.csv", "ana-roy,IL,036-1,2020-01-01,\n", "")
    assert run("apply").status == 0


def test_a_contract_that_is_gone_has_to_be_confirmed_too(books: Path, run: Run):
    write(books, {"contracts/lakeview.toml": GOOD["contracts/mercy-health.toml"].replace("mercy-health", "lakeview")})
    run("apply")
    (books / "contracts" / "lakeview.toml").unlink()
    assert run("apply").status == 3
    assert run("apply", "--vanished").status == 0


def test_the_books_that_a_spreadsheet_saved_have_no_error_and_one_change(books: Path, run: Run):
    """`shared/cases/spreadsheets/exceldates`: 42 errors for one changed cell."""
    write(books)
    run("apply")
    put(books, "directory/licenses.csv", "2020-01-01", "1/1/2020")
    put(books, "directory/charges.csv", "250.00,\n70450,260.00,2026-07-01", "250,\n70450,260,7/1/2026")
    put(books, "wetread.toml", "[claims]", '[books]\ndates = "M/D/YYYY"\n\n[claims]')
    put(books, "directory/clients.csv", ",45", ",50.0")
    outcome = run("apply", "--json")
    assert (outcome.status, [(each["key"], each["fields"]) for each in outcome.json["changes"]]) == (
        0,
        [("mercy-health", {"terms_days": ["45", "50"]})],
    )
    assert "7/1/2026 is read as 2026-07-01" in outcome.stderr
