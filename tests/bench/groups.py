"""What one more group costs: a database of its own, empty, on either kind; and a month of it from the file to the preview, command by command."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import psycopg

from reads.store.engine import Store
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.release import TREE, run
from tests.bench.scale import Scale, write_books, write_reads
from tests.databases import Postgres, running_postgres, sqlite_url

HERE = "tests.bench.groups"


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    yield _empty(folder)
    books, reads = write_books(folder / "group", scale), str(write_reads(folder / "group.csv", scale))
    run(TREE, books, ("apply",))
    brought, alone = measured(
        [
            Work(f"`reads import` of a group's month, {scale.reads:,} reads", f"{HERE}:commands", (str(books), reads)),
            Work("starting wetread (`--version`)", f"{HERE}:started", (str(books),)),
        ]
    )
    size = (books.with_suffix(".copy") / "wetread.db").stat().st_size
    yield Row(replace(brought, name=f"{brought.name} ({_mib(size)})"), (alone,), "")
    run(TREE, books, ("reads", "import", reads))
    look = Work(
        f"`close` of it, a preview, {scale.facilities:,} contracts",
        "tests.bench.release:command",
        (str(TREE), str(books), "close", "2026-10"),
    )
    (seen,) = measured([look])
    yield Row(seen, (alone,), "")


def _empty(folder: Path) -> Row:
    """An empty database: by the migrations in SQLite, and in PostgreSQL by them and as a copy of a migrated one."""
    with running_postgres() as server:
        uri = server.server_uri
        works = [
            Work("an empty database, SQLite, by the migrations", f"{HERE}:sqlite", (str(folder),)),
            Work("PostgreSQL, by the migrations", f"{HERE}:postgres", (uri,)),
            Work("PostgreSQL, a copy of a migrated one", f"{HERE}:copied", (uri, server.template), by_clock=True),
        ]
        one, *others = measured(works)
        with psycopg.connect(uri) as connection:
            (size,) = connection.execute(f"SELECT pg_database_size('{server.template}')").fetchone() or (0,)
        file = _mib((folder / "group.db").stat().st_size)
    shown = [replace(other, name=f"{other.name} ({_mib(size)})") for other in others]
    return Row(replace(one, name=f"{one.name} ({file})"), tuple(shown), "")


def _mib(size: int) -> str:
    return f"{size / (1 << 20):.1f} MiB"


def sqlite(watch: Stopwatch, folder: str) -> None:
    """A file that isn't there yet."""
    path = Path(folder) / "group.db"
    path.unlink(missing_ok=True)
    store = Store.open(sqlite_url(path))
    watch.start()
    store.migrate()
    store.close()


def postgres(watch: Stopwatch, server: str) -> None:
    """A database that was created, and is empty."""
    running = Postgres(server, "template0")
    running.copy(running.template, "group_empty")
    store = Store.open(running.url("group_empty"))
    with store.engine.connect() as connection:
        served_by = connection.connection.driver_connection
    watch.start(served_by)
    store.migrate()


def copied(watch: Stopwatch, server: str, template: str) -> None:
    """`CREATE DATABASE … TEMPLATE`."""
    watch.start()
    Postgres(server, template).copy(template, "group_copied")


def commands(watch: Stopwatch, books: str, reads: str) -> None:
    """The import as a command, on a copy of the books."""
    copy = Path(books).with_suffix(".copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(books, copy)
    watch.start()
    run(TREE, copy, ("reads", "import", reads))


def started(watch: Stopwatch, books: str) -> None:
    """The command that does nothing."""
    watch.start()
    run(TREE, Path(books), ("--version",))
