"""The store keeps what it says it keeps, on both databases."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from reads.store.engine import Store
from reads.store.errors import DatabaseNewer, DatabaseUnavailable, NotOurDatabase
from reads.store.events import GENESIS, Deed, EventRow, event_hash, head_hash, record

AT = datetime(2026, 11, 2, tzinfo=UTC)


def add_event(store, action="reads.imported"):
    with store.write() as session:
        return record(session, Deed(action, "october.csv", {"rows": 3}), actor="ana", at=AT)


def test_events_are_chained_and_each_hash_can_be_recomputed(store):
    hashes = [add_event(store), add_event(store)]
    with store.read() as session:
        rows = session.exec(select(EventRow).order_by(col(EventRow.id))).all()
        assert [row.previous for row in rows] == [GENESIS, hashes[0]]
        assert [event_hash(row) for row in rows] == hashes
        assert head_hash(session) == hashes[1]


def test_the_database_itself_refuses_to_rewrite_the_past(store):
    add_event(store)
    last = "INSERT OR REPLACE INTO events SELECT * FROM events" if store.is_sqlite else "TRUNCATE events CASCADE"
    for statement in ("UPDATE events SET actor = 'somebody else'", "DELETE FROM events", last):
        with pytest.raises(DBAPIError, match="append-only"), store.write() as session:
            session.execute(text(statement))
    with store.read() as session:
        assert session.execute(text("SELECT count(*), min(actor) FROM events")).one() == (1, "ana")


def test_an_error_in_a_transaction_leaves_nothing(store):
    def killed_in_the_middle():
        with store.write() as session:
            record(session, Deed("reads.imported", "october.csv", {}), actor="ana", at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        killed_in_the_middle()
    with store.read() as session:
        assert head_hash(session) == GENESIS


def test_a_decimal_comes_back_with_its_places_and_a_float_is_refused(store):
    from reads.store.columns import BigInt, DecimalText

    dialect = store.engine.dialect
    assert DecimalText().process_result_value(
        DecimalText().process_bind_param(Decimal("1.80"), dialect), dialect
    ) == Decimal("1.80")
    for column in (DecimalText(), BigInt()):
        with pytest.raises(TypeError):
            column.process_bind_param(1.8, dialect)  # type: ignore[arg-type]


def test_migrating_twice_changes_nothing(empty_database, clock):
    store = Store.open(empty_database, clock=clock)
    store.migrate()
    add_event(store)
    store.migrate()
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM events")).scalar_one() == 1
    store.close()


def test_a_newer_database_is_refused(store, database, clock):
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    later = Store.open(database, clock=clock)
    with pytest.raises(DatabaseNewer, match="9999"):
        later.migrate()
    later.close()


def test_another_programs_database_is_not_touched(tmp_path):
    import sqlite3

    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE patients (name TEXT)")
    theirs.close()
    store = Store.open(f"sqlite:///{path}")
    with pytest.raises(NotOurDatabase):
        store.migrate()
    store.close()


def test_a_new_sqlite_file_is_readable_by_its_owner_alone(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'new.db'}")
    store.migrate()
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
    store.close()


def test_a_missing_folder_is_told_in_a_sentence(tmp_path):
    with pytest.raises(DatabaseUnavailable, match="doesn't exist"):
        Store.open(f"sqlite:///{tmp_path / 'nowhere' / 'wetread.db'}")


def test_two_writers_decide_one_after_the_other(database, clock):
    """With a lock taken only at the first write, both would read 0 and the second would overwrite or fail."""
    from threading import Barrier, Thread

    start = Barrier(4)

    def append():
        store = Store.open(database, clock=clock)
        start.wait()
        for _ in range(10):
            add_event(store)
        store.close()

    writers = [Thread(target=append) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = Store.open(database, clock=clock)
    with store.read() as session:
        rows = session.exec(select(EventRow).order_by(col(EventRow.id))).all()
    assert len(rows) == 40
    assert [row.previous for row in rows] == [GENESIS, *[row.hash for row in rows[:-1]]]
    store.close()
