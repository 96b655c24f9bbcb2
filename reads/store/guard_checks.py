"""Whether every guard of an append-only table is the very one that a migration made: its text, whether it is in force.

On PostgreSQL also the triggers and functions that keep a read from both doors; on SQLite `schema_checks` compares those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from sqlalchemy import Connection, text

from reads.store.append_only import refusals
from reads.store.damage import Damage
from reads.store.hash_tree_leaves import SEALS
from reads.store.schema_checks import migrated

_MIGRATIONS = "reads.store.migrations.versions"
_STANDING = {
    "sqlite": "SELECT name, sql, true FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, pg_get_triggerdef(t.oid), tgenabled = 'A' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    ),
}
_FUNCTIONS = text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
_DOORS = (("0002_final_reads", "FINALS_ONLY"), ("0016_one_door", "ONE_DOOR"))
"""The migrations whose statements make triggers that are no guards, and what they call them."""


def guard_damage(connection: Connection) -> Iterator[Damage]:
    """Every guard that is gone, switched off, or says something else than it must; of all tables that only grow."""
    dialect = connection.dialect.name
    standing = {name: (said, on) for name, said, on in connection.execute(text(_STANDING[dialect]))}
    for table in migrated().guarded:
        for guard, wanted in _wanted(table, connection):
            said, on = standing.get(guard, ("", False))
            if not (said and on):
                message = f"{guard}, which keeps rows from being changed, is not in force"
                yield Damage("guard_missing", "database", message)
            elif _plain(said) != _plain(wanted):
                yield Damage(
                    "guard_changed", "database", f"{guard} is there and is not what keeps rows from being changed"
                )
    if dialect == "postgresql":
        yield from _postgres_damage(connection, standing)


def _postgres_damage(connection: Connection, standing: Mapping[str, tuple[str, bool]]) -> Iterator[Damage]:
    """Triggers of the doors that are there and say something else, and functions that any trigger calls."""
    functions = {name: said.strip() for name, said in connection.execute(_FUNCTIONS)}
    doors = [
        each
        for module, name in _DOORS
        for each in getattr(import_module(f"{_MIGRATIONS}.{module}"), name)["postgresql"]
    ]
    for statement in (*doors, *refusals(SEALS, "postgresql")):
        name = statement.partition(" FUNCTION " if "$$" in statement else " TRIGGER ")[2].split()[0].removesuffix("()")
        if "$$" in statement and functions.get(name) != statement.split("$$")[1].strip():
            message = f"the function {name}, which triggers call, is not the one that a migration made"
            yield Damage("guard_changed", "database", message)
        elif statement in doors and statement.startswith("CREATE TRIGGER") and name in standing:
            said, on = standing[name]
            if not on or _plain(said) != _plain(statement):
                yield Damage(
                    "guard_changed", "database", f"{name} is there and is not what keeps a read from a second door"
                )


def _wanted(table: str, connection: Connection) -> Iterator[tuple[str, str]]:
    """The table's guards by name, each with the text that it must have."""
    for statement in refusals(table, connection.dialect.name):
        if statement.startswith("CREATE TRIGGER"):
            yield statement.split()[2], statement


def _plain(text: str) -> str:
    """The text without what a database adds or orders by itself: the schema's name, quotes, spaces."""
    words = text.replace('"', "").replace("public.", "").replace("DELETE OR UPDATE", "UPDATE OR DELETE").split()
    return " ".join(words)
