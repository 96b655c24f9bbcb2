"""The log's reads in PostgreSQL as one table, beside partitions by month of signing, and by month and facility.

A unique key of partitions must contain what they are divided by. So a read's key with its version is unique no more, only together
with its signing; no other table can refer to a version by its id; and a partition can be emptied or taken off by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from tests.bench.intake import bring, served_by
from tests.bench.measure import Measured, Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_reads
from tests.databases import Postgres, running_postgres

HERE = "tests.bench.partitions"
OCTOBER = Month(2026, 10)
MONTHS = ((2026, 10), (2025, 12))
SHAPES = {"one_table": 0, "by_month": 1, "by_month_and_facility": 4}
"""How the log lies, and into how many parts its facilities are divided within a month; 0 is as the product has it."""
_NAMES = ", ".join(bulk_insert._COLUMNS)
_DATES = ("received_at", "signed_at")


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table; one log after the other, since twelve months of it take gigabytes."""
    files = [str(write_reads(folder / f"{year}-{month}.csv", scale, year=year, month=month)) for year, month in MONTHS]
    with running_postgres() as server:
        found = [list(_lived_through(server, shape, scale, folder, files)) for shape in SHAPES]
    for one, *divided in zip(*found, strict=True):
        yield Row(one, tuple(divided), "")


def _lived_through(
    server: Postgres, shape: str, scale: Scale, folder: Path, files: Sequence[str]
) -> Iterator[Measured]:
    """A first month, which is asked for; ten more, put in by SQL; a twelfth, and the first is asked for again."""
    server.copy(server.template, shape)
    applied(server.url(shape), scale, folder / f"books-{shape}")
    with _owner(server, shape) as connection:
        divide(connection, SHAPES[shape])
    first, twelfth = files
    for path, already, by_now in (
        (first, "an empty log", "one month"),
        (twelfth, "a log of eleven such months", "twelve"),
    ):
        yield from measured([_work(server, shape, "imported", f"{scale.reads:,} reads into {already}", path)], runs=1)
        (asked,) = measured([_work(server, shape, "asked", f"a month's reads, asked of a log of {by_now}")])
        yield replace(asked, name=f"{asked.name} ({_mib(server, shape):,} MiB)")
        if path == first:
            with _owner(server, shape) as connection:
                fill(connection)
    server.execute(f"DROP DATABASE {shape}")


def _work(server: Postgres, shape: str, function: str, what: str, *arguments: str) -> Work:
    name = f"{what}: {shape.replace('_', ' ')}"
    return Work(name, f"{HERE}:{function}", (server.server_uri, shape, *arguments))


def _mib(server: Postgres, shape: str) -> int:
    """What the reads and their indexes take."""
    taken = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname ~ '^read_versions'"
    with _owner(server, shape) as connection:
        return int(connection.exec_driver_sql(taken).scalar_one()) >> 20


def imported(watch: Stopwatch, server: str, shape: str, path: str) -> None:
    """By the product's import; where the log is divided it passes over what any key refuses, there being none of (key, version)."""
    if SHAPES[shape]:
        bulk_insert._FROM_STAGING = bulk_insert._FROM_STAGING.replace("(read_key, version) ", "")
    store = Store.open(Postgres(server, shape).url(shape))
    watch.start(served_by(store))
    bring(store, path)


def asked(watch: Stopwatch, server: str, shape: str) -> None:
    """What a preview asks of the log for October, to the last row."""
    store = Store.open(Postgres(server, shape).url(shape))
    watch.start(served_by(store))
    with store.read() as session:
        for _ in question_of(session, *window((OCTOBER,))).of_log():
            pass


@contextmanager
def _owner(server: Postgres, database: str) -> Iterator[Connection]:
    store = Store.open(server.url(database))
    with store.engine.begin() as connection:
        yield connection
    store.close()


def divide(connection: Connection, parts: int) -> None:
    """The log's empty table made anew, divided by month, each month into parts by facility; what can't be kept is left out."""
    if not parts:
        return
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
    """October's reads again in every month of the year but the last, by SQL: what stands in a log, not how it came there."""
    run = connection.exec_driver_sql
    run("SET LOCAL session_replication_role = replica")  # no check of each row's import
    last = run("SELECT max(id) FROM read_versions").scalar_one()
    for month in OTHER_MONTHS[:-1]:
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
