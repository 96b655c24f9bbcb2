"""Seals what a transaction adds: every row of every append-only table becomes a leaf of the hash tree before it is committed.

Which tables there are is asked of the database, by their guards. Rows that somebody else wrote are left out of the tree, so
that `audit verify` names them for good. A row's canonical text is the JSON array of its columns as its database writes it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, text
from sqlmodel import Session

from reads.store.hash_tree import MARK, NOTHING, Range, Seal, leaf, root_of

SEALS = "tree_seals"
_AT_ONCE = 8_192
_IN_A_SEAL = 65_536

_GUARDED = {
    "sqlite": (
        "SELECT tbl_name, (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(tbl_name) ORDER BY name)) "
        "FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_update' ORDER BY 1"
    ),
    "postgresql": (
        "SELECT c.relname, (SELECT string_agg(attname, ',' ORDER BY attname COLLATE \"C\") FROM pg_attribute "
        "WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND tgname = c.relname || '_no_change' ORDER BY 1"
    ),
}
_HAS_TREE = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'tree_heads'",
    "postgresql": "SELECT count(*) FROM pg_class WHERE relname = 'tree_heads' AND relnamespace = current_schema()::regnamespace",
}
_SEAL = text(
    f"INSERT INTO {SEALS} (epoch, seal, name, columns, count, ids, marks, told, sha256, root) "
    "VALUES (:epoch, :seal, :name, :columns, :count, :ids, :marks, :told, :sha256, :root)"
)
_TABLE = text(
    "INSERT INTO tree_tables (name, columns, last, count, mountains) VALUES (:name, :columns, :last, :count, :mountains) "
    "ON CONFLICT (name) DO UPDATE SET columns = excluded.columns, last = excluded.last, count = excluded.count, "
    "mountains = excluded.mountains"
)
_HEAD = text(
    "INSERT INTO tree_heads (id, epoch, seal, root, sha256) VALUES (1, :epoch, :seal, :root, :sha256) "
    "ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, seal = excluded.seal, root = excluded.root, "
    "sha256 = excluded.sha256"
)


@dataclass(slots=True)
class Table:
    """How far one table is in the tree: its columns by name, the last row's id, and its mountains."""

    name: str
    columns: str
    last: int
    rows: Range


@dataclass(frozen=True, slots=True)
class Added:
    """Rows that became leaves: their ids, and of each leaf its first bytes."""

    table: Table
    ids: array[int]
    marks: bytes


