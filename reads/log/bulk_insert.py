"""Many first versions at once, by the driver's own means: half a million reads enter in seconds.

They are staged and go in by one statement: SQLite keeps what a statement could have to take back, of each index it changes, and
for each row it would begin anew. While the indexes by time are left out (`late_indexes`) that is little, and staging costs more.
A read whose key is there already is passed over; the caller sees by the count that some were, and looks at those alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from reads.intake.content import CONTENT

_COLUMNS = ("read_key", "version", "digest", "corrects", *CONTENT, "import_id", "line")
_NAMES = ", ".join(_COLUMNS)
_HOLDERS = ", ".join("?" * len(_COLUMNS))
_INSERT = f"INSERT INTO read_versions ({_NAMES})"
_UNLESS_THERE = "ON CONFLICT (read_key, version) DO NOTHING"
_ROW_BY_ROW = f"{_INSERT} VALUES ({_HOLDERS}) {_UNLESS_THERE}"
_STAGING = "wetread_staging"
_FROM_STAGING = f"{_INSERT} SELECT {_NAMES} FROM {_STAGING} ORDER BY arrival {_UNLESS_THERE}"  # noqa: S608 - our names
_FEW = 100
"""Up to so many rows SQLite takes one by one."""

StagedRow = tuple[Any, ...]
"""Key, version, digest, whether it corrects, the content, the import's number and the line."""


def prepare(session: Session) -> None:
    """Readies this transaction for many rows."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-65536")
        connection.exec_driver_sql(
            f"CREATE TEMP TABLE IF NOT EXISTS {_STAGING} (arrival INTEGER PRIMARY KEY, {_NAMES})"
        )
        return
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {_STAGING} ON COMMIT DROP AS "  # noqa: S608 - the names are our own
        f"SELECT 0::bigint AS arrival, {_NAMES} FROM read_versions WITH NO DATA"
    )


def insert_new(session: Session, rows: Sequence[StagedRow], *, few_indexes: bool = False) -> int:
    """Inserts the rows whose (key, version) is not there yet, in their order; how many went in."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        if few_indexes or len(rows) <= _FEW:
            return connection.exec_driver_sql(_ROW_BY_ROW, rows).rowcount
        connection.exec_driver_sql(f"INSERT INTO {_STAGING} ({_NAMES}) VALUES ({_HOLDERS})", rows)  # noqa: S608
        entered = connection.exec_driver_sql(_FROM_STAGING).rowcount
        connection.exec_driver_sql(f"DELETE FROM {_STAGING}")  # noqa: S608
        return entered
    driver = connection.connection.driver_connection
    with driver.cursor() as cursor:  # type: ignore[union-attr]
        with cursor.copy(f"COPY {_STAGING} (arrival, {_NAMES}) FROM STDIN") as copy:
            for arrival, row in enumerate(rows):
                copy.write_row((arrival, *row))
        cursor.execute(_FROM_STAGING)
        inserted: int = cursor.rowcount
        cursor.execute(f"TRUNCATE {_STAGING}")
    return inserted
