"""Puts a backup in the place of a database: checked whole before it is called done, what was there kept aside."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session

from reads.core.clock import Clock
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.store.backup_file import Manifest, unpack
from reads.store.damage import Damage
from reads.store.engine import Store
from reads.store.errors import BackupDamaged, BooksInTheWay, WouldForget
from reads.store.events import Deed, head_hash, record
from reads.store.lost_by_restore import Seen, seen_at, vanishing
from reads.store.numbers_after_restore import move_series
from reads.store.postgres_tools import run_tool
from reads.store.private_files import remove_leftovers, scratch, sync

Verify = Callable[[Session], list[Damage]]

_IN_USE = "another process has the database open"
_HOLDS = "the books hold something already"
_REPLACE = "restore it into other books, or say --replace: what is there is kept aside"


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """What to restore where, into the database of which books, and what is allowed."""

    backup: Path
    url: str
    books: Path
    identity: Path | None
    replace: bool
    actor: str
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside` says where the database went that was there before."""

    manifest: Manifest
    aside: str | None


def restore(order: RestoreOrder, clock: Clock, verify: Verify) -> Restored:
    """Restores the backup, at this version's schema, or changes nothing.

    BackupDamaged where a bit of it is wrong or `verify` finds damage; DatabaseNewer where a later wetread wrote it;
    BooksInTheWay where there are events and no `replace`, or somebody works there.
    """
    url = make_url(order.url)
    sqlite = url.get_backend_name() == "sqlite"
    beside = Path(str(url.database)).parent if sqlite else order.books
    remove_leftovers(beside)
    with scratch(beside) as folder:
        manifest, content = unpack(order.backup, folder, order.identity)
        if sqlite != (content.suffix == ".db"):
            other = "PostgreSQL" if sqlite else "SQLite"
            raise BooksInTheWay(f"it is of a {other} database, the books name another", "correct database_url")
        place = _into_sqlite if sqlite else _into_postgres
        seen = seen_at(order.url, clock)
        return Restored(manifest, place(order, content, _Check(order, manifest, clock, verify, seen)))


@dataclass(frozen=True, slots=True)
class _Check:
    """What makes sure of a restored database before it is used."""

    order: RestoreOrder
    manifest: Manifest
    clock: Clock
    verify: Verify
    seen: Seen

    def made_sure(self, url: str) -> None:
        """Brings the database to this schema, verifies it, records the restoring; BackupDamaged where it isn't sound."""
        store = Store.open(url, clock=self.clock)
        try:
            store.migrate()
            with store.write() as session:
                if head_hash(session) != self.manifest.head:
                    raise BackupDamaged(self.order.backup, "its audit log ends otherwise than it says")
                found = self.verify(session)
                if found:
                    raise BackupDamaged(
                        self.order.backup, f"{counted(len(found), 'fault')}, first: {found[0].as_json()['message']}"
                    )
                lost = vanishing(session, self.seen)
                if lost and not self.order.forget:
                    raise WouldForget(lost)
                detail: dict[str, object] = {
                    "head": self.manifest.head,
                    "events": self.manifest.events,
                    "written": self.manifest.at,
                    "skipped": move_series(session, self.seen.series),
                }
                deed = Deed("backup.restored", "books", detail)
                record(session, deed, actor=self.order.actor, at=self.clock.now())
        finally:
            store.close()

    def aside(self) -> str:
        """What the name of the database that was there before ends in: the moment, in UTC."""
        return f"before-{self.clock.now():%Y%m%dT%H%M%SZ}"


def _into_sqlite(order: RestoreOrder, content: Path, check: _Check) -> str | None:
    target = Path(str(make_url(order.url).database))
    held = _sqlite_events(target)
    if held and not order.replace:
        raise BooksInTheWay(_HOLDS, _REPLACE)
    check.made_sure(f"sqlite:///{content}")
    content.chmod(0o600)
    aside = target.with_name(f"{target.name}.{check.aside()}") if held else None
    if target.exists():
        _given_up_by_all(target)
    if aside is not None:
        if aside.exists():
            raise BooksInTheWay(f"{aside} is there already", "wait a second and run it again")
        _kept(target, aside)
    content.replace(target)
    sync(target)
    sync(target.parent)
    return None if aside is None else str(aside)


def _sqlite_events(target: Path) -> int:
    """How many events a database holds, 0 for none or an empty one."""
    if not target.exists() or not target.stat().st_size:
        return 0
    try:
        with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True, timeout=30)) as connection:
            return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])
    except sqlite3.OperationalError as error:
        if "no such table" in str(error) and not _tables(target):
            return 0
        raise BooksInTheWay(f"what is there can't be read ({error})", "move that file away and run it again") from error
    except sqlite3.DatabaseError:
        return 1  # damaged: something that must not be lost


def _tables(target: Path) -> int:
    with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _given_up_by_all(target: Path) -> None:
    """Makes sure that nobody has the database open, and that all of it is in its one file."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BooksInTheWay(_IN_USE, "end it and run this again") from error
    except sqlite3.DatabaseError:
        for ending in ("-wal", "-shm"):  # a damaged file keeps what belongs to it beside it
            leftover = target.with_name(target.name + ending)
            if leftover.exists():
                leftover.rename(leftover.with_name(f"{leftover.name}.of-damaged"))


def _kept(target: Path, aside: Path) -> None:
    """A second name for what is there, so that no moment is without a database."""
    try:
        os.link(target, aside)
    except OSError:
        shutil.copy2(target, aside)


def _into_postgres(order: RestoreOrder, content: Path, check: _Check) -> str | None:
    """Into a schema of its own: what is there is renamed, and gets its name back if anything goes wrong."""
    store = Store.open(order.url, clock=check.clock)
    aside = check.aside().replace("-", "_").lower()
    try:
        held = _postgres_holds(store)
        if held and not order.replace:
            raise BooksInTheWay(_HOLDS, _REPLACE)
        _run(store, f"ALTER SCHEMA public RENAME TO {aside}")
        try:
            options = ("--format=custom", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
            run_tool("pg_restore", store.engine.url, *options, str(content))
            check.made_sure(order.url)
        except WetreadError:
            _run(store, "DROP SCHEMA IF EXISTS public CASCADE", f"ALTER SCHEMA {aside} RENAME TO public")
            raise
        if not held:
            _run(store, f"DROP SCHEMA {aside} CASCADE")
        return f"schema {aside}" if held else None
    finally:
        store.close()


def _postgres_holds(store: Store) -> bool:
    try:
        with store.read() as session:
            return bool(session.execute(text("SELECT count(*) FROM events")).scalar_one())
    except ProgrammingError:
        with store.read() as session:
            query = text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
            return bool(session.execute(query).scalar_one())


def _run(store: Store, *statements: str) -> None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
