"""What was reported as issued survives a killed process, and a second run ends as if there had been one (spec 7)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from invoicing.documents.print_files import warm_up
from invoicing.papers import repository
from invoicing.papers.heads import numbers
from reads.store.engine import Store
from tests.conftest import ROOT
from tests.promises.closers import Damage, Sabotage, content, damage, kill_after, said_issued, start
from tests.promises.conftest import Ready


def undisturbed(ready: Ready, tmp_path: Path) -> tuple[float, dict[str, object]]:
    """How long an undisturbed closing takes, and what it leaves."""
    warm_up()
    books, store = ready()
    began = time.perf_counter()
    assert start(books, tmp_path / "said").status() == 0
    took = time.perf_counter() - began
    assert damage(store, books) == []
    assert len(said_issued(tmp_path / "said")) == 3
    return took, dict(content(store))


def killed_and_run_again(
    ready: Ready, said: Path, after: float, sabotage: Sabotage | None = None
) -> tuple[Damage, set[str], Store]:
    """Kills a closing after so many seconds, closes again, and looks; also what the killed one had said."""
    books, store = ready()
    kill_after(after, start(books, said, sabotage))
    before = said_issued(said)
    status = start(books, said).status()
    found = damage(store, books)
    return found if status == 0 else [*found, f"the second run ended with {status}"], before, store


def check_kills(ready: Ready, tmp_path: Path, kills: int) -> None:
    took, whole = undisturbed(ready, tmp_path)
    chance = random.Random(kills)
    for kill in range(kills):
        found, before, store = killed_and_run_again(ready, tmp_path / f"said{kill}", chance.uniform(0, took))
        assert found == []
        assert content(store) == whole
        with store.read() as session:
            assert before <= set(numbers(session))
        store.close()


def test_a_closing_killed_anywhere_and_run_again_ends_as_if_it_had_not_been(ready: Ready, tmp_path: Path):
    check_kills(ready, tmp_path, 15)


@pytest.mark.nightly
def test_a_thousand_kills(ready: Ready, tmp_path: Path):
    check_kills(ready, tmp_path, 1_000)


def commit_the_paper_alone() -> None:
    """A worse program: the paper is committed before it is recorded that its month is closed."""
    add = repository.add_paper

    def add_and_commit(session, row):
        issued = add(session, row)
        session.commit()
        time.sleep(0.1)
        return issued

    repository.add_paper = add_and_commit


def test_the_harness_catches_a_closing_that_is_not_one_transaction(ready: Ready, tmp_path: Path):
    chance = random.Random(1)
    undisturbed(ready, tmp_path)
    for kill in range(60):
        after = chance.uniform(0, 0.4)
        found, _, store = killed_and_run_again(ready, tmp_path / f"said{kill}", after, commit_the_paper_alone)
        store.close()
        if found:
            return
    pytest.fail("60 kills of a closing that is not one transaction, and nothing was found")


def forget_the_file() -> None:
    """A worse program: a PDF that is recorded is never looked for on the disk."""
    repository.add_file.__code__ = (lambda session, file, at: None).__code__


def test_the_harness_catches_a_pdf_that_nothing_vouches_for(ready: Ready, tmp_path: Path):
    books, store = ready()
    assert start(books, tmp_path / "said", forget_the_file).status() == 0
    assert any("has no PDF" in each for each in damage(store, books))


PRINTS = """
import os, time
from invoicing.documents.print_files import processes
if __name__ == "__main__":
    with processes(2) as workers:
        print(workers.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def lives(pid: int) -> bool:
    """Whether the process is there, and not only its remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_the_processes_that_print_end_with_the_command_that_was_killed(tmp_path: Path):
    """Nobody is left behind who would write a file of its own accord."""
    (tmp_path / "prints.py").write_text(PRINTS)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "prints.py")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as command:
        assert command.stdout is not None
        worker = int(command.stdout.readline())
        assert lives(worker)
        command.kill()
    for _ in range(100):
        if not lives(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("a worker outlived its command by ten seconds")
