"""Importing a CMS relative value file: what is new, what was there, what a correction changed (spec 3.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session

from reads.fees.errors import PairDisagrees
from reads.fees.gpci_file import GpciFile
from reads.fees.loaded_releases import values_of
from reads.fees.relative_value_file import FeeFile, WorkChange, work_changes
from reads.fees.release import FeeValue
from reads.fees.release_names import days_of
from reads.fees.repository import (
    add_values,
    factors_of,
    indices_of,
    newest_revision,
    release_with_hash,
)
from reads.fees.tables import FeeFactorRow, FeeIndicesRow, FeeReleaseRow
from reads.store.events import Deed, record


class Arrival(StrEnum):
    """What became of an imported file."""

    IMPORTED = "imported"
    CORRECTED = "corrected"
    SAME_FILE = "same_file"
    SAME_VALUES = "same_values"
    COMPLETED = "completed"
    INDICES = "indices"


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
    factor: Decimal | None = None


def import_fees(
    session: Session, file: FeeFile, *, actor: str, at: datetime, together: Sequence[FeeFile] = ()
) -> ImportedFees:
    """Keeps the file's release, once: the same file, or one with the same values (the pair's other half), adds no revision.

    Its conversion factor is kept for its half of the pair. Another file of the same quarter is a correction and becomes a
    new revision; one that brings what an earlier wetread didn't keep completes the release. Raises PairDisagrees where one
    half of the pair has other work RVUs than the half imported before, unless it is a correction: of a half that came
    before, of a later date, or beside a corrected other half that is imported `together`.
    """
    before = newest_revision(session, file.release)
    if before is None or before.id is None:
        return _kept(session, file, _row(file, 1, actor, at), (), Arrival.IMPORTED)
    old = values_of(session, before.id)
    factors = factors_of(session, file.release)
    completes = _completes(old, file)
    known = release_with_hash(session, file.sha256)
    same_file = known is not None or any(row.sha256 == file.sha256 for row in factors)
    if same_file and not completes:
        return _nothing_new(session, file, known or before, Arrival.SAME_FILE, actor, at)
    if old == file.values:
        return _nothing_new(session, file, before, Arrival.SAME_VALUES, actor, at)
    changes = work_changes(old, file.values)
    other_half = bool(file.variant and before.variant and file.variant != before.variant)
    if changes and other_half and not _corrects(file, before, factors, together):
        differing = sorted({f"{change.code} {change.modifier}".strip() for change in changes})
        raise PairDisagrees(file.name, file.release, before.variant, differing)
    arrival = Arrival.CORRECTED if changes or not completes else Arrival.COMPLETED
    return _kept(session, file, _row(file, before.revision + 1, actor, at), changes, arrival)


def import_indices(session: Session, file: GpciFile, *, actor: str, at: datetime) -> ImportedFees:
    """Keeps a year's geographic indices, once; another file of the year corrects them."""
    before = indices_of(session, file.year)
    localities = json.dumps(
        {
            key: [str(each.work), str(each.practice), str(each.malpractice)]
            for key, each in sorted(file.localities.items())
        }
    )
    if before is not None and before.localities == localities:
        return ImportedFees(file.name, file.year, 0, Arrival.SAME_VALUES, len(file.localities), beside=before.path)
    session.add(
        FeeIndicesRow(year=file.year, localities=localities, path=file.name, sha256=file.sha256, at=at, actor=actor)
    )
    session.flush()
    detail: dict[str, object] = {"file": file.name, "sha256": file.sha256, "localities": len(file.localities)}
    record(session, Deed("fees.indices", file.year, detail), actor=actor, at=at)
    return ImportedFees(file.name, file.year, 0, Arrival.INDICES, len(file.localities))


def _completes(old: Mapping[tuple[str, str], FeeValue], file: FeeFile) -> bool:
    """Whether the file has practice expense and malpractice, and what was kept of the release has not."""
    had = any(value.facility_pe is not None for value in old.values())
    return not had and any(value.facility_pe is not None for value in file.values.values())


def _corrects(
    file: FeeFile, before: FeeReleaseRow, factors: Sequence[FeeFactorRow], together: Sequence[FeeFile]
) -> bool:
    """Whether one half of the pair is a correction: of the same half, of a later date, or with its other half beside it."""
    if any(row.variant == file.variant for row in factors):
        return True
    if file.released_on and before.released_on and file.released_on > before.released_on:
        return True
    halves = [other for other in together if other.release == file.release and other.variant not in ("", file.variant)]
    return any(not work_changes(other.values, file.values) for other in halves)


def _nothing_new(
    session: Session, file: FeeFile, known: FeeReleaseRow, arrival: Arrival, actor: str, at: datetime
) -> ImportedFees:
    factor = _keep_factor(session, file, actor, at)
    if factor is not None:
        detail: dict[str, object] = {"file": file.name, "factor": str(factor), "variant": file.variant}
        record(session, Deed("fees.factor", file.release, detail), actor=actor, at=at)
    return ImportedFees(
        file.name, known.name, known.revision, arrival, len(file.values), beside=known.path, factor=factor
    )


def _keep_factor(session: Session, file: FeeFile, actor: str, at: datetime) -> Decimal | None:
    """The file's conversion factor where it is new, None where it was kept before or there is none."""
    if file.factor is None:
        return None
    rows = factors_of(session, file.release)
    newest = {row.variant: row.factor for row in rows}
    if newest.get(file.variant) == file.factor or any(row.sha256 == file.sha256 for row in rows):
        return None
    session.add(
        FeeFactorRow(
            name=file.release,
            variant=file.variant,
            factor=file.factor,
            path=file.name,
            sha256=file.sha256,
            at=at,
            actor=actor,
        )
    )
    session.flush()
    return file.factor


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


def _kept(
    session: Session, file: FeeFile, row: FeeReleaseRow, changes: tuple[WorkChange, ...], arrival: Arrival
) -> ImportedFees:
    session.add(row)
    session.flush()
    add_values(session, row.id or 0, file.values)
    detail = {"revision": row.revision, "file": file.name, "sha256": file.sha256, "changed": len(changes)}
    record(session, Deed("fees.imported", row.name, detail), actor=row.actor, at=row.at)
    factor = _keep_factor(session, file, row.actor, row.at)
    return ImportedFees(file.name, row.name, row.revision, arrival, len(file.values), changes, factor=factor)
