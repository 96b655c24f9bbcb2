"""What `wetread doctor` and the page of health look at: one function a check, each saying what it found and what mends it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import SubprocessError
from typing import TYPE_CHECKING, Protocol

from reads.claims.doctor_machine import Checked, State, check_fonts, check_python, check_weasyprint, file_system
from reads.claims.file_rights import check_rights
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Severity
from reads.core.time_zones import tzdata_version, zone_named
from reads.core.times import rfc3339

if TYPE_CHECKING:
    from sqlalchemy import URL

    from reads.core.clock import Clock
    from reads.store.engine import Store

SOUND_SQLITE = (3, 51, 3)
"""The first release without the WAL-reset fault, which in rare cases damages a file that two processes write."""

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "fuse.rclone", "davfs", "ceph"})
"""File systems without the shared memory that SQLite's write-ahead log needs."""

MOUNTS = Path("/proc/mounts")
MEBIBYTE = 2**20
NO_BOOKS = Checked(State.OK, "no books here")
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)


class Workplace(Protocol):
    """Where somebody works: the folder of the books, and the clock."""

    @property
    def books(self) -> Path:
        """The folder of the books."""

    @property
    def clock(self) -> Clock:
        """What time it is."""


def check_database(at: Workplace) -> Checked:
    """The database opens, and its schema is one that this version works with."""
    from reads.store.errors import DatabaseUnavailable
    from reads.store.schema import HEAD

    url = _url(at)
    if url is None:
        return NO_BOOKS
    path = _file(url)
    if path and not path.exists():
        return Checked(State.OK, f"{path} is not there yet", "`wetread apply` makes it")
    if path and not _is_ours(path):
        return Checked(State.WRONG, f"{path} is not a database of wetread", "restore a backup, or name another file")
    try:
        with _opened(at, url) as store:
            revision = store.revision()
            kind = store.engine.dialect.name
    except DatabaseUnavailable as error:
        return Checked(
            State.WRONG, error.message, _writable(path) if path else "see whether the server runs and lets you in"
        )
    if revision is None:
        return Checked(State.OK, f"{kind}, empty", "`wetread apply` fills it")
    if revision > HEAD:
        return Checked(State.WRONG, f"{kind}, of a newer wetread (schema {revision})", "pip install --upgrade wetread")
    if revision < HEAD:
        return Checked(State.OK, f"{kind}, schema {revision}", f"the next command brings it to {HEAD}")
    return Checked(State.OK, f"{kind}, schema {revision}")


def check_key(at: Workplace) -> Checked:
    """Where final reads have come in, the key is there and opens what they brought of patients."""
    from sqlmodel import select

    from reads.claims.vault import holder, inside_books
    from reads.store.keys import open_vault
    from reads.store.schema import HEAD
    from reads.store.tables import DataKeyRow

    url = _url(at)
    path = _file(url) if url else None
    if url is None or (path and not (path.exists() and _is_ours(path))):
        return Checked(State.OK, "no final reads, none is needed")
    with _opened(at, url) as store:
        if store.revision() != HEAD:
            return Checked(State.OK, "looked at once the database has this version's schema")
        with store.read() as session:
            if session.exec(select(DataKeyRow.id)).first() is None:
                return Checked(State.OK, "no final reads, none is needed")
            where = holder(at.books)
            open_vault(session, where, at=at.clock.now())
    if inside_books(at.books, where.place):
        remedy = "for real patients move it elsewhere, and name the place in WETREAD_KEY_FILE"
        return Checked(State.WARNING, f"{where.place} lies among the books that it protects", remedy)
    return Checked(State.OK, f"the one in {where.place} opens the patients' fields")


def check_sqlite(at: Workplace) -> Checked:
    """Python's SQLite has no known fault that matters here."""
    url = _url(at)
    if sqlite3.sqlite_version_info >= SOUND_SQLITE or url is None or _file(url) is None:
        return Checked(State.OK, sqlite3.sqlite_version)
    says = f"SQLite {sqlite3.sqlite_version} has a rare fault when several processes write at once"
    return Checked(State.WARNING, says, "use a Python with SQLite 3.51.3 or later, or PostgreSQL; back up daily")


def check_file_system(at: Workplace) -> Checked:
    """A SQLite file lies on a disk of this machine: its write-ahead log doesn't work over a network."""
    url = _url(at)
    if url is None:
        return NO_BOOKS
    path = _file(url)
    if path is None:
        return Checked(State.OK, "the database is a server's")
    if not MOUNTS.exists():
        return Checked(State.OK, "not known on this system")
    kind = file_system(path.absolute(), MOUNTS.read_text(encoding="utf-8", errors="replace"))
    if kind in NETWORK:
        remedy = "move the books to a local disk, or set `database_url` to a PostgreSQL database"
        return Checked(State.WRONG, f"the database lies on a network share ({kind}) and will be damaged there", remedy)
    return Checked(State.OK, kind or "local")


def check_time_zones(_at: Workplace) -> Checked:
    """Time zones are known, and which: those of the package, on every machine the same."""
    if zone_named("America/Chicago") is None:
        return Checked(State.WRONG, "time zones are unknown", "pip install --force-reinstall tzdata")
    return Checked(State.OK, f"tzdata {tzdata_version()}")


