"""Whether every row of every append-only table still is the leaf that it became: recomputed, each fault with table and row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from sqlalchemy import Connection, text

from reads.store.damage import Damage
from reads.store.hash_tree import MARK, NOTHING, Range, Seal, root_of
from reads.store.hash_tree_leaves import SEALS, Table, guarded, ids_of, leaves

_SHOWN = 20
"""How many rows of a table are named one by one."""

_COLUMNS = {
    "sqlite": (
        "SELECT name, (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(t.name) ORDER BY name)) "
        "FROM sqlite_master t WHERE type = 'table'"
    ),
    "postgresql": (
        "SELECT c.relname, string_agg(attname, ',' ORDER BY attname COLLATE \"C\") FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped "
        "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace GROUP BY 1"
    ),
}


@dataclass
class TreeCheck:
    """How many rows were hashed, since when they are in the tree, and all that is wrong."""

    rows: int = 0
    damage: list[Damage] = field(default_factory=list)

    def found(self, what: str, where: str, message: str) -> None:
        """One more fault."""
        self.damage.append(Damage(what, where, message))


def check_tree(connection: Connection) -> TreeCheck:
    """All rows against the tree, the tree against its seals, its seals against their chain, and the events' roots."""
    check = TreeCheck()
    head = connection.execute(text("SELECT epoch, seal, root, sha256 FROM tree_heads")).one_or_none()
    columns = connection.execute(text(_COLUMNS[connection.dialect.name]))
    live: dict[str, str] = {row[0]: row[1] for row in columns}
    walk = _Walk(connection, check, live, 0 if head is None else head.epoch)
    for row in connection.execute(text(_SEALS), execution_options={"yield_per": 8}):
        walk.see(row.id, Seal(*row[1:9]), row.sha256, row.root)
    walk.end(None if head is None else tuple(head))
    _check_roots(connection, check, walk.roots)
    return check


_SEALS = f"SELECT id, {', '.join(f.name for f in fields(Seal))}, sha256, root FROM {SEALS} ORDER BY id"


@dataclass
class _Walk:
    """Goes along the seals in their order, each table's rows beside them."""

    connection: Connection
    check: TreeCheck
    live: dict[str, str]
    epoch: int
    roots: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chain, self._root, self._seal = NOTHING, NOTHING, 0
        self._tables: dict[str, _Rows] = {}
        self._last_row = 0
        self._told: set[str] = set()

    def see(self, number: int, seal: Seal, sha256: str, root: str) -> None:
        """The next row of the seals."""
        where = f"{SEALS} row {number}"
        if seal.chained(self._chain) != sha256:
            self.check.found("tree_changed", where, f"{where} is not what was sealed, or one before it is gone or new")
        if seal.seal != self._seal:
            self._close()
            if seal.seal != self._seal + 1:
                self.check.found("tree_changed", where, f"{where} is seal {seal.seal}, where {self._seal + 1} was due")
            self.roots.append(root)
        elif root != self._root:
            self.check.found("tree_changed", where, f"{where} has another root than the rest of its seal")
        self._chain, self._root, self._seal, self._last_row = sha256, root, seal.seal, number
        if seal.told and seal.told not in self._told:
            self._told.add(seal.told)
            self._repeat(seal.told, where)
        if seal.epoch == self.epoch and seal.name:
            self._rows(seal, where)

    def _repeat(self, told: str, where: str) -> None:
        """What was wrong already when the tree was begun anew."""
        try:
            for each in json.loads(told):
                self.check.found("damaged_before", where, f"found before the database was last migrated: {each}")
        except (ValueError, TypeError):
            self.check.found("tree_changed", where, f"{where} is past reading")

    def _rows(self, seal: Seal, where: str) -> None:
        rows = self._tables.get(seal.name)
        if rows is None:
            if not set(seal.columns.split(",")) <= set(self.live.get(seal.name, "").split(",")):
                self.check.found("table_changed", where, f"table {seal.name} lacks columns that it had, or isn't there")
                return
            rows = self._tables[seal.name] = _Rows(
                self.connection, Table(seal.name, seal.columns, 0, Range()), self.check
            )
            if seal.columns != self.live[seal.name]:
                self.check.found("table_changed", seal.name, f"table {seal.name} has columns that it didn't have")
        if len(seal.marks) != seal.count * MARK or not seal.ids:
            self.check.found("tree_changed", where, f"{where} has more or fewer rows than it says")
            return
        rows.see(ids_of(seal.ids, seal.count), seal.marks)

    def _close(self) -> None:
        """The end of a seal: its root is recomputed, where no row of it is named already."""
        if not self.roots or self.check.damage or not self._tables:
            return
        tables = {name: (each.table.columns, each.table.rows.root()) for name, each in self._tables.items()}
        if root_of(self._chain, tables) != self._root:
            where = f"{SEALS} row {self._last_row}"
            self.check.found(
                "tree_changed", where, f"the root of seal {self._seal} is not that of the rows up to there"
            )

    def end(self, head: tuple[object, ...] | None) -> None:
        """The end of the seals: what no seal knows, and whether the last is the one that was noted."""
        self._close()
        if head != (self.epoch, self._seal, self._root, self._chain) and (head or self._seal):
            message = f"the last seal is {self._seal}, which is not the one that was noted as the last"
            self.check.found("tree_changed", "tree_heads", message)
        unnoted = set(guarded(self.connection))
        stored = self.connection.execute(
            text("SELECT name, columns, last, count, mountains FROM tree_tables ORDER BY name")
        )
        for name, columns, last, count, mountains in stored:
            rows = self._tables.pop(name, None)
            unnoted.discard(name)
            if rows is None:
                if count or last or mountains or columns != self.live.get(name):
                    self.check.found("tree_changed", "tree_tables", f"what is noted of {name}, no seal has a row of")
                self._strangers(name)
                continue
            rows.end()
            noted = (rows.table.columns, rows.table.last, rows.table.rows.count, rows.table.rows.kept())
            if not rows.faults and noted != (columns, last, count, mountains):
                self.check.found("tree_changed", "tree_tables", f"what is noted of {name} is not what its seals say")
        for name in self._tables:
            self.check.found("tree_changed", "tree_tables", f"nothing is noted of {name}, whose rows are sealed")
        for name in sorted(unnoted - self._tables.keys()):
            self.check.found("tree_changed", "tree_tables", f"nothing is noted of {name}, whose rows would be sealed")
            self._strangers(name)

    def _strangers(self, name: str) -> None:
        """Rows of a table that no seal has any row of."""
        if name in self.live:
            _Rows(self.connection, Table(name, self.live[name], 0, Range()), self.check).end()


