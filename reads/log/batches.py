"""Each import is a batch: what it brought, and its undoing, after which all of it counts as never come (spec 2.4).

Nothing is deleted: an undo is one row more. Versions, voids, orders and quarantine of the batch stand no longer, for later
imports either, so that the file in its right form can come in as if it were the first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from reads.core.actor_and_moment import By, before
from reads.core.reason import Because
from reads.core.times import rfc3339
from reads.log import bulk_insert
from reads.log.errors import ImportInUse, LaterOnTop, UnknownImport
from reads.log.tables import (
    ImportRow,
    ImportUndoRow,
    OrderRow,
    QuarantineDecisionRow,
    QuarantineRow,
    ReadVersionRow,
    ReadVoidRow,
    ReleaseRow,
)
from reads.log.undone_imports import standing_imports
from reads.store.events import Deed, EventRow, record

_ON_TOP = 20
"""How many later imports are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import as `reads batches` lists it; `counts` are the seven and the rows, empty for a person's decision."""

    id: int
    source: str
    path: str
    at: str
    actor: str
    counts: dict[str, int]
    undone: dict[str, str] | None = None

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "id": self.id,
            "source": self.source,
            "path": self.path,
            "at": self.at,
            "actor": self.actor,
            "counts": self.counts,
            "undone": self.undone,
        }


@dataclass(frozen=True, slots=True)
class ImportContents:
    """How much of an import is in the log: versions of reads, voids, orders, and rows in quarantine."""

    versions: int
    voids: int
    orders: int
    quarantined: int

    def as_json(self) -> dict[str, int]:
        """By name."""
        return {
            "versions": self.versions,
            "voids": self.voids,
            "orders": self.orders,
            "quarantined": self.quarantined,
        }


@dataclass(frozen=True, slots=True)
class Undoing:
    """What an undo takes back, and what came later on top of it; `again` are later files that repeated rows, perhaps its own."""

    batch: ImportBatch
    brought: ImportContents
    on_top: tuple[str, ...]
    again: tuple[str, ...]
    changed: bool

    @property
    def before(self) -> str:
        """That it was undone before, when, by whom and why; empty where it was not."""
        undone = self.batch.undone
        if not undone:
            return ""
        return before(f"import {self.batch.id} was undone", undone["actor"], undone["at"], undone["because"])

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "batch": self.batch.as_json(),
            "brought": self.brought.as_json(),
            "on_top": list(self.on_top),
            "import_again": list(self.again),
            "changed": self.changed,
        }


FindUses = Callable[[Session, int], Sequence[str]]
"""Of an import: the papers, claims and statements that something of it is on, each in words."""


def batches(session: Session, size: int, before: int | None = None, source: str = "") -> list[ImportBatch]:
    """The newest imports, or the newest before one, of one kind of source if that is named: a page of them by key."""
    query = select(ImportRow, ImportUndoRow).outerjoin(ImportUndoRow, col(ImportUndoRow.import_id) == col(ImportRow.id))
    if before is not None:
        query = query.where(col(ImportRow.id) < before)
    if source:
        query = query.where(col(ImportRow.source) == source)
    return _listed(session, query.order_by(col(ImportRow.id).desc()).limit(size))


def batch_of(session: Session, number: int) -> ImportBatch:
    """One import; UnknownImport where there is none of that number."""
    query = select(ImportRow, ImportUndoRow).outerjoin(ImportUndoRow, col(ImportUndoRow.import_id) == col(ImportRow.id))
    found = _listed(session, query.where(col(ImportRow.id) == number))
    if not found:
        raise UnknownImport(number)
    return found[0]


def look(session: Session, number: int) -> Undoing:
    """What undoing an import would take back; UnknownImport. Changes nothing."""
    batch, brought = batch_of(session, number), _brought(session, number)
    return Undoing(batch, brought, tuple(_on_top(session, number)), tuple(_repeated(session, number)), changed=False)


def undo(session: Session, number: int, because: str, uses: FindUses, *, by: By, keep_later: bool = False) -> Undoing:
    """Takes an import back; `changed` is false where it was already.

    UnknownImport; ImportInUse where something of it is on a paper, a claim or a reader's statement; LaterOnTop where
    something came on top of it, unless that is to be kept.
    """
    because = Because(because)
    bulk_insert.prepare(session)
    found = look(session, number)
    if found.batch.undone:
        return found
    used = uses(session, number)
    if used:
        raise ImportInUse(number, used)
    if found.on_top and not keep_later:
        raise LaterOnTop(number, found.on_top)
    session.add(ImportUndoRow(import_id=number, because=because, at=by.at, actor=by.actor))
    session.flush()
    detail = {"path": found.batch.path, **found.brought.as_json(), "kept_on_top": list(found.on_top)}
    record(session, Deed("reads.undone", f"import:{number}", detail, because), actor=by.actor, at=by.at)
    return replace(found, changed=True)


