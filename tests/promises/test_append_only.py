"""What is recorded stays: no statement changes or removes a row of any table that only grows, on either database (spec 7).

Issued papers have a test of their own (test_closing_unchanged); this one is about all the tables there are.
"""

import importlib
import random

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from reads.store.engine import Store
from tests.house.test_purity import MODULES
from tests.promises.closers import start
from tests.promises.conftest import Ready

CHANGING = {"alembic_version", "data_keys", "event_heads", "series", "control_series", "tree_tables", "tree_heads"}
"""The tables that may change: the schema's version, wrapped keys, the end of the audit log, the last numbers given."""


@pytest.fixture(scope="module")
def filled(ready_for_all: Ready) -> Store:
    """A store with reads, contracts, fees, papers, events: what a month leaves."""
    for module in MODULES:
        if module.rsplit(".", 1)[-1] in {"tables", "events"}:
            importlib.import_module(module)
    books, store = ready_for_all()
    assert start(books, books / "said").status() == 0
    return store


def tables(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(set(inspect(session.connection()).get_table_names()) - CHANGING)


def filled_tables(store: Store) -> list[str]:
    """Those that have a row: only there a statement can do harm."""
    with store.read() as session:
        return [table for table in tables(store) if session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()]


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]
            for table in tables(store)
        }


def statement(store: Store, chance: random.Random, table: str) -> str:
    columns = [column.name for column in SQLModel.metadata.tables[table].columns if column.name != "id"]
    column = chance.choice(columns)
    where = chance.choice(["", " WHERE id = 1", f" WHERE {column} IS NOT NULL"])
    ways = [
        f"UPDATE {table} SET {column} = {column}{where}",
        f"UPDATE {table} SET id = -id{where}",
        f"DELETE FROM {table}{where}",
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
    ]
    if store.is_sqlite:
        ways += [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table} WHERE id = (SELECT max(id) FROM {table})",
            f"UPDATE OR REPLACE {table} SET id = 1",
        ]
    else:
        ways += [
            f"TRUNCATE {table} CASCADE",
            f"SET LOCAL session_replication_role = replica; DELETE FROM {table}",
            f"MERGE INTO {table} t USING {table} s ON t.id = s.id WHEN MATCHED THEN DELETE",
            f"WITH gone AS (DELETE FROM {table} RETURNING id) SELECT count(*) FROM gone",
        ]
    return chance.choice(ways)


def check(store: Store, attempts: int) -> None:
    before, chance, among = rows(store), random.Random(attempts), filled_tables(store)
    assert len(among) >= 8
    passed = []
    for number in range(attempts):
        words = statement(store, chance, among[number % len(among)])
        try:
            with store.write() as session:
                session.connection().exec_driver_sql(words)
            passed.append(words)
        except DatabaseError:
            pass
    assert rows(store) == before
    assert all(" WHERE " in words for words in passed), passed


def test_a_thousand_statements_change_nothing_that_was_recorded(filled):
    check(filled, 1_000)


def test_every_table_refuses_by_itself_also_an_empty_one(filled):
    """A table of a later migration that forgot its triggers is found here."""
    with filled.read() as session:
        if filled.is_sqlite:
            query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
            wanted = {"no_update", "no_delete", "no_replace"}
        else:
            query = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
            wanted = {"no_change", "no_truncate"}
        found = {(table, trigger.removeprefix(f"{table}_")) for table, trigger in session.execute(text(query))}
    assert [table for table in tables(filled) if not wanted <= {each for name, each in found if name == table}] == []


def test_the_harness_catches_a_table_without_its_triggers(ready_for_all):
    _, store = ready_for_all()
    with store.write() as session:
        if store.is_sqlite:
            for verb in ("update", "delete", "replace"):
                session.execute(text(f"DROP TRIGGER imports_no_{verb}"))
        else:
            session.execute(text("ALTER TABLE imports DISABLE TRIGGER USER"))
    with pytest.raises(AssertionError):
        check(store, 400)
    store.close()
