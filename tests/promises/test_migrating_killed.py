"""A database of the first release that is killed while it is upgraded ends as one that nobody killed (spec 7)."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url

from invoicing.audit.verify import verify
from reads.store.engine import Store
from reads.store.schema import HEAD
from reads.store.schema_checks import schema_damage
from tests.invoicing.closing import mercy
from tests.portions import Portion, in_portions
from tests.promises.conftest import Ready, copies
from tests.promises.killing import Killer, spread
from tests.released import RELEASED

LIST = ("invoice", "list")
"""Any command upgrades the books that it is asked about."""


def left_by_0_1(books: Path, url: str) -> None:
    """The database is as 0.1.0 left it."""
    mercy.write_books(books, url)
    left, parsed = RELEASED / "0.1.0", make_url(url)
    if parsed.get_backend_name() == "sqlite":
        shutil.copy(left / "wetread.db", parsed.database or "")
        return
    loaded = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(loaded, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute((left / "wetread.sql").read_text())


@pytest.fixture(params=["sqlite", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ready]:
    """Copies of books whose database the first release left."""
    with copies(request, tmp_path, left_by_0_1) as give:
        yield give


def everything(store: Store) -> dict[str, Counter[tuple[object, ...]]]:
    """Every row of every table."""
    with store.read() as session:
        tables = inspect(session.connection()).get_table_names()
        return {table: Counter(map(tuple, session.execute(text(f"SELECT * FROM {table}")))) for table in tables}


def upgraded(store: Store, killer: Killer, books: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """What an upgrade leaves that comes to its end: its schema and its rows are whole."""
    assert killer.run(books) == 0, killer.said.read_text()
    assert store.revision() == HEAD
    with store.read() as session:
        assert verify(session, None).damage == []
        assert list(schema_damage(session.connection())) == []
    return everything(store)


def check_steps(old: Ready, killer: Killer, chosen: Callable[[int], Sequence[int]]) -> None:
    books, store = old()
    whole = upgraded(store, killer, books)
    store.close()
    steps = chosen(len(killer.steps))
    assert "UPDATE alembic_version SET version_num='0022'" in " ".join(killer.steps)
    for step in steps:
        books, store = old()
        before = everything(store)
        killer.run(books, step)
        assert everything(store) in (before, whole), step
        assert upgraded(store, killer, books) == whole, step
        store.close()


def test_an_upgrade_killed_at_any_statement_is_not_begun_or_done(old: Ready, tmp_path: Path):
    check_steps(old, Killer(tmp_path, LIST), lambda steps: spread(steps, 3))


@pytest.mark.nightly
@in_portions(6)
def test_each_statement_of_an_upgrade(old: Ready, tmp_path: Path, portion: Portion):
    check_steps(old, Killer(tmp_path, LIST), lambda steps: portion.take(range(1, steps + 1)))


def commit_each_migration() -> None:
    """A worse program: what each statement changes is committed at once."""
    from sqlalchemy import event

    event.listen(Engine, "after_cursor_execute", _commit_table)


def _commit_table(connection, cursor, statement, *_):
    if statement.lstrip().startswith("CREATE TABLE"):
        connection.connection.driver_connection.commit()


@pytest.mark.parametrize("old", ["sqlite"], indirect=True)
def test_the_harness_catches_an_upgrade_that_is_not_one_transaction(old: Ready, tmp_path: Path):
    killer = Killer(tmp_path, LIST, commit_each_migration)
    books, store = old()
    killer.run(books)
    created = [at for at, step in enumerate(killer.steps, 1) if step.startswith("CREATE TABLE")]
    store.close()
    books, store = old()
    before = everything(store)
    killer.run(books, created[-1] + 1)
    assert everything(store) != before
