"""Messages on their way into a log, for the tests of orders, receiver and shuffles."""

from __future__ import annotations

from functools import partial

from sqlmodel import Session

from reads.directory.directory import Directory
from reads.log.orders import find_order
from reads.log.outcome import Counts, Source
from reads.log.record_reads import import_candidates
from reads.log.rows_in_window import load_reads
from reads.store.engine import Store
from tests.reads.directories import MERCY
from tests.reads.intake.hl7.messages import NOW, reading
from tests.reads.log.histories import LONG_AGO


def fed(store: Store, *messages: str, directory: Directory = MERCY) -> list[Counts]:
    """What became of each message, each in a transaction of its own."""
    found = []
    for text in messages:
        with store.write() as session:
            found.append(feed(session, text, directory))
    return found


def feed(session: Session, text: str | bytes, directory: Directory = MERCY) -> Counts:
    """What became of one message."""
    reads = reading(text, directory=directory)
    reads._known_orders = partial(find_order, session)
    source = Source("hl7", "feed.hl7", "0" * 64)
    return import_candidates(session, reads, source, directory, actor="tester", at=NOW).counts


def current(session: Session) -> set[tuple[str, ...]]:
    """What the log says now of every read."""
    return {
        (
            each.key,
            each.read.description,
            str(each.read.patient_class),
            str(each.read.received_at),
            str(each.read.signed_at),
            str(each.void),
        )
        for each in load_reads(session, LONG_AGO, NOW)
    }
