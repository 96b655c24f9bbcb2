"""Importing code sets: each file once, a corrected one as a new revision (spec 5.6)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from reads.core.actor_and_moment import By
from reads.fees.codes.code_set import CodeFile
from reads.fees.codes.repository import add_entries, file_with_digest, last_revision
from reads.fees.codes.tables import CodeFileRow
from reads.store.events import Deed, record


@dataclass(frozen=True, slots=True)
class ImportedCodes:
    """What became of one file: its edition and revision, whether it is new, and how many entries it has."""

    file: CodeFile
    revision: int
    is_new: bool


def import_codes(session: Session, file: CodeFile, by: By) -> ImportedCodes:
    """Keeps the file's entries, once: the same file again adds nothing."""
    known = file_with_digest(session, file.kind, file.sha256)
    if known is not None:
        return ImportedCodes(file, known.revision, is_new=False)
    revision = last_revision(session, file.kind, file.edition) + 1
    row = CodeFileRow(
        kind=file.kind.value,
        edition=file.edition,
        revision=revision,
        starts=file.span.first,
        ends=file.span.end,
        path=file.file,
        sha256=file.sha256,
        at=by.at,
        actor=by.actor,
    )
    session.add(row)
    session.flush()
    add_entries(session, row.id or 0, file)
    detail = {"revision": revision, "file": file.file, "sha256": file.sha256, "entries": len(file.entries)}
    record(session, Deed("codes.imported", f"{file.kind.value} {file.edition}", detail), actor=by.actor, at=by.at)
    return ImportedCodes(file, revision, is_new=True)
