"""Any change of any stored fact is noticed and named by table and row, on both databases (spec 7.1).

The attacker here owns the database: the triggers that refuse him are gone.
"""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlmodel import Session, SQLModel

from invoicing.audit.verify import verify
from reads.store import tree_checks
from reads.store.damage import Damage
from reads.store.engine import Store
from reads.store.hash_tree_leaves import SEALS, Tree, guarded, ids_of, leaves
from reads.store.tree_checks import check_tree
from tests.house.test_purity import MODULES
from tests.promises.closers import start
from tests.promises.conftest import Ready


@pytest.fixture(scope="module")
def unguarded(ready_for_all: Ready) -> tuple[Path, Store]:
    """A database with a row in every append-only table, whose triggers are gone."""
    for module in MODULES:
        if module.rsplit(".", 1)[-1] in {"tables", "events"}:
            importlib.import_module(module)
    books, store = ready_for_all()
    assert start(books, books / "said").status() == 0
    if store.is_sqlite:
        store.close()
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
        event.listen(
            store.engine, "connect", lambda connection, _: connection.execute("PRAGMA ignore_check_constraints=ON")
        )
    with store.write() as session:
        names = [*guarded(session.connection()), SEALS]
        for name in names:
            if store.is_sqlite:
                query = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{name}'"
                for trigger in list(session.execute(text(query)).scalars()):
                    session.execute(text(f"DROP TRIGGER {trigger}"))
            else:
                session.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER ALL"))
                _drop_constraints(session, name)
    with store.write() as session:
        for name in names:
            if not session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one():
                _invent(session, name, 1)
    return books, store


def _drop_constraints(session: Session, table: str) -> None:
    """Checks, keys and references, which would refuse some of the changes."""
    query = (
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        f"WHERE contype IN ('c', 'f', 'u') AND conrelid = '{table}'::regclass"
    )
    for owner, name in session.execute(text(query)).all():
        session.execute(text(f"ALTER TABLE {owner} DROP CONSTRAINT IF EXISTS {name} CASCADE"))


def _invent(session: Session, table: str, number: int) -> None:
    """A row that fits the columns and says nothing."""
    values = {
        column.name: number if column.name == "id" else _value(column, number)
        for column in SQLModel.metadata.tables[table].columns
    }
    marks = ", ".join(f":{name}" for name in values)
    session.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"), values)


def _value(column: object, number: int) -> object:
    kind = str(column.type.impl if hasattr(column.type, "impl") else column.type).upper()  # type: ignore[attr-defined]
    return (
        number
        if "INT" in kind
        else bytes([number % 256])
        if "BLOB" in kind or "BINARY" in kind
        else f"made up {number}"
    )


def found(unguarded: tuple[Path, Store], harm: Callable[[Session], object]) -> list[Damage]:
    """What the tree's check says after the harm, which is undone at the end."""
    _, store = unguarded
    with store.write() as session:
        harm(session)
        damage = check_tree(session.connection()).damage
        session.rollback()
    return damage


def changed(column: object, sqlite: bool) -> str:
    kind = str(column.type.impl if hasattr(column.type, "impl") else column.type).upper()  # type: ignore[attr-defined]
    name = column.name  # type: ignore[attr-defined]
    if "INT" in kind:
        return f"coalesce({name}, 0) + 1"
    if "BLOB" in kind or "BINARY" in kind:
        return f"CAST({name} || x'00' AS BLOB)" if sqlite else f"{name} || '\\x00'::bytea"
    return f"coalesce({name}, '') || 'x'"


def test_nothing_is_wrong_with_what_was_written(unguarded):
    assert found(unguarded, lambda session: None) == []


def _every_change(unguarded: tuple[Path, Store]) -> tuple[int, list[str]]:
    """How many columns were changed, the first of every table, then the second..., and those of which nothing was said."""
    with unguarded[1].read() as session:
        tables = guarded_now(session)
    counts = [_changes(unguarded, tables), _changes(unguarded, [SEALS])]
    return sum(count for count, _ in counts), [each for _, missed in counts for each in missed]


