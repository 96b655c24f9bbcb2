"""Whether every guard of an append-only table is the very one that a migration made: its text, whether it is in force."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from reads.store.append_only import refusals
from reads.store.audit import Damage
from reads.store.hash_tree_leaves import SEALS
from reads.store.schema_checks import migrated

_STANDING = {
    "sqlite": "SELECT name, sql, true FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, pg_get_triggerdef(t.oid), tgenabled = 'A' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    ),
}
_FUNCTION = (
    "SELECT prosrc FROM pg_proc WHERE proname = 'wetread_refuse' AND pronamespace = current_schema()::regnamespace"
)


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
        wanted = next(each for each in refusals(SEALS, dialect) if "FUNCTION wetread_refuse" in each)
        found = connection.execute(text(_FUNCTION)).scalar()
        if found is None or found.strip() != wanted.split("$$")[1].strip():
            message = "the function wetread_refuse, which all guards call, is not the one that a migration made"
            yield Damage("guard_changed", "database", message)


def _wanted(table: str, connection: Connection) -> Iterator[tuple[str, str]]:
    """The table's guards by name, each with the text that it must have."""
    for statement in refusals(table, connection.dialect.name):
        if statement.startswith("CREATE TRIGGER"):
            yield statement.split()[2], statement


def _plain(text: str) -> str:
    """The text without what a database adds or orders by itself: the schema's name, quotes, spaces."""
    words = text.replace('"', "").replace("public.", "").replace("DELETE OR UPDATE", "UPDATE OR DELETE").split()
    return " ".join(words)
