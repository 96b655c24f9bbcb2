"""A read is billed once, ever: also where several processes close the same month at the same moment (spec 7)."""

from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.documents.print_processes import warm_up
from invoicing.papers import closings, repository
from reads.store.engine import Store
from tests.portions import Portion, in_portions
from tests.promises.closers import content, damage, start
from tests.promises.conftest import Ready

TOGETHER = 4


def check_rounds(ready: Ready, tmp_path: Path, rounds: int) -> None:
    warm_up()
    books, store = ready()
    assert start(books, tmp_path / "alone").status() == 0
    alone = content(store)
    for number in range(rounds):
        books, store = ready()
        said = [tmp_path / f"said{number}-{each}" for each in range(TOGETHER)]
        closers = [start(books, each) for each in said]
        statuses = [closer.status() for closer in closers]
        assert statuses == [0] * TOGETHER, [each.read_text() for each in said]
        assert damage(store, books) == []
        assert content(store) == alone
        store.close()


def test_four_closings_at_once_end_as_one(ready: Ready, tmp_path: Path):
    check_rounds(ready, tmp_path, 3)


@pytest.mark.nightly
@in_portions(5)
def test_four_closings_at_once_fifty_times(ready: Ready, tmp_path: Path, portion: Portion):
    check_rounds(ready, tmp_path, len(portion.take(range(50))))


def decide_before_the_lock() -> None:
    """A worse program: what is issued was looked up before the lock was taken, and numbers are the highest plus one."""

    def highest_plus_one(session, series):
        query = text("SELECT coalesce(max(sequence), 0) + 1 FROM papers WHERE series = :series")
        return int(session.execute(query, {"series": series}).scalar_one())

    repository.take_number = highest_plus_one
    closings.closings = lambda reading, contracts: {contract: {} for contract in contracts}


UNIQUE = {
    "closings": ("uq_closings_contract_month",),
    "papers": ("uq_papers_number", "uq_papers_previous", "uq_papers_series_sequence", "uq_papers_sha256"),
}


def without_constraints(store: Store) -> None:
    """A worse schema: tables that take the same month, number and read twice."""
    with store.write() as session:
        session.execute(text("DROP INDEX ix_billed_reads_original"))
        if store.is_sqlite:
            session.execute(text("ALTER TABLE closings RENAME TO guarded_closings"))
            session.execute(text("CREATE TABLE closings AS SELECT * FROM guarded_closings"))
            return
        for table, names in UNIQUE.items():
            for name in names:
                session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))


def test_the_harness_catches_a_closing_that_decides_before_the_lock(ready: Ready, tmp_path: Path):
    warm_up()
    for number in range(20):
        books, store = ready()
        without_constraints(store)
        closers = [start(books, tmp_path / f"said{number}-{n}", decide_before_the_lock) for n in range(TOGETHER)]
        for closer in closers:
            closer.status()
        found = damage(store, books)
        store.close()
        if any("billed" in each for each in found):
            return
    pytest.fail("20 rounds of a closing that decides before the lock, and nothing was found")


def test_where_code_forgets_the_lock_the_database_still_refuses(ready: Ready, tmp_path: Path):
    """The constraints stay: whoever comes second is told so, and nothing is billed twice."""
    warm_up()
    books, store = ready()
    said = [tmp_path / f"said{each}" for each in range(TOGETHER)]
    closers = [start(books, each, decide_before_the_lock) for each in said]
    statuses = [closer.status() for closer in closers]
    assert not any("billed" in each for each in damage(store, books))
    assert {0, 3} >= set(statuses)
    assert "another command issued it at the same moment" in "".join(each.read_text() for each in said)
