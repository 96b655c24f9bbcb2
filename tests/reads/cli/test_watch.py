"""`wetread reads watch`: each dropped file is taken once, when it is whole, whatever kills it in between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from reads.log.batches import ImportBatch, batches
from reads.log.watched_folder import WatchedFolder
from reads.store.engine import Store
from tests.conftest import Run
from tests.databases import sqlite_url
from tests.reads.intake.hl7.messages import message, report

WETREAD = "from invoicing.cli.main import main; main()"
HEADER = "facility,accession,exam_code,read_type,signed_at\n"


def row(number: int) -> str:
    return f"mercy-main,A{number},CTHEAD,preliminary,2026-10-03T06:12:00Z\n"


@pytest.fixture
def drop(books, tmp_path):
    """The folder that files are dropped into; the books say nothing."""
    (books / "wetread.toml").write_text("")
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def test_what_lies_there_is_taken_once_and_moved(run: Run, drop, tmp_path):
    (drop / "a.csv").write_text(HEADER + row(1))
    (drop / "b.hl7").write_text(message(report(accession="A2")))
    (drop / "c.csv.part").write_text(HEADER + row(3))
    (drop / ".hidden").write_text(HEADER + row(4))
    done = tmp_path / "done"
    found = run("reads", "watch", str(drop), "--done", str(done), "--once", "--settle", "0", "--json")
    assert (found.status, found.json["recorded"]) == (0, 2)
    assert sorted(path.name for path in done.iterdir()) == ["a.csv", "b.hl7"]
    assert sorted(path.name for path in drop.iterdir()) == [".hidden", "c.csv.part"]
    (drop / "a.csv").write_text(HEADER + row(5))
    assert (
        run("reads", "watch", str(drop), "--done", str(done), "--once", "--settle", "0", "--json").json["recorded"] == 1
    )
    assert len(list(done.iterdir())) == 3


def test_without_a_place_to_move_to_it_is_remembered_by_content_also_once_it_was_undone(run: Run, drop):
    (drop / "a.csv").write_text(HEADER + row(1))
    watch = ("reads", "watch", str(drop), "--once", "--settle", "0", "--json")
    assert run(*watch).json["recorded"] == 1
    assert run("reads", "undo", "1", "--because", "the wrong file").status == 0
    (drop / "copy.csv").write_text(HEADER + row(1))
    assert run(*watch).json["rows"] == 0


def test_what_waits_for_a_person_is_the_exit_status_and_what_cannot_be_read_stays_and_is_named(run: Run, drop):
    (drop / "a.csv").write_text(HEADER + row(1).replace("preliminary", "waltz"))
    (drop / "b.csv").write_text("no,read\n1,2\n")
    found = run("reads", "watch", str(drop), "--once", "--settle", "0")
    assert found.status == 1
    assert "b.csv" in found.stderr
    assert "it was not taken" in found.stderr
    assert (drop / "b.csv").exists()


def test_a_file_that_still_grows_is_not_whole(tmp_path):
    watched, path = WatchedFolder(tmp_path, 2), tmp_path / "a.csv"
    path.write_text("")
    assert watched.whole(0) == watched.whole(9) == []
    path.write_text("facility")
    assert watched.whole(10) == []
    path.write_text("facility,accession")
    assert watched.whole(11) == watched.whole(12) == []
    assert watched.waits()
    assert watched.whole(13) == [path]
    watched.done(path)
    assert watched.whole(14) == []
    assert not watched.waits()
    path.write_text("facility,accession,exam")
    assert watched.whole(15) == []
    assert watched.whole(17) == [path]


def killed_while_it_takes(books, drop, files: int, kills: int) -> None:
    """Files of ten rows dropped by rename while the watcher is killed again and again; then each came once.

    What it says goes into a file: a full pipe would hold it.
    """
    chance, command = random.Random(5), [sys.executable, "-c", WETREAD, "reads", "watch", str(drop), "--settle", "0"]
    command += ["--every", "0.05", "--books", str(books)]

    said = books.parent / "said.txt"

    def started() -> subprocess.Popen[bytes]:
        with said.open("wb") as file:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file)
        while not said.read_text().startswith("watching"):
            assert process.poll() is None, said.read_text()
            time.sleep(0.02)
        return process

    process, each = started(), files // (kills + 1)
    for number in range(files):
        part = drop / f"{number}.part"
        part.write_text(HEADER + "".join(row(number * 10 + at) for at in range(10)))
        part.rename(drop / f"{number}.csv")
        if kills and number % each == each - 1 and number < files - 1:
            time.sleep(chance.uniform(0, 0.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
            process = started()
    store = Store.open(sqlite_url(books / "wetread.db"))
    found: list[ImportBatch] = []
    looks = 0
    while len(found) < files and looks < 600:  # as long as it takes, where a file still came within a minute
        before = len(found)
        with store.read() as session:
            found = batches(session, files + 50)
        looks = 0 if len(found) > before else looks + 1
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    store.close()
    assert sorted(batch.path.rpartition("/")[2] for batch in found) == sorted(
        f"{number}.csv" for number in range(files)
    )
    assert all(batch.counts["recorded"] == 10 for batch in found)


def test_killed_at_any_moment_it_takes_each_file_once(books, drop):
    killed_while_it_takes(books, drop, files=12, kills=2)


@pytest.mark.nightly
def test_killed_many_times_it_takes_each_file_once(books, drop):
    killed_while_it_takes(books, drop, files=400, kills=40)
