"""A read is billed once, ever: any command given once, twice or ten times leaves the same in the database (spec 7)."""

import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import inspect, text

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.closing import mercy
from tests.promises.closers import NOON
from tests.promises.conftest import Ready

MONTH = (
    ("apply",),
    ("reads", "import", "october.csv"),
    ("held",),
    ("close", "2026-10"),
    ("close", "2026-10", "--issue", "--jobs", "1"),
    ("invoice", "list"),
    ("invoice", "pdf", "WR-2026-00001"),
    ("audit", "verify"),
    ("audit", "export", "-o", "audit.jsonl"),
    ("close", "2026-10", "--issue", "--jobs", "1", "--json"),
)


def dump(store: Store) -> str:
    """A hash over every row of every table, ids included."""
    digest = hashlib.sha256()
    with store.read() as session:
        for table in sorted(inspect(session.connection()).get_table_names()):
            for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1")):
                digest.update(repr((table, *row)).encode())
    return digest.hexdigest()


@pytest.fixture
def written(ready_for_all: Ready, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Store]:
    """Gives new books with a file of reads, most of them in the log already, and goes there; it is noon."""
    clock.instant = NOON

    def give() -> Store:
        return _written(ready_for_all, monkeypatch)

    return give


def _written(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> Store:
    books, store = ready()
    monkeypatch.chdir(books)
    (books / "october.csv").write_text(
        mercy.OCTOBER
        + "mercy-west,NEW,CTHEAD,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    )
    return store


def content_after(store: Store, run: Run, times: int) -> str:
    for command in MONTH:
        for _ in range(times):
            answer = run(*command, "--books", ".")
            assert answer.status in {0, 1}, (command, answer)
    found = dump(store)
    store.close()
    return found


def test_a_month_of_commands_once_twice_and_ten_times(written, run):
    once = content_after(written(), run, 1)
    assert content_after(written(), run, 2) == once
    assert content_after(written(), run, 10) == once


def test_the_whole_month_over_again_changes_nothing(written, run):
    store = written()
    for command in MONTH:
        run(*command, "--books", ".")
    before = dump(store)
    for command in MONTH:
        answer = run(*command, "--books", ".")
        assert answer.status in {0, 1}, (command, answer)
        assert dump(store) == before, command
    store.close()


def test_the_harness_catches_an_import_that_forgets_what_it_knows(written, run):
    """A worse program: every import is written down, also one that brought nothing."""
    from reads.store.events import Deed, record

    def noted_each_time(times):
        store = written()
        for _ in range(times):
            run("reads", "import", "october.csv", "--books", ".")
            with store.write() as session:
                record(session, Deed("reads.imported", "october.csv", {}), actor="tester", at=NOON)
        found = dump(store)
        store.close()
        return found

    assert noted_each_time(1) != noted_each_time(2)
