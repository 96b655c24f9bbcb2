"""What was reported as issued survives a power cut at any call to the system (spec 7)."""

import os
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from invoicing.audit.verify_books import verify_books
from invoicing.documents.print_processes import warm_up
from invoicing.papers.heads import numbers
from reads.core.clock import FixedClock
from reads.store.anchors import anchor_file
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy
from tests.portions import Portion, in_portions
from tests.promises.closers import NOON, content, damage, said_issued, start
from tests.promises.conftest import Ready
from tests.promises.power_cut import Call, Disk, traced, written

CLOSES = """
import sys
from reads.core import system_user
system_user.system_user = lambda: "tester"
from tests.promises.closers import COMMAND, NOON, Desk, FixedClock, main
main.main(["--books", sys.argv[1], *COMMAND], obj=Desk(clock=FixedClock(NOON)))
"""
NOT_PRINTED = {"file_missing", "file_unrecorded"}
"""What may be wrong between a power cut and the next run: papers that are issued and have no PDF yet."""

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
on_sqlite = pytest.mark.parametrize("ready_for_all", ["sqlite"], indirect=True, scope="module")


@dataclass(frozen=True)
class Run:
    """A closing that came to its end: the books before it, what it did to the disk, and what it left."""

    before: Path
    calls: Sequence[Call]
    whole: dict[str, object]


@pytest.fixture(scope="module")
def closing(ready_for_all: Ready, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """October closed under strace; the anchors lie in the same folder, so that they are replayed with it."""
    warm_up()
    books, store = ready_for_all()
    store.close()
    folder = tmp_path_factory.mktemp("traced")
    before, said = folder / "before", folder / "said"
    shutil.copytree(books, before)
    environment = {**os.environ, "WETREAD_ACTOR": "tester", "XDG_STATE_HOME": str(books / "state")}
    calls = traced([sys.executable, "-c", CLOSES, str(books)], books, said, environment)
    assert len(said_issued(said)) == 3
    assert damage(store, books) == []
    whole = content(store)
    store.close()
    replayed = Disk(before)
    for call in calls:
        replayed.does(call)
    written(replayed.names, folder / "replayed")
    assert files(folder / "replayed") == files(books), "the replay is not what happened"
    return Run(before, calls, dict(whole))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cut(run: Run, place: int, chance: random.Random, books: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The power goes after so many calls and comes back: what is wrong then, and after the closing was run again."""
    disk = Disk(run.before)
    for call in run.calls[:place]:
        disk.does(call)
    written(disk.after_cut(chance), books)
    said = books.with_suffix(".said")
    said.write_bytes(disk.said)
    url = sqlite_url(books / "wetread.db")
    mercy.write_books(books, url)
    monkeypatch.setenv("XDG_STATE_HOME", str(books / "state"))
    for anchors in (books / "state").rglob("*.jsonl"):
        anchors.rename(anchor_file(url))
    store = Store.open(url, clock=FixedClock(NOON))
    found = [each.message for each in verify_books(store, books).damage if each.what not in NOT_PRINTED]
    with store.read() as session:
        found += [f"{number} was reported, and is gone" for number in said_issued(said) - set(numbers(session))]
    status = start(books, said).status()
    found += [f"the second run ended with {status}"] if status else []
    found += [each.message for each in verify_books(store, books).damage] + damage(store, books)
    found += [] if content(store) == run.whole else ["it ended otherwise than without a power cut"]
    store.close()
    return found


def check_cuts(run: Run, cuts: int, folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int = 0) -> None:
    chance = random.Random(seed)
    for number in range(cuts):
        place = chance.randrange(len(run.calls))
        assert cut(run, place, chance, folder / f"cut{number}", monkeypatch) == [], (number, place)
        shutil.rmtree(folder / f"cut{number}")


@on_sqlite
def test_the_power_goes_while_a_month_is_closed(closing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    check_cuts(closing, 8, tmp_path, monkeypatch)


@pytest.mark.nightly
@on_sqlite
@in_portions(10)
def test_the_power_goes_at_two_hundred_places(
    closing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: Portion
):
    check_cuts(closing, 20, tmp_path, monkeypatch, seed=1 + portion.number)


@on_sqlite
def test_the_harness_catches_a_program_that_syncs_nothing(
    closing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    unsynced = Run(closing.before, [call for call in closing.calls if not call.name.endswith("sync")], closing.whole)
    with pytest.raises(AssertionError):
        check_cuts(unsynced, 60, tmp_path, monkeypatch)
