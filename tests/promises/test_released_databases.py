"""Any released database opens: one of each release, on both engines, is upgraded, and all in it is whole (spec 7)."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from invoicing.audit.verify import verify
from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.schema import HEAD
from tests.databases import sqlite_url
from tests.released import NOON, RELEASED, counts_of

VERSIONS = sorted(path.name for path in RELEASED.iterdir())


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Each version that was released."""
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgres"])
def released(version: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A copy of its database as it was left."""
    if request.param == "sqlite":
        shutil.copy(RELEASED / version / "wetread.db", tmp_path / "wetread.db")
        store = Store.open(sqlite_url(tmp_path / "wetread.db"), clock=FixedClock(NOON))
        yield store
        store.close()
        return
    with request.getfixturevalue("postgres").database(migrated=False) as url:
        loaded = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(loaded, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public")
            connection.execute((RELEASED / version / "wetread.sql").read_text())
        store = Store.open(url, clock=FixedClock(NOON))
        yield store
        store.close()


def test_it_is_upgraded_and_everything_in_it_is_whole(released, version):
    store: Store = released
    store.migrate()
    assert store.revision() == HEAD
    with store.read() as session:
        found = verify(session, None)
        names = list(session.execute(text("SELECT number FROM papers WHERE number IS NOT NULL ORDER BY id")).scalars())
    assert found.damage == []
    assert found.papers > 0
    assert names == [f"WR-2026-{number:05d}" for number in range(1, len(names) + 1)]
    before = json.loads((RELEASED / version / "counts.json").read_text())
    assert {table: count for table, count in counts_of(store).items() if table in before} == before


def test_the_harness_catches_an_upgrade_that_changes_what_was_recorded(released):
    """A worse program: its migration rewrites the papers."""
    store: Store = released
    store.migrate()
    with store.write() as session:
        if store.is_sqlite:
            session.execute(text("DROP TRIGGER papers_no_update"))
        else:
            session.execute(text("ALTER TABLE papers DISABLE TRIGGER USER"))
        session.execute(text("UPDATE papers SET snapshot = replace(snapshot, 'Mercy', 'mercy')"))
    with store.read() as session:
        assert {each.what for each in verify(session, None).damage} >= {"paper_changed"}
