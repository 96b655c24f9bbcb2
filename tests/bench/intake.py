"""A month's CSV into the log, beside the least that each database could do with the same rows, and beside ORM objects."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from reads.directory.load_directory import load_directory
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from reads.log.outcome import Source
from reads.log.record_reads import import_candidates
from reads.store.engine import Store
from tests.bench.books import applied
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import COLUMNS, Scale, write_reads
from tests.databases import Postgres, running_postgres, sqlite_url

HERE = "tests.bench.intake"
AT = datetime(2026, 12, 1, tzinfo=UTC)
_SENT = COLUMNS.split(",")
NAMES = ["read_key", "digest", *_SENT]
TABLE = "reads_as_sent"
_TYPED = ", ".join(f"{name} TEXT NOT NULL" for name in NAMES)
SCHEMA = f"""
CREATE TABLE {TABLE} ({_TYPED}, UNIQUE (read_key));
CREATE INDEX at ON {TABLE} (signed_at);
CREATE INDEX place_at ON {TABLE} (facility, signed_at);
CREATE INDEX number ON {TABLE} (accession);
CREATE INDEX reader_at ON {TABLE} (radiologist, signed_at);
"""
"""The columns of the file with the log's key and a digest, under its unique key and with its indexes."""


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    path = str(write_reads(folder / "reads.csv", scale))
    database = folder / "applied.db"
    applied(sqlite_url(database), scale, folder / "books")
    keyed = str(with_keys(path, folder / "keyed.csv"))
    works = [Work(f"{scale.reads:,} reads, CSV → log (SQLite)", f"{HERE}:ours", (path, str(database)))]
    if shutil.which("sqlite3"):
        works.append(Work("sqlite3 .import, same key, digest, indexes", f"{HERE}:dot_import", (keyed, str(folder))))
    works.append(Work("csv + executemany, the same", f"{HERE}:executemany", (keyed, str(folder))))
    work, *against = measured(works)
    few = str(write_reads(folder / "few.csv", _few(scale)))
    some, objects = measured(
        [
            Work(f"{_few(scale).reads:,} of them", f"{HERE}:ours", (few, str(database))),
            Work("Session.add_all", f"{HERE}:add_all", (few, str(database))),
        ]
    )
    yield Row(work, tuple(against), "≤ 1.2 × .import, < 300 MB")
    yield Row(some, (objects,), "≤ 1/12 of the time")
    yield from _postgres(scale, folder, path, keyed)


def _postgres(scale: Scale, folder: Path, path: str, keyed: str) -> Iterator[Row]:
    """The same on a real PostgreSQL, every run in a database of its own."""
    with running_postgres() as server:
        server.copy(server.template, "books")
        applied(server.url("books"), scale, folder / "books")
        where = (server.server_uri, "books")
        ours = Work(f"{scale.reads:,} reads, CSV → log (PostgreSQL)", f"{HERE}:ours_there", (path, *where))
        copied = Work("COPY and INSERT … SELECT, same key, digest, indexes", f"{HERE}:copy", (keyed, *where))
        wide = Work("the same into a table as the log's, 8 indexes", f"{HERE}:copy_as_the_log", (keyed, *where))
        work, *least = measured([ours, copied, wide])
        yield Row(work, tuple(least), "≤ 1.3 ×, < 300 MB")


def with_keys(path: str, out: Path) -> Path:
    """The same file with what the log adds to each row, reckoned beforehand: its key and a digest."""
    with Path(path).open(newline="") as file, out.open("w", newline="") as keyed:
        cells = csv.reader(file)
        writer = csv.writer(keyed, lineterminator="\n")
        next(cells)
        writer.writerow(NAMES)
        for row in cells:
            said = dict(zip(_SENT, row, strict=True))
            key = "|".join((said["facility"], said["accession"].casefold(), said["exam_code"], said["read_type"]))
            writer.writerow([key, blake2b("\x1f".join(row).encode(), digest_size=16).hexdigest(), *row])
    return out


def _few(scale: Scale) -> Scale:
    return Scale("few", min(scale.reads, 20_000), scale.facilities, scale.radiologists)


def ours(watch: Stopwatch, path: str, database: str) -> None:
    """Into a fresh copy of the books' database."""
    store = _fresh_books(database)
    watch.start()
    bring(store, path)


def _fresh_books(database: str) -> Store:
    fresh = Path(database).with_suffix(".fresh")
    for left in fresh.parent.glob(f"{fresh.name}*"):
        left.unlink()
    shutil.copy(database, fresh)
    return Store.open(sqlite_url(fresh))


def ours_there(watch: Stopwatch, path: str, server: str, database: str) -> None:
    """Into a fresh copy of the books' database on a server."""
    store = Store.open(fresh_copy(server, database))
    watch.start(served_by(store))
    bring(store, path)


