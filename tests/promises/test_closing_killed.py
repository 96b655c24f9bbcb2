"""What was reported as issued survives a killed process, and a second run ends as if there had been one (spec 7)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from invoicing.documents.print_processes import warm_up
from invoicing.papers import repository
from invoicing.papers.heads import numbers
from reads.store.engine import Store
from tests.conftest import ROOT
from tests.portions import Portion, in_portions
from tests.promises.closers import content, damage, kill_after, said_issued, start
from tests.promises.conftest import Ready
from tests.promises.killing import Killer, spread

NOT_YET = ("has no PDF", "belongs to no paper")
"""What may be wrong until the next run: a paper that isn't printed yet, or whose PDF isn't recorded yet."""
KILLS = int(os.environ.get("WETREAD_KILLS", "1000"))
"""At random moments, on each database. Asked when the file is read: within a test no setting of whoever runs it is left."""
IN_A_ROW = 6
"""Kills of one closing, each in what the one before it left, until it is left in peace."""


def undisturbed(ready: Ready, killer: Killer) -> dict[str, object]:
    """What a closing leaves that nobody kills; its steps stay with the killer."""
    warm_up()
    books, store = ready()
    assert killer.run(books) == 0
    assert damage(store, books) == []
    assert len(said_issued(killer.said)) == 3
    return dict(content(store))


def check_books(store: Store, books: Path, reported: set[str]) -> None:
    """Between a kill and the next run: only PDFs may be wanting, and no number that was told is gone."""
    assert [each for each in damage(store, books) if not each.endswith(NOT_YET)] == []
    with store.read() as session:
        assert reported <= set(numbers(session))


def check_steps(ready: Ready, killer: Killer, steps: list[int], whole: dict[str, object]) -> None:
    """Kills one closing before each of the steps in turn, then lets it end."""
    books, store = ready()
    reported: set[str] = set()
    for step in steps:
        killer.run(books, step)
        reported |= said_issued(killer.said)
        check_books(store, books, reported)
    assert killer.run(books) == 0, killer.said.read_text()
    assert damage(store, books) == []
    assert content(store) == whole
    check_books(store, books, reported)
    store.close()


def test_a_closing_killed_at_any_step_and_run_again_ends_as_if_it_had_not_been(ready: Ready, tmp_path: Path):
    killer = Killer(tmp_path)
    whole = undisturbed(ready, killer)
    steps = spread(len(killer.steps), 3 * IN_A_ROW)
    for at in range(3):
        check_steps(ready, killer, steps[at::3], whole)


@pytest.mark.nightly
@in_portions(4)
def test_each_step_of_a_closing(ready: Ready, tmp_path: Path, portion: Portion):
    killer = Killer(tmp_path)
    whole = undisturbed(ready, killer)
    for step in portion.take(range(1, len(killer.steps) + 1)):
        check_steps(ready, killer, [step], whole)


@pytest.mark.nightly
@in_portions(20)
def test_a_thousand_kills(ready: Ready, tmp_path: Path, portion: Portion):
    """At any moment, between two steps too."""
    killer, chance = Killer(tmp_path), random.Random(portion.number)
    began = time.perf_counter()
    whole = undisturbed(ready, killer)
    took = time.perf_counter() - began
    for kill in portion.take(range(KILLS)):
        books, store = ready()
        said = tmp_path / f"said{kill}"
        kill_after(chance.uniform(0, took), start(books, said))
        reported = said_issued(said)
        check_books(store, books, reported)
        assert start(books, said).status() == 0
        assert damage(store, books) == []
        assert content(store) == whole
        check_books(store, books, reported)
        store.close()


def commit_the_paper_alone() -> None:
    """A worse program: the paper is committed before it is recorded that its month is closed."""
    add = repository.add_paper

    def add_and_commit(session, row):
        issued = add(session, row)
        session.commit()
        return issued

    repository.add_paper = add_and_commit


@pytest.mark.parametrize("ready", ["sqlite"], indirect=True)
def test_the_harness_catches_a_closing_that_is_not_one_transaction(ready: Ready, tmp_path: Path):
    whole = undisturbed(ready, Killer(tmp_path))
    killer = Killer(tmp_path, sabotage=commit_the_paper_alone)
    killer.run(ready()[0])
    paper = next(at for at, step in enumerate(killer.steps) if step.startswith("INSERT INTO papers "))
    committed = killer.steps.index("COMMIT", paper) + 1
    with pytest.raises(AssertionError):
        check_steps(ready, killer, [committed + 1], whole)


def forget_the_file() -> None:
    """A worse program: a PDF that is recorded is never looked for on the disk."""
    repository.add_file.__code__ = (lambda session, file, at: None).__code__


@pytest.mark.parametrize("ready", ["sqlite"], indirect=True)
def test_the_harness_catches_a_pdf_that_nothing_vouches_for(ready: Ready, tmp_path: Path):
    books, store = ready()
    assert start(books, tmp_path / "said", forget_the_file).status() == 0
    assert any("has no PDF" in each for each in damage(store, books))


PRINTS = """
import os, time
from invoicing.documents.print_processes import processes
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
