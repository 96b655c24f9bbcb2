"""A memo is issued once and printed, whatever kills its command: repeated, it finishes what was begun (spec 7.1)."""

from pathlib import Path

import pytest

from tests.promises.closers import content, damage
from tests.promises.conftest import Ready
from tests.promises.killing import Killer, spread

ADJUST = ("invoice", "adjust", "mercy", "2026-10")
CREDIT = ("invoice", "credit", "WR-2026-00002", "--amount", "9.00", "--because", "agreed")
CANCEL = ("invoice", "cancel", "WR-2026-00002", "--because", "to the wrong department")
DONE_BEFORE = {ADJUST: (0, 0), CREDIT: (0, 3), CANCEL: (0, 3)}
"""How the second run ends: a credit or a cancellation that is recorded is refused, with the paper that it made."""


def check_steps(ready: Ready, killer: Killer, kills: int) -> None:
    """Killed before a step and run again, a command ends as one that nobody killed."""
    books, store = ready()
    assert killer.run(books) == 0, killer.said.read_text()
    steps, whole = len(killer.steps), content(store)
    assert len(whole["papers"]) == 4
    known = damage(store, books)
    assert [each for each in known if not each.endswith("is billed 2 times")] == [], (
        "a cancelled paper's reads are on two papers"
    )
    for step in spread(steps, kills):
        books, store = ready()
        killer.run(books, step)
        begun = len(content(store)["papers"]) == 4
        assert killer.run(books) == DONE_BEFORE[tuple(killer.words)][begun], (step, killer.said.read_text())
        assert damage(store, books) == known, step
        assert content(store) == whole, step
        store.close()


@pytest.mark.parametrize(
    ("issued_ready", "words"),
    [("sqlite", ADJUST), ("postgres", ADJUST), ("sqlite", CREDIT), ("sqlite", CANCEL)],
    indirect=["issued_ready"],
)
def test_a_memo_killed_at_any_step_is_issued_once_and_printed(
    issued_ready: Ready, tmp_path: Path, words: tuple[str, ...]
):
    check_steps(issued_ready, Killer(tmp_path, words), 2)


@pytest.mark.nightly
@pytest.mark.parametrize("words", DONE_BEFORE)
def test_each_step_of_a_memo(issued_ready: Ready, tmp_path: Path, words: tuple[str, ...]):
    check_steps(issued_ready, Killer(tmp_path, words), 10_000)


@pytest.mark.parametrize("issued_ready", ["sqlite"], indirect=True)
def test_it_says_what_it_finished(issued_ready: Ready, tmp_path: Path):
    killer = Killer(tmp_path, CREDIT)
    killer.run(issued_ready()[0])
    books, _ = issued_ready()
    killer.run(books, killer.steps.index("COMMIT") + 2)
    killer.run(books)
    begun, written, refused = killer.said.read_text().split("\n", 2)
    assert begun == "CM-WR-2026-00001: issued before, by a command that didn't come to its end"
    assert written.startswith("1 file written to ")
    assert refused.startswith("wetread: -9.00 USD for WR-2026-00002 because of 'agreed' is recorded already")
