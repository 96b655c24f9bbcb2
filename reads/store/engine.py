"""Opens the database, with the settings under which "committed" means committed (spec 7)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session

from reads.core.clock import Clock, SystemClock
from reads.store.current_writer import WRITERS, command_in, current_writer
from reads.store.errors import DatabaseBusy, DatabaseDamaged, DatabaseUnavailable, OpenedReadOnly
from reads.store.hash_tree_leaves import Tree
from reads.store.retry_when_busy import is_busy

_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
)

WAIT = 30
"""Seconds that a command waits for the write lock on SQLite; on PostgreSQL it waits as long as the other one writes."""


@dataclass(frozen=True)
class Store:
    """An opened database: sessions that read, sessions that write, and the clock its records are stamped with."""

    engine: Engine
    clock: Clock
    books: Path | None = None
    """The folder of the books that it is the database of, where that is known: its sessions carry it as `info["books"]`."""
    is_read_only: bool = False
    """Whether the database itself refuses every change."""

    @classmethod
    def open(
        cls,
        url: str,
        *,
        clock: Clock | None = None,
        books: Path | None = None,
        read_only: bool = False,
        wait: int | None = None,
    ) -> Store:
        """The database at a SQLAlchemy URL; nothing is created before `migrate`, nothing ever where it is read-only.

        `wait` is how many seconds a writer waits for another one, on either database, before it is told that it is busy.
        """
        parsed = make_url(url)
        options: dict[str, Any] = {"hide_parameters": True}
        if parsed.database != ":memory:":  # a database in memory has no pool
            options["max_overflow"] = -1  # as many as there are threads that ask
        if parsed.get_backend_name() == "sqlite":
            if not read_only:
                _private_file(parsed.database)
            options["connect_args"] = {"timeout": wait or WAIT}
        elif "application_name" not in parsed.query:
            options["connect_args"] = {"application_name": command_in(sys.argv) or "wetread"}
        engine = create_engine(parsed, **options)
        if parsed.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _sqlite_connected)
            event.listen(engine, "begin", _sqlite_begin)
        else:
            event.listen(engine, "begin", partial(_postgres_begin, wait=wait))
        if read_only:
            event.listen(engine, "begin", _never_written)
        return cls(engine, clock or SystemClock(), books, read_only)

    @property
    def url(self) -> str:
        """The SQLAlchemy URL, password and all: not to be shown."""
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database, from its first query on, and changes nothing."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back whole on any error.

        On SQLite the write lock is taken before the first decision is read, so that two commands can't decide on the
        same state (notes: a deferred lock double-bills); on PostgreSQL likewise. What was added is sealed in the hash tree.
        """
        if self.is_read_only:
            raise OpenedReadOnly
        with self._session(writes=True) as session:
            tree = Tree.opened(session.connection())
            yield session
            session.flush()
            if tree is not None and not tree.connection.closed:  # closed: rolled back by who worked
                tree.seal()
            session.commit()

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        options: dict[str, Any] = {"wetread_writes": writes}
        if not (writes or self.is_sqlite):
            options["isolation_level"] = "REPEATABLE READ"  # PostgreSQL's default sees a new state with each statement
        engine = self.engine.execution_options(**options)
        with self.faults_told(), Session(engine, expire_on_commit=False, info={"books": self.books}) as session:
            yield session

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """What the driver says of a database that can't be used, or of a damaged file, becomes an error of ours."""
        try:
            yield
        except OperationalError as error:
            if is_busy(error):
                raise DatabaseBusy(self.engine.dialect.name, current_writer(self.engine)) from error
            raise DatabaseUnavailable(self.engine.dialect.name, str(error.orig)) from error
        except DatabaseError as error:
            if type(error) is DatabaseError:
                raise DatabaseDamaged(self.engine.dialect.name, str(error.orig)) from error
            raise

    def migrate(self) -> None:
        """Brings the schema to this version, from nothing or from any released one."""
        from reads.store.schema import upgrade

        with self.faults_told():
            upgrade(self.engine)

    def revision(self) -> str | None:
        """The schema's revision, None for an empty database."""
        from reads.store.schema import current

        with self.faults_told():
            return current(self.engine)

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


def _private_file(path: str | None) -> None:
    """Creates the database file readable by its owner alone, before SQLite would create it for all."""
    if not path or path == ":memory:" or Path(path).exists():
        return
    if not Path(path).parent.is_dir():
        raise DatabaseUnavailable("sqlite", f"the folder {Path(path).parent} doesn't exist")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise DatabaseUnavailable("sqlite", f"{path}: {error.strerror}") from error


def _sqlite_connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wetread_writes", True)
    # In memory, since each row's statement journal is written to a file from the first that exceeded 64 KiB on: 2 GB a month.
    connection.exec_driver_sql(f"PRAGMA temp_store={'MEMORY' if writes else 'DEFAULT'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_begin(connection: Connection, wait: int | None) -> None:
    """Writers wait for each other before they decide, as on SQLite; readers never do."""
    if connection.get_execution_options().get("wetread_writes"):
        if wait is not None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _never_written(connection: Connection) -> None:
    """The database refuses changes from whatever code: SQLite on the connection, PostgreSQL in the transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("PRAGMA query_only=ON" if is_sqlite else "SET TRANSACTION READ ONLY")
