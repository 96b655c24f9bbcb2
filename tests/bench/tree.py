"""What the hash tree over all rows costs: import and close with it and without, and its check beside hashing the same rows from a file."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from reads.core.actor_and_moment import By
from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.store.engine import Store
from reads.store.hash_tree_leaves import Tree, guarded
from reads.store.tree_checks import check_tree
from tests.bench.books import applied
from tests.bench.intake import bring
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale, write_reads
from tests.databases import sqlite_url

HERE = "tests.bench.tree"
AFTER = FixedClock(datetime(2026, 12, 1, tzinfo=UTC))


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    path = str(write_reads(folder / "tree.csv", scale))
    empty, full, texts = folder / "tree-empty.db", folder / "tree-full.db", folder / "tree-rows.txt"
    applied(sqlite_url(empty), scale, folder / "tree-books")
    _filled(empty, full, path, texts)
    for name, function, database in (("import", "imported", empty), ("close", "closed", full)):
        works = [
            Work(f"{name} of {scale.reads:,} reads, tree on", f"{HERE}:{function}", (str(database), path)),
            Work("the same, tree off", f"{HERE}:{function}_without", (str(database), path)),
        ]
        on, off = measured(works)
        yield Row(on, (off,), "≤ 1.15 ×")
    check, *least = measured(
        [
            Work("check of the tree over all rows", f"{HERE}:checked", (str(full),)),
            Work("reading the same rows and hashing them", f"{HERE}:read_and_hashed", (str(full),)),
            Work("hashing them as lines of a text", f"{HERE}:hashed", (str(texts),)),
        ]
    )
    yield Row(check, tuple(least), "≤ 1.5 × (the first)")


def _filled(empty: Path, full: Path, path: str, texts: Path) -> None:
    """A database with the month in it, and all its rows as the texts that leaves are made of, a line each."""
    shutil.copy(empty, full)
    store = Store.open(sqlite_url(full))
    bring(store, path)
    with store.read() as session, texts.open("wb") as file:
        connection = session.connection()
        for table, columns in guarded(connection).items():
            for (text,) in connection.exec_driver_sql(f"SELECT CAST(json_array({columns}) AS BLOB) FROM {table}"):
                file.write(text.replace(b"\n", b" ") + b"\n")
    store.close()


def _copy(database: str) -> Store:
    fresh = Path(database).with_suffix(".run")
    for left in fresh.parent.glob(f"{fresh.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()  # what is kept of its months lies in a folder
    shutil.copy(database, fresh)
    return Store.open(sqlite_url(fresh), clock=AFTER)


def _without_tree() -> None:
    Tree.opened = classmethod(lambda cls, connection: None)  # type: ignore[assignment, method-assign]


def imported(watch: Stopwatch, database: str, path: str) -> None:
    """A month into the log."""
    store = _copy(database)
    watch.start()
    bring(store, path)


def imported_without(watch: Stopwatch, database: str, path: str) -> None:
    """The same without the tree."""
    _without_tree()
    imported(watch, database, path)


def closed(watch: Stopwatch, database: str, _path: str) -> None:
    """The month issued, without its PDFs."""
    store = _copy(database)
    watch.start()
    order = IssueOrder(Ask(Month(2026, 10)), Permissions(), By("bench", AFTER.now()))
    issued = [step.new for step in issue_month(store, order)]
    assert all(issued)


def closed_without(watch: Stopwatch, database: str, path: str) -> None:
    """The same without the tree."""
    _without_tree()
    closed(watch, database, path)


def checked(watch: Stopwatch, database: str) -> None:
    """Every row against its leaf."""
    store = Store.open(sqlite_url(Path(database)))
    watch.start()
    with store.read() as session:
        assert check_tree(session.connection()).damage == []


def read_and_hashed(watch: Stopwatch, database: str) -> None:
    """The least that a check of rows in a database can do: each read as its text, and hashed."""
    store = Store.open(sqlite_url(Path(database)))
    watch.start()
    with store.read() as session:
        connection = session.connection()
        for table, columns in guarded(connection).items():
            for (text,) in connection.exec_driver_sql(f"SELECT CAST(json_array({columns}) AS BLOB) FROM {table}"):
                hashlib.sha256(text).digest()


def hashed(watch: Stopwatch, texts: str) -> None:
    """SHA-256 of every line."""
    watch.start()
    with Path(texts).open("rb") as file:
        for line in file:
            hashlib.sha256(line).digest()
