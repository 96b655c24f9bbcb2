"""The stored code sets: of their entries those that a command asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import insert, or_, select
from sqlmodel import Session

from reads.core.date_span import DateSpan
from reads.fees.codes.code_set import CodeEntry, CodeFile, CodeKind
from reads.fees.codes.code_sets import CodeSets, Edition, by_code
from reads.fees.codes.loaded_files import StoredCodeFile, newest_files
from reads.fees.codes.tables import CodeEntryRow, CodeFileRow

_AT_ONCE = 500
_FILE = CodeFileRow.__table__.c  # type: ignore[attr-defined]
_ENTRY = CodeEntryRow.__table__.c  # type: ignore[attr-defined]


def file_with_digest(session: Session, kind: CodeKind, sha256: str) -> CodeFileRow | None:
    """The edition that was imported from a file of that content."""
    return session.scalars(select(CodeFileRow).where(_FILE.sha256 == sha256, _FILE.kind == kind.value)).first()


def last_revision(session: Session, kind: CodeKind, edition: str) -> int:
    """The number of an edition's newest revision, 0 for none."""
    newest = (
        select(_FILE.revision).where(_FILE.kind == kind.value, _FILE.edition == edition).order_by(_FILE.revision.desc())
    )
    return session.execute(newest.limit(1)).scalar() or 0


def add_entries(session: Session, file_id: int, file: CodeFile) -> None:
    """Stores the entries of a new file."""
    table = insert(CodeEntryRow.__table__)  # type: ignore[attr-defined]
    for start in range(0, len(file.entries), 50_000):
        rows = [
            {
                "file_id": file_id,
                "code": each.code,
                "other": each.other,
                "value": each.value,
                "starts": each.starts,
                "ends": each.ends,
            }
            for each in file.entries[start : start + 50_000]
        ]
        session.connection().execute(table, rows)


def load_code_sets(session: Session, codes: Collection[str], zip_codes: Collection[str] = ()) -> CodeSets:
    """The newest revision of every edition, with the entries of these codes (procedures, diagnoses) and ZIP codes alone."""
    digits = {"".join(letter for letter in each if letter.isdecimal()) for each in zip_codes}
    wanted = sorted({*codes, *(each[:5] for each in digits), *(each[:9] for each in digits)} - {""})
    editions = []
    for row in newest_files(session):
        kind = CodeKind(row.kind)
        turned = kind is CodeKind.REPLACED_DIAGNOSES
        entries = by_code(_entries(session, row.id, wanted, on_other=turned), on_other=turned)
        editions.append(Edition(kind, row.edition, DateSpan(row.starts, row.ends), entries))
    return CodeSets(tuple(editions))


def entries_of(session: Session, code: str) -> list[tuple[StoredCodeFile, CodeEntry]]:
    """What all imported sets say of a code, as either of a pair."""
    files = {row.id: row for row in newest_files(session)}
    query = select(CodeEntryRow).where(or_(_ENTRY.code == code, _ENTRY.other == code)).order_by(_ENTRY.id)
    rows = session.scalars(query).all()
    return [(files[row.file_id], _entry(row)) for row in rows if row.file_id in files]


def _entries(session: Session, file_id: int, wanted: list[str], *, on_other: bool) -> Iterator[CodeEntry]:
    column = _ENTRY.other if on_other else _ENTRY.code
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = select(CodeEntryRow).where(_ENTRY.file_id == file_id, column.in_(some)).order_by(_ENTRY.id)
        yield from map(_entry, session.scalars(query))


def _entry(row: CodeEntryRow) -> CodeEntry:
    return CodeEntry(row.code, row.other, row.value, row.starts, row.ends)