def check_clock(at: Workplace) -> Checked:
    """The clock is not behind what has already happened."""
    now = at.clock.now()
    last = _last_event(at)
    if now < _BUILT or (last and now < last):
        behind = f"the last event in the audit log is of {rfc3339(last)}" if last else "wetread is younger than that"
        return Checked(State.WRONG, f"the clock says {rfc3339(now)}, but {behind}", "timedatectl set-ntp true")
    return Checked(State.OK, rfc3339(now))


def check_disk(at: Workplace) -> Checked:
    """There is room beside the books, and they may be written."""
    folder = at.books if at.books.is_dir() else Path()
    free = shutil.disk_usage(folder).free // MEBIBYTE
    if not os.access(folder, os.W_OK):
        return Checked(State.WRONG, f"{folder.absolute()} can't be written", f"chmod u+w {folder}")
    if free < 1024:
        state = State.WRONG if free < 200 else State.WARNING
        return Checked(state, f"{free:,} MB free", "make room on the disk that holds the books")
    return Checked(State.OK, f"{free // 1024:,} GB free")


def check_books(at: Workplace) -> Checked:
    """The settings and the directory's files have no fault; the contracts are checked by `wetread apply`."""
    from reads.directory.books import read_books
    from reads.directory.settings import NoBooks

    try:
        found = read_books(at.books).findings
    except NoBooks as error:
        return Checked(State.WARNING, error.message, error.remedy)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if errors:
        first = f"{errors[0].where}: {errors[0].message}"
        many = "1 fault" if len(errors) == 1 else f"{counted(len(errors), 'fault')}, the first"
        return Checked(State.WRONG, f"{many}: {first}", "wetread apply --dry-run")
    return Checked(State.OK, "settings and directory have no fault")


def check_who_may_read(at: Workplace) -> Checked:
    """Key, database, backups and papers are their owner's alone."""
    from reads.directory.settings import key_file

    url = _url(at)
    if url is None:
        return NO_BOOKS
    return check_rights(at.books, _file(url), key_file(at.books))


CHECKS: tuple[tuple[str, Callable[[Workplace], Checked]], ...] = (
    ("Python", lambda _at: check_python()),
    ("WeasyPrint", lambda _at: check_weasyprint()),
    ("fonts", lambda _at: check_fonts()),
    ("database", check_database),
    ("key", check_key),
    ("rights", check_who_may_read),
    ("SQLite", check_sqlite),
    ("file system", check_file_system),
    ("time zones", check_time_zones),
    ("clock", check_clock),
    ("disk", check_disk),
    ("books", check_books),
)
"""Every check, in the order in which a person would mend things."""


def checkup(at: Workplace) -> dict[str, Checked]:
    """What every check found, by its name; a check that can't be made has found something."""
    return {name: _checked(at, check) for name, check in CHECKS}


def _checked(at: Workplace, check: Callable[[Workplace], Checked]) -> Checked:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return check(at)
    except WetreadError as error:
        return Checked(State.WRONG, error.message, error.remedy)
    except (OSError, SQLAlchemyError, SubprocessError) as error:
        return Checked(State.WRONG, f"can't be looked at ({type(error).__name__})", "run it again with --debug")


def _url(at: Workplace) -> URL | None:
    """The URL of the books' database, None without books."""
    from sqlalchemy.engine import make_url

    from reads.directory.settings import NoBooks, database_url

    try:
        return make_url(database_url(at.books))
    except NoBooks:
        return None


def _file(url: URL) -> Path | None:
    """The file of a SQLite database, None for another one."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _writable(path: Path) -> str:
    """What lets the user work with a SQLite file: SQLite writes beside it as well."""
    return f"chmod u+rw {path}; chmod u+rwx {path.parent}"


def _is_ours(path: Path) -> bool:
    """Whether a file is empty or a SQLite database that wetread has marked, seen without opening it as one.

    The mark stands at byte 68 (SQLite's file format, 1.3.16); while a write-ahead log lies beside the file, perhaps there.
    """
    from reads.store.schema import APPLICATION_ID

    with path.open("rb") as file:
        head = file.read(100)
    marked = head.startswith(b"SQLite format 3\x00") and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    return not head or marked or path.with_name(f"{path.name}-wal").exists()


@contextmanager
def _opened(at: Workplace, url: URL) -> Iterator[Store]:
    """The database as it is: unlike the desk's store, not brought to this version's schema."""
    from reads.store.engine import Store

    store = Store.open(url.render_as_string(hide_password=False), clock=at.clock)
    try:
        yield store
    finally:
        store.close()


def _last_event(at: Workplace) -> datetime | None:
    """When the newest event of the audit log was recorded, None without a database."""
    from reads.store.anchors import last_moment

    url = _url(at)
    path = _file(url) if url else None
    if url is None or (path and not (path.exists() and _is_ours(path))):
        return None
    with _opened(at, url) as store, store.read() as session:
        return last_moment(session) if store.revision() else None
