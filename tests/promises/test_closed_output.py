"""A full or closed output: one clear line, exit status 3, no traceback, and the same command works after (spec 7)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reads.store.engine import Store
from tests.conftest import ROOT
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy

WETREAD = [sys.executable, "-c", "from invoicing.cli.main import main; main()"]
COMMANDS = [
    ("reads", "list", "--month", "2026-10", "--json"),
    ("audit", "export"),
    ("--help",),
]


@pytest.fixture
def filled(books, clock, begin):
    """Books with so many reads that their list is longer than any buffer."""

    def fill() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
        store.migrate()
        mercy.apply(books, store)
        rows = "".join(
            f"mercy-west,MW{n},CTHEAD,CT,preliminary,r-rao,2026-10-0{n % 9 + 1}T01:00:00-05:00,2026-10-0{n % 9 + 1}T01:20:00-05:00\n"
            for n in range(400)
        )
        mercy.bring_in(store, mercy.OCTOBER + rows)
        store.close()

    begin("filled", fill)
    return books


def wetread(books: Path, command: tuple[str, ...], stdout: int) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*WETREAD, "--books", str(books), *command],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        check=False,
    )


def one_clear_line(done: subprocess.CompletedProcess) -> bool:
    lines = done.stderr.splitlines()
    told = [line for line in lines if line.startswith("wetread: ")]
    return len(told) == 1 and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_output_is_told_in_one_line(filled, command):
    with Path("/dev/full").open("w") as full:
        done = wetread(filled, command, full.fileno())
    assert done.returncode == 3, done.stderr
    assert one_clear_line(done), done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_closed_pipe_is_told_in_one_line(filled, command):
    read, write = os.pipe()
    os.close(read)
    try:
        done = wetread(filled, command, write)
    finally:
        os.close(write)
    assert done.returncode == 3, done.stderr
    assert one_clear_line(done), done.stderr


@pytest.mark.parametrize("output", [">&-", ">/dev/full"])
def test_an_output_that_takes_nothing_from_the_start_is_told_and_what_was_done_stays_done(filled, output: str):
    """Nobody is told to run again what was done: a payment would be booked twice."""
    command = [*WETREAD, "--books", str(filled), "reads", "void", "MW1", "--because", "twice"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {output}', "sh", *command],
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert one_clear_line(done), done.stderr
    assert "what was done by then stays done, `wetread audit log` shows it" in done.stderr
    assert "run it again" not in done.stderr
    log = subprocess.run(
        [*WETREAD, "--books", str(filled), "audit", "log"], env=environment, text=True, capture_output=True, check=False
    )
    assert "read.voided" in log.stdout


def test_no_database_is_opened_where_a_standard_stream_was(filled):
    """Both outputs closed: what a library says must not go into the file that was opened in their place."""
    command = [*WETREAD, "--books", str(filled), "audit", "verify"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", 'exec "$@" >&- 2>&- <&-', "sh", *command], env=environment, check=False)
    assert done.returncode == 3
    assert (filled / "wetread.db").read_bytes().startswith(b"SQLite format 3")


def test_the_harness_sees_a_traceback():
    """A worse program: it lets the error through."""
    done = subprocess.CompletedProcess([], 1, stderr="Traceback (most recent call last):\nwetread: no\n")
    assert not one_clear_line(done)
