"""`wetread backup` and `wetread restore`, as a person runs them; encrypted where the books name a key."""

import pyrage
import pytest

from invoicing.papers import repository
from invoicing.receivables.sent_mail import mark_sent
from reads.core.actor_and_moment import By
from reads.store.engine import Store
from reads.store.errors import DatabaseBusy
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy
from tests.invoicing.receivables.bank.files import BAI2


@pytest.fixture
def written(books, clock, begin):
    """Books with reads in them."""
    url = sqlite_url(books / "wetread.db")

    def reads() -> None:
        mercy.write_books(books, url)
        store = Store.open(url, clock=clock)
        store.migrate()
        mercy.apply(books, store)
        mercy.bring_in(store, mercy.OCTOBER)
        store.close()

    begin("reads", reads)
    mercy.write_books(books, url)
    return books


@pytest.fixture
def other(tmp_path):
    """Other books, with no database yet."""
    folder = tmp_path / "other"
    mercy.write_books(folder, sqlite_url(folder / "wetread.db"))
    return folder


def encrypt_to(books, key):
    with (books / "wetread.toml").open("a") as file:
        file.write(f'\n[backup]\nrecipient = "{key}"\n')


def test_a_backup_and_back(run, written, other, tmp_path):
    file = tmp_path / "one.backup"
    done = run("backup", str(file), "--json")
    assert done.status == 0
    assert done.json["encrypted"] is False
    assert done.json["damage"] == []
    back = run("restore", str(file), "--books", str(other), "--json")
    assert back.status == 0
    assert back.json["head"] == done.json["head"]
    assert back.json["aside"] is None
    assert run("audit", "verify", "--head", done.json["head"], "--books", str(other)).status == 0
    assert run("reads", "list", "--month", "2026-10", "--json", "--books", str(other)).json == (
        run("reads", "list", "--month", "2026-10", "--json").json
    )


def test_books_that_hold_something_need_the_word(run, written, tmp_path):
    file = tmp_path / "one.backup"
    assert run("backup", str(file)).status == 0
    refused = run("restore", str(file))
    assert refused.status == 3
    assert "--replace" in refused.stderr
    done = run("restore", str(file), "--replace")
    assert done.status == 0
    assert "what was there before is kept" in done.stderr
    assert len(list(written.glob("wetread.db.before-*"))) == 1


def test_a_restored_older_backup_names_what_vanishes_and_never_gives_its_numbers_again(run, written, tmp_path):
    """Two invoices went out after the backup: the next ones have other numbers."""
    file = tmp_path / "one.backup"
    assert run("backup", str(file)).status == 0
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    refused = run("restore", str(file), "--replace")
    assert refused.status == 3
    assert "paper WR-2026-00001, paper WR-2026-00002" in refused.stderr
    assert run("invoice", "list", "--json").json != []
    assert run("restore", str(file), "--replace", "--forget").status == 0
    assert run("invoice", "list", "--json").json == []
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    numbers = [each["number"] for each in run("invoice", "list", "--json").json]
    assert sorted(numbers) == ["WR-2026-00003", "WR-2026-00004"]
    assert "series_broken" not in {each["what"] for each in run("audit", "verify", "--json").json["damage"]}


def test_a_restore_names_the_bank_files_and_mails_that_would_be_done_twice(run, written, tmp_path, clock):
    """Only papers, payments and claims were named: what a bank or payer said since was gone without a word."""
    file = tmp_path / "one.backup"
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    assert run("backup", str(file)).status == 0
    (tmp_path / "nov.bai").write_text(BAI2)
    run("bank", "import", str(tmp_path / "nov.bai"))
    store = Store.open(sqlite_url(written / "wetread.db"), clock=clock)
    with store.write() as session:
        mark_sent(session, "WR-2026-00001", "by post", By("tester", clock.now()))
    store.close()
    assert run("export", "xero", "--from", "2026-10", "-o", str(tmp_path / "x.csv")).status == 0
    refused = run("restore", str(file), "--replace")
    assert refused.status == 3
    for each in ("bank file nov.bai of 2026-", "mail WR-2026-00001 of 2026-", "export xero of 2026-"):
        assert each in refused.stderr
    assert run("restore", str(file), "--replace", "--forget").status == 0
    assert run("bank", "list", "--json").json == []


def test_a_backup_of_that_name_is_never_overwritten(run, written, tmp_path):
    (tmp_path / "one.backup").write_text("")
    refused = run("backup", str(tmp_path / "one.backup"))
    assert refused.status == 3
    assert "is there already" in refused.stderr


def test_a_backup_goes_into_a_file(run, written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("backup", "-").status == 2
    assert not (tmp_path / "-").exists()


def test_a_file_that_is_no_backup_is_refused(run, written, other):
    refused = run("restore", str(other / "wetread.toml"), "--books", str(other))
    assert refused.status == 3
    assert "can't be restored" in refused.stderr
    assert not (other / "wetread.db").exists()


def test_where_the_books_name_a_key_only_its_owner_restores(run, written, other, tmp_path, monkeypatch):
    key = pyrage.x25519.Identity.generate()
    encrypt_to(written, key.to_public())
    (tmp_path / "key.txt").write_text(f"# created by age-keygen\n{key}\n")
    (tmp_path / "wrong.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    file = tmp_path / "one.backup"
    assert run("backup", str(file), "--json").json["encrypted"] is True
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert "key" in run("restore", str(file), "--books", str(other)).stderr
    for wrong in ("wrong.txt", "one.backup"):
        refused = run("restore", str(file), "--identity", str(tmp_path / wrong), "--books", str(other))
        assert refused.status == 3
        assert "AGE-SECRET" not in refused.stderr
    monkeypatch.setenv("WETREAD_BACKUP_IDENTITY", str(tmp_path / "key.txt"))
    assert run("restore", str(file), "--books", str(other)).status == 0


def test_an_encrypted_backup_that_changed_is_refused(run, written, other, tmp_path):
    key = pyrage.x25519.Identity.generate()
    encrypt_to(written, key.to_public())
    (tmp_path / "key.txt").write_text(str(key))
    file = tmp_path / "one.backup"
    assert run("backup", str(file)).status == 0
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert run("restore", str(file), "--identity", str(tmp_path / "key.txt"), "--books", str(other)).status == 3
    assert not (other / "wetread.db").exists()


def test_a_key_that_is_none_is_told_and_nothing_is_written(run, written, tmp_path):
    encrypt_to(written, "age1nonsense")
    refused = run("backup", str(tmp_path / "one.backup"))
    assert refused.status == 3
    assert "no public key of age" in refused.stderr
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name or path.name.startswith(".")] == []


def test_without_postgresqls_programs_it_says_which_is_missing(run, books, clock, postgres, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with postgres.database() as url:
        mercy.write_books(books, url)
        refused = run("backup", str(tmp_path / "one.backup"))
    assert refused.status == 3
    assert "pg_dump is not installed" in refused.stderr


def test_a_paper_that_waits_for_its_pdf_is_no_fault_of_a_backup(run, written, tmp_path, monkeypatch):
    """Verify names it, for whoever looks whether a command was killed; a close may be printing it just now."""

    def never(*_arguments):
        raise DatabaseBusy("sqlite")

    monkeypatch.setattr(repository, "add_file", never)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 3
    assert {each["what"] for each in run("audit", "verify", "--json").json["damage"]} == {"file_unrecorded"}
    done = run("backup", str(tmp_path / "one.backup"), "--json")
    assert (done.status, done.json["damage"]) == (0, [])