def _changes(unguarded: tuple[Path, Store], tables: list[str]) -> tuple[int, list[str]]:
    store, count, missed = unguarded[1], 0, []
    with store.read() as session:
        last = {table: session.execute(text(f"SELECT max(id) FROM {table}")).scalar_one() for table in tables}
    columns = {table: [c for c in SQLModel.metadata.tables[table].columns if c.name != "id"] for table in tables}
    for place in range(max(map(len, columns.values()))):
        these = {table: of[place] for table, of in columns.items() if place < len(of)}

        def harm(session: Session, these: Mapping[str, object] = these) -> None:
            for table, column in these.items():
                value = changed(column, store.is_sqlite)
                session.execute(text(f"UPDATE {table} SET {column.name} = {value} WHERE id = {last[table]}"))  # type: ignore[attr-defined]

        named = {each.where for each in found(unguarded, harm)}
        count += len(these)
        missed += [
            f"{table}.{column.name}" for table, column in these.items() if f"{table} row {last[table]}" not in named
        ]
    return count, missed


def guarded_now(session: Session) -> list[str]:
    """The tables that the tree covers, as it notes them."""
    return list(session.execute(text("SELECT name FROM tree_tables ORDER BY name")).scalars())


def test_every_column_of_every_append_only_table_changed_once_is_named(unguarded):
    count, missed = _every_change(unguarded)
    assert missed == []
    assert count > 350


def test_the_harness_catches_a_tree_that_leaves_a_column_out(unguarded, monkeypatch):
    """A worse program: its leaves are made of ids alone."""
    real = leaves

    def lazy(connection, table, after):  # type: ignore[no-untyped-def]
        marks: dict[int, bytes] = {}
        for seal in connection.execute(text(f"SELECT ids, count, marks FROM {SEALS} WHERE name = '{table.name}'")):
            ids = ids_of(seal.ids, seal.count)
            marks |= {number: seal.marks[place * 8 : place * 8 + 8] for place, number in enumerate(ids)}
        for ids, digests in real(connection, table, after):
            yield ids, [marks.get(number, digest) for number, digest in zip(ids, digests, strict=True)]

    monkeypatch.setattr(tree_checks, "leaves", lazy)
    assert _every_change(unguarded)[1] != []


def test_the_last_row_of_each_table_is_missed(unguarded):
    with unguarded[1].read() as session:
        names = [*guarded_now(session), SEALS]
        last = {name: session.execute(text(f"SELECT max(id) FROM {name}")).scalar_one() for name in names}

    def harm(session: Session) -> None:
        for name, number in last.items():
            if name != SEALS:
                session.execute(text(f"DELETE FROM {name} WHERE id = {number}"))

    damage = {(each.what, each.where) for each in found(unguarded, harm)}
    assert {("row_missing", f"{name} row {number}") for name, number in last.items() if name != SEALS} <= damage


def test_the_last_seal_is_missed(unguarded):
    statement = f"DELETE FROM {SEALS} WHERE id = (SELECT max(id) FROM {SEALS})"
    assert "tree_changed" in {each.what for each in found(unguarded, lambda session: session.execute(text(statement)))}


def test_an_inserted_row_is_named_in_each_table(unguarded):
    with unguarded[1].read() as session:
        tables = [*guarded_now(session), SEALS]

    def harm(session: Session) -> None:
        for table in tables:
            _invent(session, table, 1_000_007)

    named = {each.where for each in found(unguarded, harm)}
    assert {f"{table} row 1000007" for table in tables} <= named


def test_a_row_that_somebody_else_wrote_stays_named_after_others_were_written_properly(store: Store):
    with store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO taken_files (id, sha256, path, at, actor) VALUES (5, 'a', 'b', 'c', 'eve')")
        )
    with store.write() as session:
        session.execute(
            text("INSERT INTO taken_files (id, sha256, path, at, actor) VALUES (6, 'd', 'b', 'c', 'tester')")
        )
    with store.read() as session:
        damage = verify(session, None).damage
    assert [(each.what, each.where) for each in damage] == [("row_inserted", "taken_files row 5")]


def test_a_migration_makes_leaves_of_what_is_there_and_keeps_telling_what_was_wrong(store: Store):
    with store.write() as session:
        tree = Tree.opened(session.connection())
        assert tree is not None
        tree.plant(["read_versions row 7 is not what was recorded"])
    with store.read() as session:
        damage = check_tree(session.connection()).damage
    assert [each.what for each in damage] == ["damaged_before"]
    assert "read_versions row 7" in damage[0].message
