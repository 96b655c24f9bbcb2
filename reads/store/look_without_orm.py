"""A look at the database without the ORM, for commands that only look: importing it takes longer than what many show.

    command ── desk.look() ──> Look, on SQLite at this version's schema      one state of the file, nothing is written
                          └──> Session, on PostgreSQL, an older schema, a file that can't be opened so

What they show is asked by `rows` and `stream`, which take both: the same statement for a command, a page and a closing.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import quote

from reads.store.errors import DatabaseBusy, DatabaseDamaged, DatabaseUnavailable

if TYPE_CHECKING:
    from sqlmodel import Session

    Reading: TypeAlias = "Session | Look"

_SQLITE = "sqlite:///"
_PRAGMAS = ("query_only=ON", "trusted_schema=OFF", "busy_timeout=30000", "cell_size_check=ON")
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_MOST = 5_000
_AT_ONCE = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """One state of a SQLite database, from its first row on."""

    connection: sqlite3.Connection
    url: str

    @classmethod
    def opened(cls, url: str, revision: str) -> Look | None:
        """The database of a SQLAlchemy URL; None for another kind, another schema than the revision, or one not to be had so."""
        path = sqlite_file(url)
        if path is None or not path.is_file():
            return None
        try:
            file = f"file:{quote(str(path.absolute()))}?mode=rw"
            connection = sqlite3.connect(file, uri=True, isolation_level=None)
        except sqlite3.Error:
            return None
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            there = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            there = None
        if there != (revision,):
            connection.close()
            return None
        return cls(connection, url)

    def rows(self, query: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, as they come; what SQLite says of a file that can't be read becomes an error of ours."""
        try:
            yield from self.connection.execute(query, values)
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) in _BUSY:
                raise DatabaseBusy("sqlite") from error
            raise DatabaseUnavailable("sqlite", str(error)) from error
        except sqlite3.DatabaseError as error:
            if type(error) is sqlite3.DatabaseError:
                raise DatabaseDamaged("sqlite", str(error)) from error
            raise

    @contextmanager
    def held(self) -> Iterator[Look]:
        """Closed at the end of the block."""
        try:
            yield self
        finally:
            self.connection.close()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLAlchemy URL that says nothing else; None for any other."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) and "?" not in url else None


def rows(reading: Reading, query: str, **values: Any) -> list[Any]:
    """The rows of a statement as tuples, its values as `:name`; a collection is named `IN :name` and may be empty.

    Columns come as they are stored: a day as its text, money in minor units.
    """
    query, values = _with_lists(reading, query, values)
    if isinstance(reading, Look):
        return list(reading.rows(query, values))
    reading.flush()  # as the ORM does before it asks
    connection = reading.connection()
    if connection.dialect.name == "sqlite":
        return list(connection.exec_driver_sql(query, values))
    from sqlalchemy import text

    return list(connection.execute(text(query), values))


def stream(reading: Reading, query: str, **values: Any) -> Iterator[Any]:
    """The same rows as they come, for those that are too many."""
    query, values = _with_lists(reading, query, values)
    if isinstance(reading, Look):
        return reading.rows(query, values)
    from sqlalchemy import text

    reading.flush()
    found = reading.connection().execute(text(query), values, execution_options={"yield_per": _AT_ONCE})
    return chain.from_iterable(found.partitions())


def url_of(reading: Reading) -> str:
    """The SQLAlchemy URL of the database, password and all: not to be shown."""
    if isinstance(reading, Look):
        return reading.url
    return reading.get_bind().engine.url.render_as_string(hide_password=False)


def is_sqlite(reading: Reading) -> bool:
    """Whether it is the embedded database that is looked at."""
    return isinstance(reading, Look) or reading.get_bind().dialect.name == "sqlite"


def is_read_only(reading: Session | Look) -> bool:
    """Whether nothing may be written beside the SQLite database either; a look of a command changes the database alone not."""
    if isinstance(reading, Look):
        return False
    return bool(reading.connection().exec_driver_sql("PRAGMA query_only").scalar())


def portions(items: Iterable[T]) -> Iterator[list[T]]:
    """The items, each once, in lists that a statement can name at once."""
    rest = iter(dict.fromkeys(items))
    while some := list(islice(rest, _MOST)):
        yield some


def _with_lists(reading: Reading, query: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The statement with each collection as one value: a JSON text in SQLite, an array in PostgreSQL."""
    for name, value in values.items():
        if not isinstance(value, str) and isinstance(value, Iterable):
            sqlite, listed = is_sqlite(reading), list(value)
            one_of = f"IN (SELECT value FROM json_each(:{name}))" if sqlite else f"= ANY(:{name})"
            query = re.sub(rf"IN :{name}\b", one_of, query)
            values = {**values, name: json.dumps(listed) if sqlite else listed}
    return query, values