@dataclass
class _Rows:
    """One table's rows, in the order of their ids, beside what its seals say of them."""

    connection: Connection
    table: Table
    check: TreeCheck
    faults: int = 0

    def __post_init__(self) -> None:
        self._parts = leaves(self.connection, self.table, None)
        self._ids: list[int] = []
        self._digests: list[bytes] = []

    def see(self, ids: Sequence[int], marks: bytes) -> None:
        """The next rows that were sealed."""
        self._fill(len(ids))
        if self._ids[: len(ids)] == list(ids):
            digests = self._taken(len(ids))
            if b"".join([each[:MARK] for each in digests]) != marks:
                self._compare(ids, digests, marks)
        else:
            digests = self._one_by_one(ids, marks)
        self.table.rows.extend(digests)
        self.table.last = ids[-1]
        self.check.rows += len(ids)

    def end(self) -> None:
        """What is left was sealed by nobody."""
        while self._fill(1):
            for number in self._ids:
                self._stranger(number)
            self._taken(len(self._ids))
        if self.faults > _SHOWN:
            name = self.table.name
            self.check.found(
                "row_changed", name, f"{name}: {self.faults - _SHOWN} more rows are not as they were written"
            )

    def _fill(self, count: int) -> bool:
        while len(self._ids) < count:
            part = next(self._parts, None)
            if part is None:
                break
            self._ids += part[0]
            self._digests += part[1]
        return len(self._ids) >= count

    def _taken(self, count: int) -> list[bytes]:
        digests = self._digests[:count]
        del self._ids[:count], self._digests[:count]
        return digests

    def _one_by_one(self, ids: Sequence[int], marks: bytes) -> list[bytes]:
        """Rows are gone or new among these."""
        digests: list[bytes] = []
        for place, number in enumerate(ids):
            while self._fill(1) and self._ids[0] < number:
                self._stranger(self._ids[0])
                self._taken(1)
            if not self._ids or self._ids[0] != number:
                self._name("row_missing", number, "was recorded and is not there")
                digests.append(b"")
                continue
            found = self._taken(1)
            self._compare([number], found, marks[place * MARK : (place + 1) * MARK])
            digests += found
        return digests

    def _compare(self, ids: Sequence[int], digests: Sequence[bytes], marks: bytes) -> None:
        for place, (number, digest) in enumerate(zip(ids, digests, strict=True)):
            if digest[:MARK] != marks[place * MARK : (place + 1) * MARK]:
                self._name("row_changed", number, "is not what was recorded")

    def _stranger(self, number: int) -> None:
        self._name("row_inserted", number, "is in no seal: nobody wrote it through wetread")

    def _name(self, what: str, number: int, said: str) -> None:
        self.faults += 1
        if self.faults <= _SHOWN:
            where = f"{self.table.name} row {number}"
            self.check.found(what, where, f"{where} {said}")


def _check_roots(connection: Connection, check: TreeCheck, roots: Sequence[str]) -> None:
    """Each event carries a root that was sealed, and none an earlier one than the event before it."""
    places = {root: place for place, root in enumerate([NOTHING, *roots])}
    before = 0
    for number, root in connection.execute(text("SELECT id, root FROM events WHERE root <> '' ORDER BY id")):
        place = places.get(root, -1)
        if place < before:
            where = f"event {number}"
            check.found("event_root_wrong", where, f"{where} carries a root that the tree had never, or not any more")
        before = max(before, place)
