"""Tables that only grow: the database itself refuses to change or delete a row of them (spec 7)."""

from __future__ import annotations

from collections.abc import Iterator

_MESSAGE = "is append-only: rows are added, never changed or deleted"


def refusals(table: str, dialect: str) -> Iterator[str]:
    """The statements that make the table refuse UPDATE, DELETE, REPLACE and TRUNCATE.

    SQLite's INSERT OR REPLACE deletes through the trigger only under `recursive_triggers`, which a foreign program may
    not set: so a row that takes an existing id is refused as well.
    """
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {_MESSAGE}'); END"
            )
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{table} {_MESSAGE}'); END"
        )
        return
    yield (
        "CREATE OR REPLACE FUNCTION wetread_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '% {_MESSAGE}', TG_TABLE_NAME; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION wetread_refuse()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION wetread_refuse()"
    )
    for trigger in ("no_change", "no_truncate"):
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{trigger}"