@dataclass(slots=True)
class Tree:
    """The tree as it was when the transaction began; `seal` brings it to where the transaction ends."""

    connection: Connection
    epoch: int
    sealed: int
    root: str
    chain: str
    tables: dict[str, Table] = field(default_factory=dict)
    _tops: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def opened(cls, connection: Connection) -> Tree | None:
        """The tree of the database, None where there is none yet."""
        if not connection.exec_driver_sql(_HAS_TREE[connection.dialect.name]).scalar_one():
            return None
        head = connection.exec_driver_sql("SELECT epoch, seal, root, sha256 FROM tree_heads").one_or_none()
        tree = cls(connection, *(head or (0, 0, NOTHING, NOTHING)))
        for name, columns, last, count, mountains in connection.exec_driver_sql(
            "SELECT name, columns, last, count, mountains FROM tree_tables"
        ):
            tree.tables[name] = Table(name, columns, last, Range.restored(count, mountains))
        tree._tops = tops(connection, tree.tables)
        return tree

    def seal(self) -> None:
        """Makes leaves of all rows that this transaction has added."""
        now = tops(self.connection, self.tables)
        grown = [name for name in sorted(now) if now[name] > self._tops[name]]
        if grown:
            self._write([added for name in grown for added in self._added(name, self._tops[name])], "", set(grown))
        self._tops = now

    def plant(self, told: Sequence[str]) -> None:
        """Begins an epoch: every row that is there becomes a leaf anew; `told` is what was wrong with them before."""
        self.epoch += 1
        self.tables = {name: Table(name, columns, 0, Range()) for name, columns in guarded(self.connection).items()}
        self.connection.execute(text("DELETE FROM tree_tables"))
        added = [each for name in self.tables for each in self._added(name, None)]
        self._write(added, json.dumps(list(told)) if told else "", set(self.tables))
        self._tops = tops(self.connection, self.tables)

    def _added(self, name: str, after: int | None) -> Iterator[Added]:
        table = self.tables[name]
        ids, marks = array("q"), bytearray()
        for part, digests in leaves(self.connection, table, after):
            table.rows.extend(digests)
            ids.extend(part)
            marks += b"".join([digest[:MARK] for digest in digests])
            if len(ids) >= _IN_A_SEAL:
                yield Added(table, ids, bytes(marks))
                ids, marks = array("q"), bytearray()
        if ids:
            yield Added(table, ids, bytes(marks))

    def _write(self, added: Sequence[Added], told: str, touched: set[str]) -> None:
        self.sealed += 1
        seals = [
            Seal(self.epoch, self.sealed, name, columns, count, ids, marks, told)
            for name, columns, count, ids, marks in (
                [(a.table.name, a.table.columns, len(a.ids), kept_ids(a.ids), a.marks) for a in added]
                or [("", "", 0, b"", b"")]
            )
        ]
        hashes = []
        for seal in seals:
            self.chain = seal.chained(self.chain)
            hashes.append(self.chain)
        filled = {name: each for name, each in self.tables.items() if each.rows.count}
        self.root = root_of(self.chain, {name: (each.columns, each.rows.root()) for name, each in filled.items()})
        rows = [{**asdict(seal), "sha256": sha, "root": self.root} for seal, sha in zip(seals, hashes, strict=True)]
        self.connection.execute(_SEAL, rows)
        for each in added:
            each.table.last = each.ids[-1]
        values = [
            {"name": t.name, "columns": t.columns, "last": t.last, "count": t.rows.count, "mountains": t.rows.kept()}
            for t in (self.tables[name] for name in sorted(touched))
        ]
        if values:
            self.connection.execute(_TABLE, values)
        head = {"epoch": self.epoch, "seal": self.sealed, "root": self.root, "sha256": self.chain}
        self.connection.execute(_HEAD, head)


def guarded(connection: Connection) -> dict[str, str]:
    """The append-only tables that the tree covers, by their guards, with their columns; the tree's own is none of them."""
    found = connection.execute(text(_GUARDED[connection.dialect.name]))
    return {name: columns for name, columns in found if name != SEALS}


def tops(connection: Connection, names: Mapping[str, object]) -> dict[str, int]:
    """The highest id of each table."""
    if not names:
        return {}
    each = [f"SELECT '{name}', coalesce((SELECT max(id) FROM {name}), 0)" for name in names]
    return {name: top for name, top in connection.exec_driver_sql(" UNION ALL ".join(each))}  # noqa: C416 - rows


def leaves(connection: Connection, table: Table, after: int | None) -> Iterator[tuple[list[int], list[bytes]]]:
    """Ids and digests of the rows past an id, of all for None, some thousands at a time; from the driver: there may be a million."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        shown = f"CAST(json_array({table.columns}) AS BLOB)"
        cursor = driver.cursor()  # type: ignore[union-attr]
    else:
        shown = f"convert_to(json_build_array({table.columns})::text, 'UTF8')"
        cursor = driver.cursor(f"leaves_{table.name}", binary=True)  # type: ignore[union-attr]
    past = "" if after is None else f"WHERE id > {int(after)}"
    try:
        cursor.execute(f"SELECT id, {shown} FROM {table.name} {past} ORDER BY id")
        while part := cursor.fetchmany(_AT_ONCE):
            yield [row[0] for row in part], [leaf(row[1]) for row in part]
    finally:
        cursor.close()


def kept_ids(ids: array[int]) -> bytes:
    """Ids as bytes: the first alone where they follow each other."""
    whole = ids[-1] - ids[0] + 1 == len(ids)
    return array("q", [ids[0]] if whole else ids).tobytes()


def ids_of(kept: bytes, count: int) -> Sequence[int]:
    """The ids that `kept_ids` wrote down."""
    ids = array("q", kept[: len(kept) - len(kept) % 8])
    return range(ids[0], ids[0] + count) if len(ids) == 1 else ids


def sealed_root(session: Session) -> str:
    """The root as it stood when this transaction began: what an event carries."""
    found: str | None = session.connection().exec_driver_sql("SELECT root FROM tree_heads").scalar()
    return found or NOTHING
