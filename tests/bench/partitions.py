"""The log's reads in PostgreSQL as one table, beside partitions by month of signing, and by month and facility.

A unique key of partitions must contain what they are divided by. So a read's key with its version is unique no more, only together
with its signing; no other table can refer to a version by its id; and a partition can be emptied or taken off by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, text

from invoicing.closing.month_reads import window
from reads.core.month import Month
from reads.log import bulk_insert
from reads.log.rows_in_window import question_of
from reads.store.append_only import refusals
from reads.store.engine import Store
from tests.bench.books import applied
from tests.bench.commands import OTHER_MONTHS
from tests.bench.intake import bring, fresh_copy, served_by
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_reads
from tests.databases import Postgres, running_postgres

HERE = "tests.bench.partitions"
OCTOBER = Month(2026, 10)
SHAPES = {"one_table": 0, "by_month": 1, "by_month_and_facility": 4}
"""How the log lies, and into how many parts its facilities are divided within a month; 0 is as the product has it."""
_NAMES = ", ".join(bulk_insert._COLUMNS)
_DATES = ("received_at", "signed_at")


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table: into an empty log and into one of a year, and a month asked of either."""
    october = str(write_reads(folder / "partitions.csv", scale))
    december = str(write_reads(folder / "partitions-12.csv", scale, year=2025, month=12))
    with running_postgres() as server:
        for shape, parts in SHAPES.items():
            server.copy(server.template, shape)
            applied(server.url(shape), scale, folder / f"books-{shape}")
            with _owner(server, shape) as connection:
                if parts:
                    divide(connection, parts)
        yield _row(server, "imported", f"{scale.reads:,} reads into an empty log", (october,), 3)
        for shape in SHAPES:
            bring_there(server, shape, october)
        yield _with_sizes(server, _row(server, "asked", f"the month of {scale.reads:,} reads, alone in the log", (), 3))
        for shape in SHAPES:
            with _owner(server, shape) as connection:
                fill(connection)
        yield _with_sizes(server, _row(server, "asked", f"the month of {scale.reads:,} reads, one of twelve", (), 3))
        yield _row(server, "imported", f"{scale.reads:,} reads into a log of twelve such months", (december,), 1)


def _row(server: Postgres, function: str, name: str, arguments: tuple[str, ...], runs: int) -> Row:
    """One table, the partitions its yardsticks."""
    where = server.server_uri
    works = [Work(shape.replace("_", " "), f"{HERE}:{function}", (where, shape, *arguments)) for shape in SHAPES]
    one, *divided = measured(works, runs)
    one = replace(one, name=f"{name}, {one.name}")
    return Row(one, tuple(divided), "")


def _with_sizes(server: Postgres, row: Row) -> Row:
    """Each with what its reads and their indexes take."""
    works = zip(SHAPES, (row.work, *row.against), strict=True)
    one, *divided = (replace(work, name=f"{work.name} ({_mib(server, shape):,} MiB)") for shape, work in works)
    return Row(one, tuple(divided), row.goal)


def _mib(server: Postgres, shape: str) -> int:
    taken = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname ~ '^read_versions'"
    with _owner(server, shape) as connection:
        return int(connection.exec_driver_sql(taken).scalar_one()) >> 20


def imported(watch: Stopwatch, server: str, shape: str, path: str) -> None:
    """By the product's import, into a fresh copy."""
    store = _opened(fresh_copy(server, shape), shape)
    watch.start(served_by(store))
    bring(store, path)


def asked(watch: Stopwatch, server: str, shape: str) -> None:
    """What a preview asks of the log for October, to the last row."""
    store = Store.open(Postgres(server, shape).url(shape))
    watch.start(served_by(store))
    with store.read() as session:
        for _ in question_of(session, *window((OCTOBER,))).of_log():
            pass


def bring_there(server: Postgres, shape: str, path: str) -> None:
    """The file into the database itself."""
    store = _opened(server.url(shape), shape)
    bring(store, path)
    store.close()


def _opened(url: str, shape: str) -> Store:
    """The store; where the log is divided, an import passes over a row that any of its keys refuses, having none of (key, version)."""
    if SHAPES[shape]:
        bulk_insert._FROM_STAGING = bulk_insert._FROM_STAGING.replace("(read_key, version) ", "")
    return Store.open(url)


@contextmanager
def _owner(server: Postgres, database: str) -> Iterator[Connection]:
    store = Store.open(server.url(database))
    with store.engine.begin() as connection:
        yield connection
    store.close()


def divide(connection: Connection, parts: int) -> None:
    """The log's empty table made anew, divided by month, each month into parts by facility; what can't be kept is left out."""
    run = connection.exec_driver_sql
    for table in ("billed_reads", "claim_lines"):
        run(f"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_version_id")
    indexes = run(
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'read_versions' AND indexdef NOT LIKE '%%UNIQUE%%'"
    )
    made_by = [row[0] for row in indexes]
    run("ALTER SEQUENCE read_versions_id_seq OWNED BY NONE")
    run("ALTER TABLE read_versions RENAME TO undivided")
    run("CREATE TABLE read_versions (LIKE undivided INCLUDING DEFAULTS) PARTITION BY RANGE (signed_at)")
    run("DROP TABLE undivided")
    facility = "facility, " if parts > 1 else ""
    run(f"ALTER TABLE read_versions ADD PRIMARY KEY (id, {facility}signed_at)")
    run(f"ALTER TABLE read_versions ADD UNIQUE (read_key, version, {facility}signed_at)")
    run("ALTER TABLE read_versions ADD FOREIGN KEY (import_id) REFERENCES imports")
    for statement in (*made_by, *refusals("read_versions", "postgresql")):
        connection.execute(text(statement))
    for number in range(14):
        _month(connection, Month(2025 + (number + 11) // 12, (number + 11) % 12 + 1), parts)


def _month(connection: Connection, month: Month, parts: int) -> None:
    name = f"read_versions_{month.year}_{month.number:02d}"
    by_facility = "PARTITION BY HASH (facility)" if parts > 1 else ""
    within = f"FOR VALUES FROM ('{month.first}') TO ('{month.end}') {by_facility}"
    connection.exec_driver_sql(f"CREATE TABLE {name} PARTITION OF read_versions {within}")
    for part in range(parts if parts > 1 else 0):
        within = f"FOR VALUES WITH (MODULUS {parts}, REMAINDER {part})"
        connection.exec_driver_sql(f"CREATE TABLE {name}_{part} PARTITION OF {name} {within}")


def fill(connection: Connection) -> None:
    """October's reads again in every other month of the year, by SQL: what stands in a log, not how it came there."""
    run = connection.exec_driver_sql
    run("SET LOCAL session_replication_role = replica")  # no check of each row's import
    last = run("SELECT max(id) FROM read_versions").scalar_one()
    for month in OTHER_MONTHS:
        shown = ", ".join(_moved(name, month) for name in bulk_insert._COLUMNS)
        run(f"INSERT INTO read_versions ({_NAMES}) SELECT {shown} FROM read_versions WHERE id <= {last}")


def _moved(name: str, month: str) -> str:
    """A column as it is in the other month: its days up to the 28th."""
    if name in ("read_key", "accession"):
        letter = "a" if name == "read_key" else "A"
        return f"replace({name}, '{letter}202610', '{letter}{month.replace('-', '')}')"
    if name in _DATES:
        return f"'{month}-' || least(substr({name}, 9, 2), '28') || substr({name}, 11)"
    return name
