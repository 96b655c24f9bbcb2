"""Copies the database as it is at one moment, whoever writes in the meantime, into one file that says what it is of."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from reads.core.times import stored
from reads.store.backup_file import FORMAT, Manifest, pack
from reads.store.engine import Store
from reads.store.errors import BackupExists, DatabaseDamaged, DatabaseUnavailable
from reads.store.events import head_hash
from reads.store.postgres_tools import run_tool
from reads.store.private_files import remove_leftovers, scratch, sync

Look = Callable[[Session], None]
"""What is to be done with the state that was copied, while it can be seen: verified, for example."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written."""

    path: Path
    manifest: Manifest
    encrypted: bool
    size: int


def back_up(store: Store, path: Path, *, recipient: str | None, look: Look) -> Backup:
    """Writes the backup whole or not at all, readable by its owner alone; BackupExists where there is a file already.

    Others go on reading and writing; `look` sees exactly the state that the backup holds.
    """
    if path.exists():
        raise BackupExists(path)
    remove_leftovers(path.parent)
    beside = Path(str(store.engine.url.database)).parent if store.is_sqlite else store.books or path.parent
    with scratch(beside) as plain, scratch(path.parent) as folder:
        content = plain / ("wetread.db" if store.is_sqlite else "wetread.dump")
        copy = _sqlite_copy if store.is_sqlite else _postgres_copy
        manifest = copy(store, content, look)
        ready = folder / "ready"
        pack(content, manifest, ready, recipient)
        ready.chmod(0o600)
        try:
            os.link(ready, path)
        except FileExistsError as error:
            raise BackupExists(path) from error
        sync(path.parent)
    return Backup(path, manifest, recipient is not None, path.stat().st_size)


def _sqlite_copy(store: Store, content: Path, look: Look) -> Manifest:
    """SQLite's own online copy: one read transaction, which stops no writer."""
    try:
        with (
            closing(sqlite3.connect(f"file:{store.engine.url.database}?mode=ro", uri=True, timeout=30)) as source,
            closing(sqlite3.connect(content)) as target,
        ):
            source.backup(target)
    except sqlite3.OperationalError as error:
        raise DatabaseUnavailable("sqlite", str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged("sqlite", str(error)) from error
    copied = Store.open(f"sqlite:///{content}", clock=store.clock)
    try:
        with copied.read() as session:
            look(session)
            return _manifest(session, content, store)
    finally:
        copied.close()


def _postgres_copy(store: Store, content: Path, look: Look) -> Manifest:
    """pg_dump of the very snapshot that this session sees."""
    with store.read() as session:
        snapshot = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        look(session)
        manifest = _manifest(session, content, store)
        options = ("--format=custom", "--no-owner", "--no-privileges", "--schema=public", f"--snapshot={snapshot}")
        run_tool("pg_dump", store.engine.url, *options, f"--file={content}")
    return manifest


def _manifest(session: Session, content: Path, store: Store) -> Manifest:
    schema = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    events = session.execute(text("SELECT count(*) FROM events")).scalar_one()
    return Manifest(FORMAT, content.name, schema, head_hash(session), events, stored(store.clock.now()))
