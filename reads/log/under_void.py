"""Reads that are void and what comes in of them: cancellations, and new content that stays under the void (spec 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from reads.core.findings import Finding, Severity, Where
from reads.core.read import Read
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import ACCESSION, CPT, EXAM_CODE, FACILITY, READ_TYPE, Content
from reads.log.outcome import Imported, Source
from reads.log.read_versions import reads_by_keys
from reads.log.tables import ReadVoidRow
from reads.log.versioning import settled_time
from reads.log.voids import voids_of


def still_void(content: Content, line: int, source: Source) -> Finding:
    """That new content of a void read is billed to nobody, and how to take the void back."""
    exam = content[EXAM_CODE] or content[CPT]
    name = f"{content[FACILITY]} {content[ACCESSION]} {exam} {content[READ_TYPE]}"
    return Finding(
        "still_void",
        f"{name} is still void: what came is kept under the void and billed to nobody",
        f"if it should count: `wetread reads void --restore {content[ACCESSION]} --because TEXT`",
        Where(source.path, line),
        Severity.WARNING,
    )


def void_cancelled(
    session: Session,
    cancellations: Sequence[Candidate],
    outcome: Imported,
    entered: Callable[[], int],
    directory: Directory,
    *,
    actor: str,
    at: datetime,
) -> None:
    """Makes void what its sender cancels; what is void already, or was taken back by a person since, is known.

    A cancellation that was sent later than the one that a person took back holds again, and is told.
    """
    standing, taken_back = _before(session, {key for each in cancellations for key in each.keys}, directory)
    for each in cancellations:
        keys = dict.fromkeys(each.keys)
        again = [key for key in keys if key in taken_back and key not in standing]
        new = [
            key
            for key in keys
            if key not in standing and (key not in again or _sent(each.cancelled_at, key, directory) > taken_back[key])
        ]
        standing.update(new)
        for key in new:
            session.add(
                ReadVoidRow(
                    read_key=key,
                    at=at,
                    actor=actor,
                    because="cancelled by the sender",
                    import_id=entered(),
                    line=each.line,
                    sent_at=each.cancelled_at,
                )
            )
        outcome.counts.voided += bool(new)
        outcome.counts.duplicate += not new
        if again and set(again) & set(new):
            (first,) = reads_by_keys(session, {again[0]}).values()
            outcome.tell_void(_again(first.read, each.line, outcome.path))
    session.flush()


def _before(session: Session, keys: set[str], directory: Directory) -> tuple[set[str], dict[str, str]]:
    """The keys that are void, and those of which a void was taken back, with the last time of sending of those."""
    standing: set[str] = set()
    taken_back: dict[str, str] = {}
    for void, restore in voids_of(session, keys):
        if restore is None:
            standing.add(void.read_key)
        else:
            sent = _sent(void.sent_at, void.read_key, directory)
            taken_back[void.read_key] = max(sent, taken_back.get(void.read_key, ""))
    return standing, taken_back


def _sent(text: str, key: str, directory: Directory) -> str:
    return settled_time(text, key.partition("|")[0], directory)


def _again(read: Read, line: int, path: str) -> Finding:
    facility, accession = read.facility, read.accession
    return Finding(
        "cancelled_again",
        f"{facility} {accession} is void again: its sender cancelled it after a person had taken the void back",
        f"ask the sender; if it should count: `wetread reads void --restore {accession} --because TEXT`",
        Where(path, line),
        Severity.WARNING,
    )
