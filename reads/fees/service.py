"""Importing a CMS relative value file: what is new, what was there, what a correction changed (spec 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from reads.fees.errors import PairDisagrees
from reads.fees.relative_value_file import FeeFile, WorkChange, work_changes
from reads.fees.release_names import days_of
from reads.fees.repository import add_values, newest_revision, release_with_hash, values_of
from reads.fees.tables import FeeReleaseRow
from reads.store.events import Deed, record


class Arrival(StrEnum):
    """What became of an imported file."""

    IMPORTED = "imported"
    CORRECTED = "corrected"
    SAME_FILE = "same_file"
    SAME_VALUES = "same_values"


@dataclass(frozen=True, slots=True)
class ImportedFees:
    """A file's release and revision, and the work RVUs that a corrected file changed; `beside` is the file before it."""

    file: str
    release: str
    revision: int
    arrival: Arrival
    codes: int
    changes: tuple[WorkChange, ...] = ()
    beside: str = ""


def import_fees(session: Session, file: FeeFile, *, actor: str, at: datetime) -> ImportedFees:
    """Keeps the file's release, once: the same file, or one with the same values (the pair's other half), adds nothing.

    Another file of the same quarter is a correction and becomes a new revision. Raises PairDisagrees where one half of
    the QPP pair has other work RVUs than the half imported before.
    """
    known = release_with_hash(session, file.sha256)
    if known is not None:
        return _nothing_new(file, known, Arrival.SAME_FILE)
    before = newest_revision(session, file.release)
    if before is None or before.id is None:
        return _kept(session, file, _row(file, 1, actor, at), ())
    old = values_of(session, before.id)
    if old == file.values:
        return _nothing_new(file, before, Arrival.SAME_VALUES)
    changes = work_changes(old, file.values)
    if changes and file.variant and before.variant and file.variant != before.variant:
        differing = sorted({f"{change.code} {change.modifier}".strip() for change in changes})
        raise PairDisagrees(file.name, file.release, before.variant, differing)
    return _kept(session, file, _row(file, before.revision + 1, actor, at), changes)


def _nothing_new(file: FeeFile, known: FeeReleaseRow, arrival: Arrival) -> ImportedFees:
    return ImportedFees(file.name, known.name, known.revision, arrival, len(file.values), beside=known.path)


def _row(file: FeeFile, revision: int, actor: str, at: datetime) -> FeeReleaseRow:
    starts, ends = days_of(file.release)
    return FeeReleaseRow(
        name=file.release,
        revision=revision,
        starts=starts,
        ends=ends,
        variant=file.variant,
        released_on=file.released_on,
        path=file.name,
        sha256=file.sha256,
        at=at,
        actor=actor,
    )


def _kept(session: Session, file: FeeFile, row: FeeReleaseRow, changes: tuple[WorkChange, ...]) -> ImportedFees:
    session.add(row)
    session.flush()
    add_values(session, row.id or 0, file.values)
    detail = {"revision": row.revision, "file": file.name, "sha256": file.sha256, "changed": len(changes)}
    record(session, Deed("fees.imported", row.name, detail), actor=row.actor, at=row.at)
    arrival = Arrival.IMPORTED if row.revision == 1 else Arrival.CORRECTED
    return ImportedFees(file.name, row.name, row.revision, arrival, len(file.values), changes)