def _listed(session: Session, query: Any) -> list[ImportBatch]:
    rows = session.execute(query).all()
    counts = _counts(session, [row.id or 0 for row, _ in rows])
    return [
        ImportBatch(
            row.id or 0,
            row.source,
            row.path,
            rfc3339(row.at),
            row.actor,
            counts.get(row.id or 0, {}),
            undone and {"at": rfc3339(undone.at), "actor": undone.actor, "because": undone.because},
        )
        for row, undone in rows
    ]


def _counts(session: Session, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    """The counts of imports, which the audit log has."""
    events = session.execute(
        select(col(EventRow.entity), col(EventRow.detail)).where(
            col(EventRow.entity).in_([f"import:{number}" for number in numbers]),
            col(EventRow.action) == "reads.imported",
        )
    )
    found: dict[int, dict[str, int]] = {}
    for entity, detail in events:
        said = json.loads(detail)
        found[int(entity.removeprefix("import:"))] = {
            name: number for name, number in said.items() if isinstance(number, int)
        }
    return found


def _brought(session: Session, number: int) -> ImportContents:
    def count(table: Any) -> int:
        found: int = session.execute(
            select(func.count()).select_from(table).where(col(table.import_id) == number)
        ).scalar_one()
        return found

    return ImportContents(count(ReadVersionRow), count(ReadVoidRow), count(OrderRow), count(QuarantineRow))


def _on_top(session: Session, number: int) -> list[str]:
    """What came after it to the reads that it brought, and was decided of its rows, in words."""
    own = select(col(ReadVersionRow.read_key)).where(col(ReadVersionRow.import_id) == number)
    later = col(ReadVersionRow.import_id)
    versions = (
        select(later, func.count(func.distinct(col(ReadVersionRow.read_key))))
        .where(later > number, col(ReadVersionRow.read_key).in_(own), standing_imports(session, later))
        .group_by(later)
        .order_by(later)
    )
    found = {entry: f"{reads} of its reads" for entry, reads in session.execute(versions)}
    rows = select(col(QuarantineRow.id)).where(col(QuarantineRow.import_id) == number)
    taken = col(QuarantineDecisionRow.import_id)
    decided = select(taken, col(QuarantineDecisionRow.quarantine_id)).where(
        col(QuarantineDecisionRow.quarantine_id).in_(rows), taken.is_not(None), standing_imports(session, taken)
    )
    for entry, waiting in session.execute(decided):
        if entry != number:
            found.setdefault(entry, f"row {waiting} of its quarantine")
    entries = select(col(ImportRow.id), col(ImportRow.path)).where(col(ImportRow.id).in_(sorted(found)[:_ON_TOP]))
    paths = dict(session.execute(entries).all())
    named = [f"import {entry} ({paths.get(entry, '')}) has {what}" for entry, what in sorted(found.items())]
    rest = [f"… and {len(named) - _ON_TOP} more imports"] if len(named) > _ON_TOP else []
    return [*named[:_ON_TOP], *rest, *_by_hand(session, own)]


def _by_hand(session: Session, own: Any) -> list[str]:
    """What a person decided of the reads that it brought."""
    found = []
    for what, table in (("voided by hand", ReadVoidRow), ("released", ReleaseRow)):
        query = select(func.count()).select_from(table).where(col(table.read_key).in_(own))
        if table is ReadVoidRow:
            query = query.where(col(ReadVoidRow.import_id).is_(None))
        number = session.execute(query).scalar_one()
        if number:
            found.append(f"{number} of its reads {'was' if number == 1 else 'were'} {what}")
    return found


def _repeated(session: Session, number: int) -> list[str]:
    """Later imports that had rows which the log knew: perhaps from this one."""
    later = select(col(ImportRow.id)).where(
        col(ImportRow.id) > number, standing_imports(session, col(ImportRow.id)), col(ImportRow.source) != "quarantine"
    )
    numbers = [entry or 0 for entry in session.scalars(later.order_by(col(ImportRow.id)).limit(1_000))]
    with_known = {entry for entry, counts in _counts(session, numbers).items() if counts.get("duplicate")}
    query = select(col(ImportRow.path)).where(col(ImportRow.id).in_(sorted(with_known))).distinct()
    return sorted(session.scalars(query))[:_ON_TOP]
