"""A full disk, a folder that takes nothing: one clear line, nothing half done, and the same command works after (spec 7).

The disk is full where the system refuses to let a file grow (RLIMIT_FSIZE): at another place of the work each time.
"""

import os
import resource
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.documents.print_processes import warm_up
from tests.promises.closers import content, damage, start
from tests.promises.conftest import Ready, copies

LIMITS = (0, 34_000, 60_000, 150_000)
MORE_LIMITS = (1, 2_000, 30_000, 33_000, 36_000, 40_000, 50_000, 70_000, 90_000, 120_000, 200_000, 300_000)
"""Bytes: from nothing at all, over the write-ahead log's first pages, to a PDF in the middle."""


def no_file_grows(limit: int) -> None:
    """From here on a file of this process that would grow longer is refused, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def one_clear_line(said: str) -> bool:
    told = [line for line in said.splitlines() if line.startswith("wetread: ")]
    return len(told) == 1 and "Traceback" not in said and "fault of wetread" not in said


@pytest.fixture(params=["sqlite"])
def ready_on_sqlite(request, tmp_path):
    """Copies of books on SQLite: its files are written by the command itself, a server's are not."""
    with copies(request, tmp_path) as give:
        yield give


def check_limits(ready_on_sqlite: Ready, tmp_path: Path, limits: tuple[int, ...]) -> None:
    warm_up()
    books, store = ready_on_sqlite()
    assert start(books, tmp_path / "alone").status() == 0
    alone, stopped = content(store), 0
    for limit in limits:
        books, store = ready_on_sqlite()
        said = Said(tmp_path / f"said{limit}")
        status = start(books, said.path, partial(no_file_grows, limit)).status()
        assert status in {0, 3}, (limit, said.text())
        stopped += status == 3
        if status == 3:
            assert one_clear_line(said.text()), (limit, said.text())
        assert [each for each in damage(store, books) if "has no PDF" not in each] == [], limit
        assert not list(books.rglob("*.part")), limit
        assert start(books, tmp_path / f"again{limit}").status() == 0, limit
        assert damage(store, books) == []
        assert content(store) == alone
        store.close()
    assert stopped >= 2, "no limit stopped anything: they are no test"


def test_wherever_the_disk_becomes_full_nothing_is_half_done(ready_on_sqlite: Ready, tmp_path: Path):
    check_limits(ready_on_sqlite, tmp_path, LIMITS)


@pytest.mark.nightly
def test_at_many_more_places_too(ready_on_sqlite: Ready, tmp_path: Path):
    check_limits(ready_on_sqlite, tmp_path, MORE_LIMITS)


class Said:
    """A pipe in the file system, which no limit on files touches."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def text(self) -> str:
        """All that was said, once the process has ended."""
        if self._end >= 0:
            self._heard = os.read(self._end, 1 << 16).decode()
            os.close(self._end)
            self._end = -1
        return self._heard


def commit_first(limit: int) -> None:
    """A worse program: what it numbers is committed at once, before the rest is stored."""
    from invoicing.papers import repository

    take = repository.take_number

    def taken_at_once(session, series):
        number = take(session, series)
        session.execute(text("COMMIT"))
        session.execute(text("BEGIN IMMEDIATE"))
        no_file_grows(limit)
        return number

    repository.take_number = taken_at_once


def test_the_harness_catches_a_number_that_was_taken_before_the_rest_was_stored(ready_on_sqlite: Ready, tmp_path: Path):
    warm_up()
    books, store = ready_on_sqlite()
    start(books, Said(tmp_path / "said").path, partial(commit_first, 0)).status()
    assert any("invoice/2026 says" in each for each in damage(store, books))
    store.close()


def test_a_folder_that_takes_no_file_is_told_in_one_line(ready: Ready, tmp_path: Path):
    """Where the PDFs should go there is something else; the invoices stand, and the next run prints them."""
    books, store = ready()
    (books / "invoices").write_text("not a folder")
    assert start(books, tmp_path / "said").status() == 3
    assert one_clear_line((tmp_path / "said").read_text()), (tmp_path / "said").read_text()
    (books / "invoices").unlink()
    assert start(books, tmp_path / "again").status() == 0
    assert damage(store, books) == []


def nobody() -> None:
    """The rights of a user who may write nothing here."""
    os.setresuid(65534, 65534, 65534)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_database_that_may_not_be_written_is_told_in_one_line(ready_on_sqlite: Ready, tmp_path: Path):
    warm_up()
    books, store = ready_on_sqlite()
    before = content(store)
    for folder in (books, *books.parents):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to(tmp_path.parent.parent.parent):
            folder.chmod(0o755)
    for path in books.iterdir():
        path.chmod(0o755 if path.is_dir() else 0o644)
    said = Said(tmp_path / "said")
    assert start(books, said.path, nobody).status() == 3
    assert one_clear_line(said.text()), said.text()
    assert content(store) == before
    assert start(books, tmp_path / "again").status() == 0
    assert damage(store, books) == []


def test_the_harness_sees_a_traceback():
    assert not one_clear_line("Traceback (most recent call last):\nwetread: no\n")
    assert not one_clear_line("wetread: a fault of wetread itself (OSError)\n")
