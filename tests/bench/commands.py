"""Commands that show a little, with a year of such months in the log, beside the same commands with one month in it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from reads.intake.content import CONTENT
from reads.store.engine import Store
from tests.bench.books import applied
from tests.bench.intake import NAMES, SCHEMA, TABLE, bring, with_keys
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_reads
from tests.databases import sqlite_url

HERE = "tests.bench.commands"
OTHER_MONTHS = [f"2026-{month:02d}" for month in (*range(1, 10), 11, 12)]
COMMANDS = {
    "explain A2026100000007": ("explain", "A2026100000007"),
    "invoice list --month": ("invoice", "list", "--month", "2026-10"),
    "reads show A2026100000007": ("reads", "show", "A2026100000007"),
    "contract show": ("contract", "show", "contract-0001"),
    "held --month": ("held", "--month", "2026-10"),
    "held": ("held",),
}
_BESIDE_THE_ROWS = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'read_versions' AND type IN ('index', 'trigger') AND sql <> ''"


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    month, year = folder / "month", folder / "year"
    applied(sqlite_url(_database(month)), scale, month)
    bring(Store.open(sqlite_url(_database(month))), str(write_reads(folder / "october.csv", scale)))
    shutil.copytree(month, year)
    yield from _beside_the_file(month)
    _fill(_database(year))
    for name, words in COMMANDS.items():
        work, one = measured(
            [
                Work(f"{name}, 12 × {scale.reads:,} reads in the log", f"{HERE}:command", (str(year), *words)),
                Work("the same, one month in the log", f"{HERE}:command", (str(month), *words)),
            ]
        )
        yield Row(work, (one,), "≤ 1.5 ×, < 1 s")
    yield _import(scale, folder, year, month)
    yield _help()


def _import(scale: Scale, folder: Path, year: Path, month: Path) -> Row:
    """One more month, into a log of twelve, into a log of one, and by SQLite's own program into a table of twelve."""
    path = write_reads(folder / "december.csv", scale, year=2025, month=12)
    works = [
        Work(name, "tests.bench.intake:ours", (str(path), str(_database(books))))
        for name, books in (
            (f"import of {scale.reads:,} reads into a log of twelve such months", year),
            ("of one", month),
        )
    ]
    if shutil.which("sqlite3"):
        keyed, table = with_keys(str(path), folder / "december-keyed.csv"), _as_sent(year, folder / "twelve.db")
        name = ".import into a table of twelve, same key, digest, indexes"
        works.append(Work(name, "tests.bench.intake:dot_import_more", (str(keyed), str(table))))
    work, *others = measured(works)
    return Row(work, tuple(others), "≤ 1.5 ×")


def _as_sent(year: Path, path: Path) -> Path:
    """The year's reads in a table of the columns that were sent."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        table, *indexes = SCHEMA.strip().split(";\n")
        connection.execute(table)
        connection.execute("ATTACH ? AS log", (str(_database(year)),))
        names = ", ".join(NAMES)
        connection.execute(f"INSERT INTO {TABLE} ({names}) SELECT {names} FROM log.read_versions")
        for index in indexes:
            connection.execute(index)
    return path


def _beside_the_file(books: Path) -> Iterable[Row]:
    """Lists beside a program that prints rows of the same file."""
    printed = Work("sqlite-utils rows", f"{HERE}:program", ("sqlite-utils", "rows", str(_database(books)), "papers"))
    for words in (("invoice", "list"), ("contract", "show", "contract-0001"), ("aging",)):
        ours, other = measured([Work(" ".join(words[:2]), f"{HERE}:command", (str(books), *words)), printed], runs=5)
        yield Row(ours, (other,), "≤ 2 ×")


def program(watch: Stopwatch, name: str, *words: str) -> None:
    """A program of the environment, from its start to its end."""
    watch.start()
    subprocess.run([str(Path(sys.executable).parent / name), *words], check=True, stdout=subprocess.DEVNULL)


def command(watch: Stopwatch, books: str, *words: str) -> None:
    """The command in a process of its own, from its start to its end; 1 is held reads that wait for a person."""
    watch.start()
    program = [sys.executable, "-c", "from invoicing.cli.main import main; main()", "--books", books, *words]
    assert subprocess.run(program, check=False, stdout=subprocess.DEVNULL).returncode in (0, 1)


def python(watch: Stopwatch, code: str, *words: str) -> None:
    """A line of Python in a process of its own."""
    watch.start()
    subprocess.run([sys.executable, "-c", code, *words], check=True, stdout=subprocess.DEVNULL)


def _help() -> Row:
    ours = Work("wetread --help", f"{HERE}:python", ("from invoicing.cli.main import main; main()", "--help"))
    work, click = measured([ours, Work('python -c "import click"', f"{HERE}:python", ("import click",))])
    return Row(work, (click,), "≤ 2 ×")


def _database(books: Path) -> Path:
    books.mkdir(exist_ok=True)
    return books / "wetread.db"


def _fill(database: Path) -> None:
    """October's reads again in every other month of the year, by SQL: what stands in a log, not how it came there.

    Indexes and guards are left out meanwhile, and made again as they were.
    """
    store = Store.open(sqlite_url(database))
    names = ("read_key", "version", "digest", "corrects", *CONTENT, "import_id", "line")
    with store.engine.begin() as connection:
        beside = connection.exec_driver_sql(_BESIDE_THE_ROWS).all()
        for kind, name, _ in beside:
            connection.exec_driver_sql(f"DROP {kind} {name}")
        last = connection.execute(text("SELECT max(id) FROM read_versions")).scalar_one()
        shown = ", ".join(map(_moved, names))
        copied = f"INSERT INTO read_versions ({', '.join(names)}) SELECT {shown} FROM read_versions WHERE id <= :last"
        for month in OTHER_MONTHS:
            connection.execute(text(copied), {"last": last, "month": month, "number": month.replace("-", "")})
        for *_, made_by in beside:
            connection.exec_driver_sql(made_by)
    store.close()


def _moved(name: str) -> str:
    """A column as it is in the other month: its days up to the 28th."""
    if name in ("read_key", "accession"):
        letter = "a" if name == "read_key" else "A"
        return f"replace({name}, '{letter}202610', '{letter}' || :number)"
    if name in ("received_at", "signed_at"):
        return f":month || '-' || min(substr({name}, 9, 2), '28') || substr({name}, 11)"
    return name
