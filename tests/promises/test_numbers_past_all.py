"""No number twice: what is printed and what was noted outside the books counts, whatever the database says (spec 7.1)."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from reads.store.engine import Store
from tests.databases import Postgres, sqlite_url
from tests.invoicing.closing import mercy

pytestmark = pytest.mark.usefixtures("postgres_tools")

CLOSE = ("close", "2026-10", "--issue", "--jobs", "1")


@pytest.fixture
def written(books, clock, database, run):
    """Books with reads in them, on both databases."""
    mercy.write_books(books, database)
    store = Store.open(database, clock=clock)
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    return books


@pytest.fixture
def unused(database, request, tmp_path):
    """The URL of another database of the same kind, with nothing in it."""
    if database.startswith("sqlite"):
        yield sqlite_url(tmp_path / "other.db")
    else:
        with request.getfixturevalue("postgres").database(migrated=False) as url:
            yield url


def numbers(run, *where: str) -> list[str]:
    return sorted(each["number"] for each in run("invoice", "list", "--json", *where).json)


@pytest.fixture
def rolled_back(written, database, run, request, tmp_path):
    """The database as it was before October was issued, put in the place of the one that issued it."""
    if database.startswith("sqlite"):
        path = Path(str(make_url(database).database))
        shutil.copy(path, tmp_path / "older.db")
        assert run(*CLOSE).status == 0
        shutil.copy(tmp_path / "older.db", path)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return written
    server: Postgres = request.getfixturevalue("postgres")
    name = make_url(database).database
    server.execute(f"CREATE DATABASE {name}_older TEMPLATE {name}")
    assert run(*CLOSE).status == 0
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.execute(f"ALTER DATABASE {name}_older RENAME TO {name}")
    return written


def test_close_refuses_a_number_that_a_file_has(run, rolled_back):
    refused = run(*CLOSE)
    assert refused.status == 3
    assert "WR-2026-00001 would be the next number, and 2026-10/WR-2026-00001-" in refused.stderr
    assert "→ was it ever sent, restore the newest backup" in refused.stderr
    assert numbers(run) == []
    said = run("audit", "verify", "--json").json["damage"]
    assert {"history_rolled_back", "file_stray"} <= {each["what"] for each in said}


def test_what_is_no_paper_of_these_books_can_be_moved_away(run, written, tmp_path):
    folder = written / "invoices" / "2026-10"
    folder.mkdir(parents=True)
    (folder / "WR-2026-00001-other.pdf").write_bytes(b"%PDF-1.7")
    assert run(*CLOSE).status == 3
    (folder / "WR-2026-00001-other.pdf").rename(tmp_path / "other.pdf")
    assert run(*CLOSE).status == 0
    assert numbers(run)[0] == "WR-2026-00001"


def test_a_restore_moves_the_numbers_past_what_only_the_anchor_knows(run, written, database, tmp_path, request):
    """The database that issued the papers is gone whole; the file outside the books remembers how far it was."""
    backup = tmp_path / "one.backup"
    assert run("backup", str(backup)).status == 0
    assert run(*CLOSE).status == 0
    shutil.rmtree(written / "invoices")
    gone(database, request)
    restored = run("restore", str(backup), "--json")
    assert restored.status == 0, restored.stderr
    assert run(*CLOSE).status == 0
    assert numbers(run) == ["WR-2026-00003", "WR-2026-00004"]
    assert "series_broken" not in {each["what"] for each in run("audit", "verify", "--json").json["damage"]}


def gone(database: str, request) -> None:
    if database.startswith("sqlite"):
        for ending in ("", "-wal", "-shm"):
            path = str(make_url(database).database) + ending
            Path(path).unlink(missing_ok=True)
        return
    name = make_url(database).database
    server: Postgres = request.getfixturevalue("postgres")
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0")


def test_export_batches_are_numbered_past_those_that_a_restore_took_away(run, written, tmp_path):
    assert run(*CLOSE).status == 0
    backup = tmp_path / "one.backup"
    assert run("backup", str(backup)).status == 0
    wanted = ("--from", "2026-10", "--to", "2026-10", "-o")
    assert run("export", "quickbooks-online", *wanted, str(tmp_path / "a.csv")).status == 0
    assert run("export", "xero", *wanted, str(tmp_path / "b.csv")).status == 0
    assert run("restore", str(backup), "--replace", "--forget").status == 0
    assert run("export", "quickbooks-online", *wanted, str(tmp_path / "c.csv")).status == 0
    assert [each["batch"] for each in run("export", "list", "--json").json] == [3]


def test_a_restore_into_new_books_names_what_the_backup_lacks_and_how_it_comes_back(
    run, written, tmp_path, database, unused
):
    (written / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    toml = written / "wetread.toml"
    toml.write_text(toml.read_text().replace("[invoices]", '[invoices]\nlogo = "logo.svg"', 1))
    assert run("apply").status == 0
    assert run(*CLOSE).status == 0
    backup, other = tmp_path / "one.backup", tmp_path / "other"
    assert run("backup", str(backup)).status == 0
    mercy.write_books(other, unused)
    restored = run("restore", str(backup), "--books", str(other), "--json")
    assert restored.status == 0
    assert [each["what"] for each in restored.json["lacking"]] == ["the logo logo.svg", "2 PDFs of papers"]
    assert "`wetread invoice pdf --missing` writes them again" in restored.stderr
    shutil.copy(written / "logo.svg", other)
    shutil.copy(toml, other)
    toml_other = other / "wetread.toml"
    toml_other.write_text(toml.read_text().replace(database, unused))
    missing = run("audit", "verify", "--books", str(other))
    assert missing.stdout.endswith("→ `wetread invoice pdf --missing` writes them again\n")
    assert run("invoice", "pdf", "--missing", "--books", str(other)).stdout == "2 files written\n"
    assert run("audit", "verify", "--books", str(other)).status == 0
