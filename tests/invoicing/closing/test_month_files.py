"""A month that is kept in a file beside the database is the month that the log has, whatever came in since (SCALE.md)."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing as closed
from pathlib import Path

import pytest

from invoicing.audit.verify import verify
from invoicing.closing.gather import gather_month
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.log.batches import undo
from reads.log.decisions import Which, restore
from reads.store import month_file
from reads.store.engine import Store
from reads.store.look_without_orm import Look
from reads.store.month_file import folder_of, hash_of
from reads.store.schema import HEAD
from tests.invoicing.closing.months import OCTOBER, bring
from tests.invoicing.closing.test_prior_periods import voided

SEPTEMBER = OCTOBER.previous()
LATE = "mercy-general MG9 CTHEAD CT 2026-10-09T01:20"


@pytest.fixture
def kept(october: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Mercy's October, of which files are kept though it is small; it was looked at once."""
    monkeypatch.setattr(month_file, "FEW", 2)
    seen(october)
    return october


def seen(store: Store, month: Month = OCTOBER) -> list[str]:
    """Every route of the month."""
    with store.read() as session:
        return [repr(route) for route in gather_month(session, month).routes]


def seen_without(store: Store) -> list[str]:
    """The same, asked of the log alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(month_file, "FEW", 1_000_000)
        return seen(store)


def seen_by_a_look(store: Store) -> list[str]:
    """The same, asked as a command does that loads no ORM: on SQLite."""
    look = Look.opened(store.url, HEAD)
    if look is None:
        return seen(store)
    with look.held():
        return [repr(route) for route in gather_month(look, OCTOBER).routes]


def files(store: Store) -> list[Path]:
    """The files that are kept."""
    with store.read() as session:
        folder = folder_of(session)
    return sorted(folder.glob("*.db")) if folder is not None else []


def by(store: Store) -> By:
    return By("tester", store.clock.now())


def taken_back(store: Store) -> None:
    bring(store, LATE)
    with store.write() as session:
        undo(session, 2, "sent twice", lambda *_: [], by=by(store))


def void_taken_back(store: Store) -> None:
    voided(store, "MG1")
    seen(store)
    with store.write() as session:
        restore(session, Which("MG1"), "it was read", by=by(store))


def nothing(_store: Store) -> None:
    pass


def a_late_read(store: Store) -> None:
    bring(store, LATE)


def a_correction(store: Store) -> None:
    bring(store, LATE)
    bring(store, LATE.replace("01:20", "02:25"), corrects=True)


def a_correction_into_another_month(store: Store) -> None:
    bring(store, LATE)
    seen(store)
    bring(store, LATE.replace("10-09", "09-09"), corrects=True)


def a_void(store: Store) -> None:
    voided(store, "MG1")


@pytest.mark.parametrize(
    "happens",
    [
        nothing,
        a_late_read,
        a_correction,
        a_correction_into_another_month,
        a_void,
        void_taken_back,
        taken_back,
    ],
)
def test_what_happens_after_a_file_was_made_counts(kept: Store, happens: Callable[[Store], None]):
    happens(kept)
    assert seen_by_a_look(kept) == seen_without(kept)
    assert seen(kept) == seen_without(kept)
    assert seen(kept) == seen_without(kept)
    assert len(files(kept)) == (1 if kept.is_sqlite else 0)


def test_a_month_is_asked_of_the_log_once(kept: Store, monkeypatch: pytest.MonkeyPatch):
    if not kept.is_sqlite:
        assert files(kept) == []
        return
    made = files(kept)
    bring(kept, LATE)
    monkeypatch.setattr(month_file.Question, "of_log", lambda *_: pytest.fail("asked again"))
    assert len(seen(kept)) == 5
    assert files(kept) == made


def test_a_look_keeps_the_file_too(october: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(month_file, "FEW", 2)
    assert seen_by_a_look(october) == seen_without(october)
    assert len(files(october)) == (1 if october.is_sqlite else 0)


def test_a_file_is_made_anew_where_much_came_since(kept: Store):
    made = files(kept)
    bring(kept, *(LATE.replace("MG9", f"MG{number}") for number in (7, 8, 9)))
    assert seen(kept) == seen_without(kept)
    assert len(files(kept)) == len(made)
    assert files(kept) != made or not kept.is_sqlite


def test_another_log_under_the_same_name_has_none_of_these_reads(kept: Store, tmp_path: Path):
    """A backup from before the last import took the database's place, and another read came in."""
    if not kept.is_sqlite:
        return
    database = Path(str(kept.engine.url.database))
    kept.close()
    earlier = shutil.copy(database, tmp_path / "earlier.db")
    bring(kept, LATE)
    voided(kept, "MG1")
    seen(kept)
    kept.close()
    for left in database.parent.glob("wetread.db-[ws]*"):
        left.unlink()
    shutil.copy(earlier, database)
    bring(kept, LATE.replace("MG9", "MG8"))
    voided(kept, "MG2")
    assert seen(kept) == seen_without(kept)


def test_a_damaged_file_is_made_anew(kept: Store):
    for path in files(kept):
        content = path.read_bytes()
        path.write_bytes(content.replace(b"MG1", b"MG7"))
    assert seen(kept) == seen_without(kept)
    assert all(hash_of(path) == path.stem[-32:] for path in files(kept))


def test_a_forged_file_is_named(kept: Store):
    for path in files(kept):
        with closed(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE answers SET place_6 = replace(place_6, 'MG1', 'MG7')")
        forged = path.rename(path.with_name(path.name.replace(path.stem[-32:], hash_of(path))))
        with kept.read() as session:
            assert [(each.what, each.where) for each in verify(session, None).damage] == [
                ("month_file_wrong", forged.name)
            ]


def test_files_that_are_right_are_no_damage(kept: Store):
    bring(kept, LATE)
    with kept.read() as session:
        assert verify(session, None).damage == []


def test_where_no_file_can_be_kept_the_log_answers(october: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(month_file, "FEW", 2)
    with october.read() as session:
        folder = folder_of(session)
    if folder is not None:
        folder.write_text("in the way")
    assert seen(october) == seen_without(october)


def test_a_file_that_another_process_deletes_is_done_without(kept: Store, monkeypatch: pytest.MonkeyPatch):
    expected = seen_without(kept)
    monkeypatch.setattr(month_file, "_opened", lambda _: sqlite3.connect("file:gone?mode=ro", uri=True))
    assert seen(kept) == expected


def test_who_may_only_read_writes_no_file(october: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(month_file, "FEW", 2)
    reading = Store.open(october.url, read_only=True)
    assert seen(reading) == seen_without(october)
    assert files(october) == []
    reading.close()


def test_files_take_no_more_room_than_the_database(kept: Store):
    for path in files(kept):
        old = path.with_name(f"{'0' * 16}-1-1-{'0' * 32}-{'0' * 32}.db")
        old.write_bytes(b"0" * Path(str(kept.engine.url.database)).stat().st_size)
        os.utime(old, (0, 0))
        bring(kept, LATE.replace("10-09", "09-09"))
        seen(kept, SEPTEMBER)
        assert old not in files(kept)
        assert len(files(kept)) == 2
