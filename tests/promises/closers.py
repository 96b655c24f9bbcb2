"""Processes that close a month at the same time or are killed in the middle of it, and what must hold afterwards."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import signal
import sqlite3
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from invoicing.cli.main import main
from invoicing.papers.snapshot import paper_hash
from reads.cli.desk import Desk
from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.events import GENESIS

NOON = datetime(2026, 11, 2, 18, tzinfo=UTC)
COMMAND = ("close", "2026-10", "--issue", "--jobs", "1")
TABLES = ("papers", "closings", "billed_reads", "series", "events", "paper_files")

Damage = list[str]
Sabotage = Callable[[], None]


@dataclass(frozen=True)
class Closer:
    """A process that runs the command; what it says is in `said`."""

    pid: int
    said: Path

    def kill(self) -> None:
        """Ends it as a power switch would; harmless once it has ended by itself."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def status(self) -> int:
        """Waits for its end: the exit status, negative for a signal."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def start(books: Path, said: Path, sabotage: Sabotage | None = None, words: Sequence[str] = COMMAND) -> Closer:
    """A fork of this process that closes October of the books, or does what the words say.

    `sabotage` first makes it a worse program.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on: forking beside a thread
        pid = os.fork()
    if pid:
        return Closer(pid, said)
    status = 99
    gc.freeze()  # or its first full collection copies each page of all that this process ever loaded
    try:
        os.dup2(os.open(said, os.O_CREAT | os.O_WRONLY | os.O_APPEND), 1)
        os.dup2(1, 2)
        sys.stdout = sys.stderr = os.fdopen(1, "w", buffering=1, closefd=False)
        if sabotage:
            sabotage()
        main.main(["--books", str(books), *words], obj=Desk(clock=FixedClock(NOON)))
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def kill_after(seconds: float, closer: Closer) -> None:
    """Lets it run for a while and kills it."""
    time.sleep(seconds)
    closer.kill()


_DIGEST_OR_ID = re.compile(r'\b[0-9a-f]{64}\b|"(?:adjustment|entry)":\d+|(?<="settled":\[\[)\d+|(?<=,)\d+(?=\]\])')


def content(store: Store) -> dict[str, Counter[tuple[object, ...]]]:
    """All that closing writes, but for the ids that a database gives.

    PostgreSQL leaves out ids of what a killed transaction wrote, and the tree in the events' chain is over rows with their
    ids: there digests aren't compared, nor those of papers and PDFs, which say the chain's head. That they are right is
    looked at by `damage`.
    """
    found = {}
    with store.read() as session:
        for table in TABLES:
            rows = session.execute(text(f"SELECT * FROM {table}")).mappings()
            found[table] = Counter(
                tuple(_compared(value, store) for name, value in row.items() if name not in {"id", "paper_id"})
                for row in rows
            )
    return found


def _compared(value: object, store: Store) -> object:
    return value if store.is_sqlite or not isinstance(value, str) else _DIGEST_OR_ID.sub("", value)


def damage(store: Store, books: Path) -> Damage:
    """What is wrong with the papers and their files; nothing, if all that is promised holds."""
    return [*_in_database(store), *_in_files(store, books)]


def _in_database(store: Store) -> Damage:
    with store.read() as session:
        papers = session.execute(
            text(
                "SELECT id, kind, series, sequence, contract, month, snapshot, schedule, previous, sha256 FROM papers ORDER BY id"
            )
        ).all()
        keys = [row.read_key for row in session.execute(text("SELECT read_key FROM billed_reads"))]
        closed = [tuple(row) for row in session.execute(text("SELECT contract, month FROM closings"))]
        last = {row.name: row.last for row in session.execute(text("SELECT name, last FROM series"))}
    found = [f"{key} is billed {count} times" for key, count in Counter(keys).items() if count > 1]
    found += [
        f"{what} has {count} invoices"
        for what, count in Counter((p.contract, p.month) for p in papers if p.kind == "invoice").items()
        if count > 1
    ]
    found += [
        f"{(p.contract, p.month)} has a paper and is not closed" for p in papers if (p.contract, p.month) not in closed
    ]
    for series, highest in last.items():
        taken = sorted(paper.sequence for paper in papers if paper.series == series)
        if taken != list(range(1, highest + 1)):
            found.append(f"{series} says {highest} and has {taken}")
    previous = GENESIS
    for paper in papers:
        if (paper.previous, paper.sha256) != (previous, paper_hash(paper.snapshot, paper.schedule, previous)):
            found.append(f"paper {paper.id} is out of the chain")
        previous = paper.sha256
    return found


def _in_files(store: Store, books: Path) -> Damage:
    with store.read() as session:
        files = session.execute(
            text(
                "SELECT p.number, f.path, f.sha256 FROM papers p LEFT JOIN paper_files f ON f.paper_id = p.id "
                "WHERE p.number IS NOT NULL"
            )
        ).all()
    found = [f"{row.number} has no PDF" for row in files if row.path is None]
    known = {row.path: row.sha256 for row in files if row.path}
    for path, sha256 in known.items():
        written = books / path
        if not written.exists() or hashlib.sha256(written.read_bytes()).hexdigest() != sha256:
            found.append(f"{path} is not what was recorded")
    there = {str(path.relative_to(books)) for path in (books / "invoices").rglob("*.pdf")}
    return found + [f"{path} belongs to no paper" for path in sorted(there - set(known))]


def said_issued(said: Path) -> set[str]:
    """The numbers that a process has said were issued."""
    lines = said.read_text().splitlines() if said.exists() else []
    return {line.split()[1].strip(",") for line in lines if ": WR-" in line and line.count(" ") >= 3}


def copied(prepared: Path, target: Path) -> None:
    """A SQLite database with all that is in its write-ahead log."""
    source, copy = sqlite3.connect(prepared), sqlite3.connect(target)
    with source, copy:
        source.backup(copy)
    source.close()
    copy.close()
