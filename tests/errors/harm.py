"""Harm to a SQLite database by somebody who owns it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from invoicing.papers.snapshot import paper_hash


def changed_behind(database: Path, statement: str) -> None:
    """Carries the statement out while no guard is in force; the guards that it doesn't speak of are there again afterwards."""
    with closing(sqlite3.connect(database)) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("BEGIN")  # one change of the schema, not one a guard; a script begins by committing it
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.create_function("paper_hash", 3, paper_hash)
        if "TRIGGER" in statement:
            for _, sql in guards:
                connection.execute(sql)
            connection.executescript(statement)
            return
        connection.executescript(statement)
        connection.execute("BEGIN")
        for _, sql in guards:
            connection.execute(sql)
