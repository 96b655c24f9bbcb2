"""Commands that only look load a little: no ORM, no migrations, no paper; and say the same as with them."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reads.store.engine import Store
from reads.store.look_without_orm import Look, rows
from reads.store.schema import HEAD
from tests.conftest import ROOT, Run
from tests.databases import sqlite_url
from tests.invoicing.cli.test_pay import issued

__all__ = ["issued"]

SLOW = {
    "alembic",
    "cryptography",
    "holidays",
    "jinja2",
    "lxml",
    "pikepdf",
    "pydantic",
    "rich",
    "sqlalchemy",
    "sqlmodel",
    "starlette",
    "weasyprint",
}
LIGHT = (
    ("invoice", "list"),
    ("invoice", "list", "--month", "2026-10", "--json"),
    ("contract", "list"),
    ("contract", "show", "mercy-general"),
    ("aging",),
    ("aging", "--as-of", "2026-12-31", "--json"),
    ("held", "--month", "2026-10"),
    ("held", "--month", "2026-10", "--json"),
    ("close", "2026-11"),
    ("close", "2026-11", "--json"),
    ("close", "2026-10"),
    ("margin", "2026-10"),
    ("margin", "2026-10", "--json"),
    ("contractors", "list"),
    ("contractors", "year", "2026"),
)


def in_a_process(books: Path, *words: str) -> tuple[str, set[str]]:
    """What the command prints, and the libraries it has loaded by its end."""
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})), file=sys.stderr))\n"
        "from invoicing.cli.main import main\n"
        "main()"
    )
    command = [sys.executable, "-c", program, "--books", str(books), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout, set(json.loads(done.stderr.splitlines()[-1]))


def test_a_command_that_only_looks_loads_no_slow_library(issued: Run, books: Path):
    for words in LIGHT:
        shown, loaded = in_a_process(books, *words)
        assert shown, words
        assert loaded & SLOW == set(), words


def test_it_says_the_same_through_the_orm(issued: Run, monkeypatch: pytest.MonkeyPatch):
    light = [issued(*words) for words in LIGHT]
    monkeypatch.setattr(Look, "opened", lambda url, revision: None)
    assert [issued(*words) for words in LIGHT] == light


def test_a_look_is_refused_where_only_the_store_can_open(issued: Run, books: Path, tmp_path: Path):
    database = books / "wetread.db"
    assert Look.opened("postgresql+psycopg://host/name", HEAD) is None
    assert Look.opened(sqlite_url(tmp_path / "none.db"), HEAD) is None
    assert Look.opened(sqlite_url(database), "0001") is None
    (tmp_path / "text.db").write_text("no database at all, but some text that is long enough to be read as one")
    assert Look.opened(sqlite_url(tmp_path / "text.db"), HEAD) is None


def test_a_look_sees_one_state_and_changes_nothing(issued: Run, books: Path):
    database = books / "wetread.db"
    look = Look.opened(sqlite_url(database), HEAD)
    assert look is not None
    with look.held():
        before = rows(look, "SELECT count(*) FROM account_entries")
        assert issued("invoice", "pay", "WR-2026-00001", "45.00").status == 0
        assert rows(look, "SELECT count(*) FROM account_entries") == before
        with pytest.raises(sqlite3.OperationalError):
            look.connection.execute("DELETE FROM series")


def test_an_older_schema_is_brought_up_by_the_first_command(issued: Run, books: Path):
    with sqlite3.connect(books / "wetread.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert issued("invoice", "list").status != 0
    assert "9999" in issued("invoice", "list").stderr


def test_a_collection_is_named_and_may_be_empty(store: Store):
    query = "SELECT name FROM series WHERE name IN :names AND last < :names_most ORDER BY name"
    with store.write() as session:
        assert rows(session, query, names=[], names_most=5) == []
        assert rows(session, query, names=["a", "b"], names_most=5) == []


def test_damage_is_told_in_the_words_of_the_store(issued: Run, books: Path):
    database = books / "wetread.db"
    shutil.copy(database, books / "whole.db")
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 2))
    light = issued("invoice", "list")
    assert light.status != 0
    assert "damaged" in light.stderr or "can't be" in light.stderr
