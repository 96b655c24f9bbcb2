"""The shell completes what the books know: numbers of papers, clients, contracts, months; without books, nothing."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.invoicing.cli.test_close import october  # noqa: F401 (a fixture)
from tests.invoicing.cli.test_pay import issued  # noqa: F401 (a fixture)

WETREAD = [sys.executable, "-c", "from invoicing.cli.main import main; main()"]


def completed(books: Path, line: str) -> list[str]:
    """What bash is offered at the end of the line."""
    words = line.split(" ")
    told = {"_WETREAD_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        WETREAD,
        cwd=books,
        env={**os.environ, "PYTHONPATH": str(ROOT), **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [each.partition(",")[2] for each in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "line, found",
    [
        ("wetread invoice show WR-", ["WR-2026-00002", "WR-2026-00001"]),
        ("wetread invoice pay mer", ["mercy"]),
        ("wetread statement ", ["lakeview", "mercy"]),
        ("wetread contract show mer", ["mercy-general"]),
        ("wetread close 2026-1", ["2026-11", "2026-10"]),
        ("wetread export journal --from 2026", ["2026-11", "2026-10"]),
        ("wetread aging --client lake", ["lakeview"]),
    ],
)
def test_the_shell_is_offered_what_the_books_have(october: Path, issued: Run, line: str, found: list[str]):  # noqa: F811
    assert completed(october, line)[: len(found)] == found


@pytest.mark.parametrize("stand", ["new", "older", "foreign"])
def test_completion_makes_no_database_and_changes_none(tmp_path: Path, stand: str):
    (tmp_path / "wetread.toml").write_text("")
    file = tmp_path / "wetread.db"
    if stand != "new":
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE alembic_version (version_num TEXT)")
            database.execute("INSERT INTO alembic_version VALUES (?)", ("0009" if stand == "older" else "x",))
            database.commit()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert completed(tmp_path, "wetread close 2026") == [""]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_without_books_nothing_is_offered_and_nothing_said(tmp_path: Path):
    assert completed(tmp_path, "wetread invoice show WR-") == [""]
