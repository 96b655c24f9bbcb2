"""`wetread doctor`: each check finds the fault that it is there for, and says what mends it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from reads.claims import doctor_checks, doctor_machine
from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.events import Deed, record
from tests.conftest import Outcome, Run
from tests.reads.directory.written import put, write

DRAW = doctor_machine._DRAW


@pytest.fixture(autouse=True)
def _any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests may have any SQLite; a PDF is drawn where that is what is tested."""
    monkeypatch.setattr(doctor_checks, "SOUND_SQLITE", (3, 0, 0))
    monkeypatch.setattr(doctor_machine, "_DRAW", 'print("70.0 with Pango 1.50.12")')


def check(outcome: Outcome, name: str) -> dict[str, str]:
    (found,) = [checked for checked in outcome.json["checks"] if checked["name"] == name]
    return found  # type: ignore[no-any-return]


def test_on_a_good_machine_with_good_books_nothing_is_wrong(books: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_machine, "_DRAW", DRAW)
    write(books)
    run("apply")
    outcome = run("doctor", "--json")
    assert [checked for checked in outcome.json["checks"] if checked["state"] == "wrong"] == []
    assert (outcome.status, outcome.json["ok"]) == (0, True)
    assert [checked["name"] for checked in outcome.json["checks"]] == [name for name, _ in doctor_checks.CHECKS]
    assert check(outcome, "database")["says"].startswith("sqlite, schema ")


def test_it_makes_no_database(books: Path, run: Run):
    write(books)
    outcome = run("doctor", "--json")
    assert "wetread apply" in check(outcome, "database")["remedy"]
    assert not (books / "wetread.db").exists()


def test_without_books_the_machine_is_looked_at_all_the_same(run: Run):
    outcome = run("doctor", "--json")
    assert outcome.status == 0
    assert check(outcome, "WeasyPrint")["state"] == "ok"
    assert (check(outcome, "books")["state"], "wetread init" in check(outcome, "books")["remedy"]) == ("warning", True)


def test_a_person_sees_a_line_a_check_and_the_command_that_mends_it(books: Path, run: Run):
    write(books)
    put(books, "directory/clients.csv", ",45", ",soon")
    outcome = run("doctor")
    assert outcome.status == 1
    state, mend = outcome.stdout.splitlines()[-2:]
    assert state.startswith("wrong    books        1 fault: directory/clients.csv:2:60: ")
    assert mend.strip() == "→ wetread apply --dry-run"


def test_a_weasyprint_that_crashes_is_a_finding_and_not_the_end(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_machine, "_DRAW", "import os; os.abort()")
    outcome = run("doctor", "--json")
    assert outcome.status == 1
    assert check(outcome, "WeasyPrint")["state"] == "wrong"
    assert "libpango" in check(outcome, "WeasyPrint")["remedy"]


