"""Whether the database has the tables, indexes and triggers that the migrations make, and none beside them (spec 7.1).

What they make is asked of themselves, in a database in memory. A trigger that is not ours changes what is written, an index
that is gone lets a read be billed twice, a rule or a policy of PostgreSQL hides rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, bindparam, create_engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.pool import StaticPool

from reads.store.append_only import refusals
from reads.store.damage import Damage
from reads.store.schema import APPLICATION_ID, alembic_config

_ADDED = re.compile(r"::\w+|[()]")
_ENTRIES = text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'")
_STRANGERS = text(
    "SELECT 'rule ' || rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class "
    "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT 'row security of ' || relname FROM pg_class "
    "WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace"
)
_TRIGGERS = text(
    "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = current_schema()::regnamespace AND relname IN :ours"
).bindparams(bindparam("ours", expanding=True))


Unique = tuple[frozenset[str], str]
"""Columns that are unique together, and for which rows; for all where that is empty."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What the migrations make: entries of SQLite's catalogue with their texts, and what must be unique, by table."""

    entries: dict[tuple[str, str, str], str | None]
    unique: dict[str, set[Unique]]

    @property
    def guarded(self) -> list[str]:
        """The tables that only grow, by their guards."""
        return sorted(table for kind, name, table in self.entries if name == f"{table}_no_update")


@cache
def migrated() -> Schema:
    """The schema at `HEAD`."""
    from alembic import command

    engine, config = create_engine("sqlite://", poolclass=StaticPool), alembic_config()
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return Schema(_entries(connection), _unique(inspect(connection)))
    finally:
        engine.dispose()


def schema_damage(connection: Connection) -> Iterator[Damage]:
    """Everything that is gone, new, or otherwise than the migrations make it; the guards are told by their own check."""
    wanted = migrated()
    if connection.dialect.name == "sqlite":
        yield from _sqlite_damage(connection, wanted)
    else:
        yield from _postgres_damage(connection, wanted)


def _sqlite_damage(connection: Connection, wanted: Schema) -> Iterator[Damage]:
    guards = {("trigger", name, table) for table in wanted.guarded for name in guards_of(table, "sqlite")}
    found = _entries(connection)
    for entry in sorted((wanted.entries.keys() | found.keys()) - guards):
        kind, name, table = entry
        shown = f"the {kind} {name}" + (f" of {table}" if kind in {"index", "trigger"} else "")
        if entry not in found:
            yield _changed(f"{shown} is gone")
        elif entry not in wanted.entries:
            yield _changed(f"{shown} is none that wetread made")
        elif found[entry] != wanted.entries[entry]:
            yield _changed(f"{shown} is not as wetread made it")
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        yield _changed("the file isn't marked as wetread's any more")


def _postgres_damage(connection: Connection, wanted: Schema) -> Iterator[Damage]:
    """There, tables and triggers of others may lie beside; what is unique is compared, whatever it is called."""
    found = _unique(inspect(connection))
    for table, keys in sorted(wanted.unique.items()):
        if table not in found:
            yield _changed(f"the table {table} is gone")
            continue
        for columns, rows in sorted((sorted(columns), rows) for columns, rows in keys - found[table]):
            which = f" where {rows}" if rows else ""
            yield _changed(f"nothing keeps {', '.join(columns)} of {table} unique any more{which}")
    guards = {name for table in wanted.guarded for name in guards_of(table, "postgresql")}
    of_sqlite = {name for table in wanted.guarded for name in guards_of(table, "sqlite")}
    others = {name for kind, name, _ in wanted.entries if kind == "trigger"} - of_sqlite
    standing = set(connection.execute(_TRIGGERS, {"ours": sorted(wanted.unique)}).scalars())
    for name in sorted(standing - guards - others):
        yield _changed(f"the trigger {name} is none that wetread made")
    for name in sorted(others - standing):
        yield _changed(f"the trigger {name} is gone, or switched off")
    for name in connection.execute(_STRANGERS).scalars():
        yield _changed(f"the {name} is none that wetread made")


def guards_of(table: str, dialect: str) -> list[str]:
    """The names of the table's guards."""
    return [each.split()[2] for each in refusals(table, dialect) if each.startswith("CREATE TRIGGER")]


def _changed(message: str) -> Damage:
    return Damage("schema_changed", "database", message)


def _entries(connection: Connection) -> dict[tuple[str, str, str], str | None]:
    return {(kind, name, table): said for kind, name, table, said in connection.execute(_ENTRIES)}


def _unique(inspector: Inspector) -> dict[str, set[Unique]]:
    """What is unique, by table: by its key, a constraint or an index."""
    found: dict[str, set[Unique]] = {}
    for (_, table), key in inspector.get_multi_pk_constraint().items():
        found[table] = {(frozenset(key["constrained_columns"]), "")} if key["constrained_columns"] else set()
    for (_, table), constraints in inspector.get_multi_unique_constraints().items():
        found[table] |= {(frozenset(each["column_names"]), "") for each in constraints}
    for (_, table), indexes in inspector.get_multi_indexes().items():
        found[table] |= {
            (frozenset(filter(None, each["column_names"])), _rows(each)) for each in indexes if each["unique"]
        }
    return found


def _rows(index: ReflectedIndex) -> str:
    """For which rows an index is, without what PostgreSQL adds to the words of a migration: types and parentheses."""
    told = index.get("dialect_options", {})
    return _ADDED.sub("", str(told.get("sqlite_where", told.get("postgresql_where", ""))))
