"""Reads as a sender might send them, and the log that they make, for the tests of this room."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import CONTENT
from reads.intake.read_fields import Fields
from reads.log.outcome import Counts, Imported, Source
from reads.log.record_reads import import_candidates
from reads.log.rows_in_window import load_reads
from reads.store.engine import Store
from tests.reads.directories import MERCY

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SOURCE = Source("csv", "october.csv", "0" * 64)
READ = {
    "facility": "mercy-main",
    "accession": "A1",
    "exam_code": "CTHEAD",
    "read_type": "preliminary",
    "signed_at": "2026-10-03T06:12:00Z",
}


def read(*, corrects: bool = False, directory: Directory = MERCY, line: int = 1, **fields: str) -> Candidate:
    """A row of a file: READ, but for these fields."""
    texts = tuple({**READ, **fields}.get(name, "") for name in CONTENT)
    candidate = Fields(directory, NOW).candidate(texts, line, corrects=corrects)
    return candidate if candidate.content else candidate._replace(raw={**READ, **fields})


def bring(session: Session, *rows: Candidate, directory: Directory = MERCY, file: str = "october.csv") -> Imported:
    """The rows as one file."""
    source = replace(SOURCE, path=file, sha256=hashlib.sha256(file.encode()).hexdigest())
    return import_candidates(session, rows, source, directory, actor="tester", at=NOW)


def brought(store: Store, *rows: Candidate, directory: Directory = MERCY, file: str = "october.csv") -> Counts:
    """The counts of the rows as one file in a transaction of its own."""
    with store.write() as session:
        return bring(session, *rows, directory=directory, file=file).counts


def state(session: Session) -> set[tuple[str, str, bool]]:
    """What the log says now: of each read its key, its description and whether it is void."""
    return {(each.key, each.read.description, each.void) for each in load_reads(session, LONG_AGO, NOW)}


def counted(**ends: int) -> Counts:
    """Counts by name."""
    return Counts(**ends)


def descriptions(store: Store) -> list[str]:
    """Of every current read, its description."""
    with store.read() as session:
        return sorted(description for _, description, _ in state(session))