def test_an_old_sqlite_is_warned_of(books: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    write(books)
    monkeypatch.setattr(doctor_checks, "SOUND_SQLITE", (99, 0, 0))
    outcome = run("doctor", "--json")
    assert (outcome.status, check(outcome, "SQLite")["state"]) == (0, "warning")


def test_a_file_that_is_no_database_is_left_alone(books: Path, run: Run):
    write(books)
    (books / "wetread.db").write_text("a letter")
    outcome = run("doctor", "--json")
    assert (outcome.status, check(outcome, "database")["state"]) == (1, "wrong")
    assert (books / "wetread.db").read_text() == "a letter"


def test_a_damaged_database_is_a_finding(books: Path, run: Run):
    write(books)
    (books / "wetread.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    assert check(run("doctor", "--json"), "database")["state"] == "wrong"


def test_a_server_that_does_not_answer_is_a_finding(books: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    write(books)
    monkeypatch.setenv("WETREAD_DATABASE_URL", f"postgresql+psycopg://nobody@/none?host={books}")
    outcome = run("doctor", "--json")
    assert (outcome.status, check(outcome, "database")["state"]) == (1, "wrong")


def test_a_database_of_a_newer_wetread_is_named(books: Path, run: Run, database: str, monkeypatch: pytest.MonkeyPatch):
    write(books)
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    store = Store.open(database)
    with store.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    found = check(run("doctor", "--json"), "database")
    assert (found["state"], "newer wetread" in found["says"]) == ("wrong", True)


def test_a_clock_behind_the_last_event_is_wrong(
    books: Path, run: Run, database: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
):
    write(books)
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    store = Store.open(database)
    with store.write() as session:
        record(session, Deed("test.done", "test", {}), actor="tester", at=datetime(2026, 11, 2, 10, tzinfo=UTC))
    store.close()
    assert check(run("doctor", "--json"), "clock")["state"] == "wrong"
    clock.instant = datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert check(run("doctor", "--json"), "clock")["state"] == "ok"


def test_a_database_on_a_network_share_is_wrong(books: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(books)
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(doctor_checks, "MOUNTS", mounts)
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/share {books} nfs4 rw 0 0\n")
    assert check(run("doctor", "--json"), "file system")["state"] == "wrong"
    mounts.write_text(f"server:/share / nfs4 rw 0 0\n/dev/sda {books} ext4 rw 0 0\n")
    assert check(run("doctor", "--json"), "file system")["state"] == "ok"


def test_a_mount_point_with_a_space_is_found():
    assert doctor_machine.file_system(Path("/mnt/my books/w.db"), "s:/x /mnt/my\\040books cifs rw 0 0\n") == "cifs"


def test_a_full_disk_is_wrong_and_a_filling_one_a_warning(run: Run, monkeypatch: pytest.MonkeyPatch):
    for free, state in ((100, "wrong"), (500, "warning"), (5_000, "ok")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: type("Usage", (), {"free": free * 2**20}))
        assert check(run("doctor", "--json"), "disk")["state"] == state


def test_a_database_of_another_program_is_not_touched(books: Path, run: Run):
    write(books)
    path = books / "wetread.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE letters (text)")
    other.close()
    before = path.read_bytes()
    assert check(run("doctor", "--json"), "database")["state"] == "wrong"
    assert path.read_bytes() == before


FINAL = """\
facility,accession,cpt,read_type,radiologist,signed_at,payer,patient_last
mercy-main,F1,70450,final,moreno,2026-10-03T06:12:00Z,medicare,Roe
"""


def test_a_key_is_asked_for_once_finals_have_come_in(
    books: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write(books)
    run("apply")
    assert check(run("doctor", "--json"), "key") == {
        "name": "key", "state": "ok", "says": "no final reads, none is needed", "remedy": ""
    }  # fmt: skip
    key = tmp_path / "wetread.key"
    monkeypatch.setenv("WETREAD_KEY_FILE", str(key))
    run("key", "create")
    (tmp_path / "finals.csv").write_text(FINAL)
    assert run("reads", "import", str(tmp_path / "finals.csv"), "--json").json["recorded"] == 1
    assert check(run("doctor", "--json"), "key")["state"] == "ok"
    key.unlink()
    lost = run("doctor", "--json")
    assert (lost.status, check(lost, "key")["state"]) == (1, "wrong")
    assert "wetread key create" in check(lost, "key")["remedy"]
    run("key", "create")
    assert "doesn't open" in check(run("doctor", "--json"), "key")["says"]


def test_a_server_that_is_not_there_is_told_from_a_fault_of_wetread(
    books: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    write(books)
    monkeypatch.setenv("WETREAD_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    database = check(run("doctor", "--json"), "database")
    assert database["says"].startswith("the postgresql database can't be used: ")
    assert "server" in database["remedy"]


def test_what_others_may_read_is_named_with_the_command_that_mends_it(
    books: Path, run: Run, monkeypatch: pytest.MonkeyPatch
):
    write(books)
    assert run("apply").status == 0
    key = books / "some.key"
    key.write_text("k")
    key.chmod(0o640)
    monkeypatch.setenv("WETREAD_KEY_FILE", str(key))
    (books / "old.backup").write_text("b")
    (books / "old.backup").chmod(0o644)
    found = {each["name"]: each for each in run("doctor", "--json").json["checks"]}["rights"]
    assert found["state"] == "wrong"
    assert found["says"] == f"others may read or write {key}, {books}/old.backup"
    assert found["remedy"] == f"chmod go-rwx {key} {books}/old.backup"
    key.chmod(0o600)
    (books / "old.backup").chmod(0o600)
    found = {each["name"]: each for each in run("doctor", "--json").json["checks"]}["rights"]
    assert found["state"] == "ok"