def fresh_copy(server: str, database: str) -> str:
    """The URL of a new copy of a server's database: each run in one of its own."""
    run_in = f"{database}_run"
    running = Postgres(server, database)
    running.copy(database, run_in)
    return running.url(run_in)


def served_by(store: Store) -> Any:
    """The driver's connection to PostgreSQL that the store's next session has: the only one in its pool."""
    with store.engine.connect() as connection:
        return connection.connection.driver_connection


def bring(store: Store, path: str) -> None:
    """Imports the file as the command does; every row of it is new."""
    with store.write() as session, Path(path).open("rb") as stream:
        directory = load_directory(session)
        table = table_of(stream, path, Fields(directory, AT), None, encoding=None, corrects=False)
        outcome = import_candidates(session, table, Source("csv", path, path), directory, actor="bench", at=AT)
    assert outcome.counts.recorded == outcome.counts.rows, outcome.counts


def dot_import(watch: Stopwatch, path: str, folder: str) -> None:
    """SQLite's own command line, committing as durably."""
    database = _fresh(folder)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(SCHEMA)
    _dot_import(watch, path, database)


def dot_import_more(watch: Stopwatch, path: str, database: str) -> None:
    """The same into a copy of a table that has reads already."""
    fresh = Path(database).with_suffix(".fresh")
    shutil.copy(database, fresh)
    _dot_import(watch, path, fresh)


def _dot_import(watch: Stopwatch, path: str, database: Path) -> None:
    script = f"PRAGMA synchronous=FULL;\n.import --csv --skip 1 {path} {TABLE}\n"
    watch.start()
    subprocess.run(["sqlite3", str(database)], input=script, text=True, check=True)


def executemany(watch: Stopwatch, path: str, folder: str) -> None:
    """Python's csv straight into SQLite, nothing looked at."""
    connection = sqlite3.connect(_fresh(folder))
    connection.executescript(SCHEMA)
    watch.start()
    with Path(path).open(newline="") as file, connection:
        cells = csv.reader(file)
        next(cells)
        connection.executemany(f"INSERT INTO {TABLE} VALUES ({', '.join('?' * len(NAMES))})", cells)
    connection.close()


def _fresh(folder: str) -> Path:
    database = Path(folder) / "as_sent.db"
    database.unlink(missing_ok=True)
    return database


def add_all(watch: Stopwatch, path: str, database: str) -> None:
    """The same candidates as ORM objects, added all at once."""
    from reads.intake.content import CONTENT
    from reads.log.tables import ImportRow, ReadVersionRow

    store = _fresh_books(database)
    watch.start()
    with store.write() as session, Path(path).open("rb") as stream:
        table = table_of(stream, path, Fields(load_directory(session), AT), None, encoding=None, corrects=False)
        entry = ImportRow(source="csv", path=path, sha256=path, at=AT, actor="bench")
        session.add(entry)
        session.flush()
        session.add_all(
            ReadVersionRow(
                read_key=read.key,
                version=1,
                digest=read.digest,
                corrects=0,
                import_id=entry.id,
                line=read.line,
                **dict(zip(CONTENT, read.content, strict=True)) | {"test_patient": int(read.content[18])},
            )
            for read in table
        )


def copy(watch: Stopwatch, path: str, server: str, database: str) -> None:
    """COPY into a staging table, INSERT … SELECT into one with the same key and indexes."""
    _copied(watch, path, fresh_copy(server, database), SCHEMA, f"INSERT INTO {TABLE} SELECT * FROM staging")


def copy_as_the_log(watch: Stopwatch, path: str, server: str, database: str) -> None:
    """The same into a table with all columns, keys and indexes of the log, none of its guards, and no tree."""
    from reads.intake.content import CONTENT

    there = {**dict.fromkeys(CONTENT, "''"), **{name: name for name in NAMES}}
    there |= {"version": "1", "corrects": "0", "test_patient": "0", "import_id": "1", "line": "1"}
    made = f"CREATE TABLE {TABLE} (LIKE read_versions INCLUDING ALL)"
    put = f"INSERT INTO {TABLE} ({', '.join(there)}) SELECT {', '.join(there.values())} FROM staging"
    _copied(watch, path, fresh_copy(server, database), made, put)


def _copied(watch: Stopwatch, path: str, url: str, schema: str, put: str) -> None:
    import psycopg

    connection = psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:"))
    for statement in schema.strip().split(";\n"):
        connection.execute(statement)
    connection.commit()
    watch.start(connection)
    connection.execute(f"CREATE TEMP TABLE staging ({_TYPED}) ON COMMIT DROP")
    with connection.cursor().copy(
        "COPY staging FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL (" + ", ".join(NAMES) + "))"
    ) as to:
        to.write(Path(path).read_bytes())
    connection.execute(f"{put} ON CONFLICT DO NOTHING")
    connection.commit()
