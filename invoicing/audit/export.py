"""The audit log and the chain of papers as plain values, for an auditor who checks them without wetread.

{"event": {at, actor, action, entity, detail, because, previous, hash, root}}   the oldest first
{"paper": {number, snapshot, schedule_sha256, previous, sha256, files}}         in the order of issue
{"head": hash of the last event, "events": count, "papers": count}              at the end

An event's hash is the SHA-256 of its seven texts before `hash`, and its root where it has one, as a JSON list without
spaces; a paper's that of snapshot, schedule_sha256 and previous, joined by line feeds. Schedules, which name reads, are not in it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import Session

from reads.store.audit import events
from reads.store.events import GENESIS
from reads.store.raw import stored_rows

Files = dict[int, dict[str, str]]


def exported(session: Session) -> Iterator[dict[str, object]]:
    """All of it, line by line."""
    head, count = GENESIS, 0
    for event in events(session):
        head, count = event.hash, count + 1
        yield {"event": event.as_json()}
    files: Files = defaultdict(dict)
    for _, path, sha256, paper in stored_rows(session, "paper_files", ("path", "sha256"), ("paper_id",)):
        files[paper][path] = sha256
    papers = 0
    columns = ("number", "snapshot", "schedule", "previous", "sha256")
    for paper, number, snapshot, schedule, previous, sha256 in stored_rows(session, "papers", columns):
        papers += 1
        yield {
            "paper": {
                "number": number,
                "snapshot": snapshot,
                "schedule_sha256": hashlib.sha256(schedule.encode("utf-8", "surrogateescape")).hexdigest(),
                "previous": previous,
                "sha256": sha256,
                "files": files.get(paper, {}),
            }
        }
    yield {"head": head, "events": count, "papers": papers}
