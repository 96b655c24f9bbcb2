"""An issued paper never changes: no statement of whoever holds the application's connection alters a row of it (spec 7)."""

import random
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel, select

from invoicing.papers.tables import BilledReadRow, FirstClosingRow, PaperFileRow, PaperRow
from reads.store.engine import Store
from tests.promises.closers import start
from tests.promises.conftest import Ready

ROWS = (PaperRow, FirstClosingRow, BilledReadRow, PaperFileRow)


@pytest.fixture
def issued(ready: Ready, tmp_path: Path) -> Store:
    """A store with an October that was issued and printed."""
    books, store = ready()
    assert start(books, tmp_path / "said").status() == 0
    return store


def rows(store: Store) -> list[list[tuple[object, ...]]]:
    with store.read() as session:
        return [
            [tuple(row) for row in session.execute(text(f"SELECT * FROM {table.__tablename__} ORDER BY id"))]
            for table in ROWS
        ]


def raw_statement(store: Store, chance: random.Random) -> str:
    """One way or another to change or remove a row of an issued paper."""
    table = chance.choice(ROWS)
    name = str(table.__tablename__)
    columns = [column.name for column in SQLModel.metadata.tables[name].columns if column.name != "id"]
    column, other = chance.choice(columns), chance.choice(columns)
    where = chance.choice(
        ["", " WHERE id = 1", f" WHERE {column} IS NOT NULL", " WHERE id IN (SELECT max(id) FROM closings)"]
    )
    same = ", ".join(columns)
    ways = [
        f"UPDATE {name} SET {column} = {other if column == other else column}{where}",
        f"UPDATE {name} SET id = id + 1000{where}",
        f"DELETE FROM {name}{where}",
        f"DELETE FROM {name} WHERE id = (SELECT min(id) FROM {name})",
    ]
    if store.is_sqlite:
        ways += [
            f"UPDATE OR REPLACE {name} SET {column} = {column}{where}",
            f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}{where}",
            f"REPLACE INTO {name} (id, {same}) SELECT id, {same} FROM {name} WHERE id = 1",
            f"INSERT INTO {name} SELECT * FROM {name} WHERE id = 1 ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
        ]
    else:
        ways += [
            f"TRUNCATE {name} CASCADE",
            f"INSERT INTO {name} SELECT * FROM {name} LIMIT 1 ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
            f"MERGE INTO {name} t USING {name} s ON t.id = s.id WHEN MATCHED THEN DELETE",
            f"SET LOCAL session_replication_role = replica; DELETE FROM {name}",
        ]
    return chance.choice(ways)


def through_orm(store: Store, chance: random.Random) -> None:
    """Loads a row as an object and changes or deletes it."""
    table = chance.choice(ROWS)
    with store.write() as session:
        row = session.exec(select(table)).first()
        assert row is not None
        if chance.random() < 0.5:
            session.delete(row)
        else:
            field = chance.choice(sorted(set(table.model_fields) - {"id"}))
            value = getattr(row, field)
            setattr(row, field, value + 1 if type(value) is int else "1999-01" if isinstance(value, str) else None)
        session.flush()


def check_attempts(store: Store, attempts: int) -> None:
    before, chance, refused = rows(store), random.Random(attempts), 0
    for _ in range(attempts):
        try:
            if chance.random() < 0.2:
                through_orm(store, chance)
            else:
                statement = raw_statement(store, chance)
                with store.write() as session:
                    session.connection().exec_driver_sql(statement)
        except DatabaseError:
            refused += 1
    assert rows(store) == before
    assert refused > attempts * 0.9


def test_no_statement_changes_an_issued_paper(issued: Store):
    check_attempts(issued, 200)


@pytest.mark.nightly
def test_a_thousand_statements_change_no_issued_paper(issued: Store):
    check_attempts(issued, 1_000)


def test_the_harness_sees_a_change_where_nothing_guards_the_table(issued: Store):
    with issued.write() as session:
        if issued.is_sqlite:
            for verb in ("update", "delete", "replace"):
                session.execute(text(f"DROP TRIGGER papers_no_{verb}"))
        else:
            session.execute(text("ALTER TABLE papers DISABLE TRIGGER ALL"))
        session.execute(text("UPDATE papers SET actor = 'somebody else'"))
    with pytest.raises(AssertionError):
        check_attempts(issued, 200)
