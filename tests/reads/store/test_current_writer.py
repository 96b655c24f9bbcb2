"""Who waited for the write lock in vain is told who holds it (spec 9.3)."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reads.store.current_writer import command_in, current_writer
from reads.store.engine import Store
from reads.store.errors import DatabaseBusy
from tests.conftest import ROOT

HOLDS = """
import sys
sys.path.insert(0, sys.argv.pop())
from reads.store.engine import Store
from sqlalchemy import text
store = Store.open(sys.argv.pop())
with store.write() as session:
    session.execute(text("SELECT 1"))
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(database: str, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A command called wetread that writes until it is told to end."""
    (tmp_path / "wetread").write_text(HOLDS)
    command = [sys.executable, str(tmp_path / "wetread"), "reads", "import", "october.csv", database, str(ROOT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.communicate("\n")
    assert process.returncode == 0


def test_a_writer_that_waited_is_told_which_command_writes(database: str, holder: subprocess.Popen):
    store = Store.open(database, wait=1)
    with pytest.raises(DatabaseBusy) as told, store.write():
        pass
    where = f"process {holder.pid}" if store.is_sqlite else "session "
    assert f"database is busy: `wetread reads import` ({where}" in told.value.message
    with store.read():
        pass
    store.close()


def test_nobody_writes(database: str):
    store = Store.open(database)
    with store.read() as session:
        session.connection()
        assert current_writer(store.engine) == ""
    store.close()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["/usr/bin/python", "/books/.venv/bin/wetread", "close", "2026-10", "--issue"], "wetread close"),
        (["wetread", "invoice", "credit", "WR-2026-00001"], "wetread invoice credit"),
        (["wetread", "--books", "/home/doe", "apply"], "wetread"),
        (["python", "-m", "pytest"], ""),
    ],
)
def test_a_command_is_named_without_what_it_is_about(words: list[str], command: str):
    assert command_in(words) == command
