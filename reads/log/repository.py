"""Queries of the register: imports, keys, the versions that a read stands beside as it arrives, and quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import and_, column, func, or_, select, table
from sqlmodel import Session, col

from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import ACCESSION, CONTENT, SENT_AT, Content
from reads.log.quarantine import Quarantined
from reads.log.read_versions import STORED, all_versions, any_case, version_of
from reads.log.tables import (
    ImportRow,
    QuarantineDecisionRow,
    QuarantineRow,
    ReadVersionRow,
)
from reads.log.undone_imports import standing, standing_imports
from reads.log.versioning import Version, settle
from reads.log.voids import void_keys
from reads.store.look_without_orm import portions, rows
from reads.store.one_of_many import one_of

_READS = table(
    "read_versions",
    *(column(name) for name in ("id", "read_key", "version", "digest", "corrects", "import_id", "line", *CONTENT)),
)
VERSIONS = _READS.c
"""The columns of the versions."""


def versions_of(session: Session, key: str) -> list[ReadVersionRow]:
    """All versions of one read with where they came from, the current one last; those taken back are left out."""
    order = {version.id: version.order for version in all_versions(session, [key]).get(key, ())}
    found = session.scalars(select(ReadVersionRow).where(col(ReadVersionRow.id).in_(order)))
    return sorted(found, key=lambda row: order[row.id or 0])


def existing_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these keys have a version or a void in the log."""
    found = void_keys(session, keys)
    for some in portions(keys):
        found.update(
            session.execute(select(VERSIONS.read_key).where(one_of(VERSIONS.read_key, some)).distinct()).scalars()
        )
    return found


def holds_all(session: Session, keys: Iterable[str]) -> bool:
    """Whether the log has a version under every one of these keys."""
    first = select(func.count()).select_from(_READS).where(VERSIONS.version == 1)
    return all(
        session.execute(first.where(one_of(VERSIONS.read_key, some))).scalar_one() == len(some)
        for some in portions(keys)
    )


def newest_version(session: Session) -> int:
    """The highest id among the versions, 0 for an empty log."""
    newest: int | None = session.execute(select(func.max(VERSIONS.id))).scalar_one()
    return newest or 0


def next_number(session: Session, key: str) -> int:
    """The number of the read's next version; those taken back keep theirs."""
    highest = session.execute(select(func.max(VERSIONS.version)).where(VERSIONS.read_key == key)).scalar_one()
    return (highest or 0) + 1


def import_of(session: Session, import_id: int) -> ImportRow:
    """The entry of an import."""
    return session.get_one(ImportRow, import_id)


def versions_under(session: Session, keys: Iterable[str]) -> dict[str, list[Version]]:
    """All versions under these keys, those of studies that a person made of conflicts (`--as-new`) with their origin's."""
    wanted = set(keys)
    origins = _studies(session, wanted)
    found = all_versions(session, wanted | origins.keys())
    under: dict[str, list[Version]] = {key: found.get(key, []) for key in wanted}
    for study, origin in origins.items():
        under[origin] = [*under[origin], *found.get(study, [])]
    return under


def signature_keys(session: Session, reads: Sequence[Candidate], directory: Directory) -> dict[str, str]:
    """Of addenda and over-reads whose signer or signing time the log spells otherwise: candidate's key -> log's key."""
    accessions = {word for read in reads if read.content for word in any_case(read.content[ACCESSION])}
    logged: dict[tuple[str, ...], str] = {}
    query = (
        f"{STORED}WHERE accession IN :some AND read_type IN ('addendum', 'overread') "
        f"AND {standing(session, 'import_id')}"
    )
    for some in portions(accessions):
        for row in rows(session, query, some=some):
            version = version_of(row, directory)
            logged.setdefault(_signature(version.content, directory), version.key)
    keys = {read.key: logged.get(_signature(read.content, directory)) for read in reads if read.content}
    return {key: known for key, known in keys.items() if known and known != key}


def quarantined(session: Session, digests: Iterable[str]) -> dict[str, Quarantined]:
    """What of these contents came into quarantine before, decided or not."""
    return {
        row.digest: Quarantined.of(row, decision)
        for some in portions(digests)
        for row, decision in session.execute(_quarantine(session).where(one_of(col(QuarantineRow.digest), some)))
    }


def waiting(session: Session) -> Iterator[Quarantined]:
    """What waits in quarantine for a person, in the order of arrival."""
    statement = (
        _quarantine(session)
        .where(col(QuarantineRow.kind) != "ignored", col(QuarantineDecisionRow.decision).is_(None))
        .order_by(col(QuarantineRow.id))
    )
    for row, decision in session.execute(statement):
        yield Quarantined.of(row, decision)


def in_quarantine(session: Session, number: int) -> Quarantined | None:
    """The row of that number, decided or not."""
    found = session.execute(_quarantine(session).where(col(QuarantineRow.id) == number)).first()
    return None if found is None or found[0].kind == "ignored" else Quarantined.of(found[0], found[1])


def decision_on(session: Session, number: int) -> QuarantineDecisionRow:
    """The newest decision on a row that has one."""
    query = select(QuarantineDecisionRow).where(col(QuarantineDecisionRow.quarantine_id) == number)
    return session.scalars(query.order_by(col(QuarantineDecisionRow.id).desc()).limit(1)).one()


def _quarantine(session: Session) -> Any:
    """What stands in quarantine, each row with the decision on it that holds."""
    taken = col(QuarantineDecisionRow.import_id)
    decided = and_(
        col(QuarantineDecisionRow.quarantine_id) == col(QuarantineRow.id),
        or_(taken.is_(None), standing_imports(session, taken)),
    )
    query = select(QuarantineRow, col(QuarantineDecisionRow.decision)).outerjoin(QuarantineDecisionRow, decided)
    return query.where(standing_imports(session, col(QuarantineRow.import_id)))


def _studies(session: Session, origins: set[str]) -> dict[str, str]:
    """The studies made of conflicts under these keys: study's key -> origin."""
    made = _quarantine(session).where(col(QuarantineDecisionRow.decision) == "as_new")
    found = (Quarantined.of(row, decision) for row, decision in session.execute(made))
    return {each.study_of_its_own: each.origin for each in found if each.origin in origins}


def _signature(content: Content, directory: Directory) -> tuple[str, ...]:
    """What identifies an addendum or over-read, as the directory understands it now."""
    settled = dict(zip(CONTENT[:SENT_AT], settle(content, directory), strict=True))
    exam = settled["exam_code"] or settled["cpt"].casefold()
    named = ("facility", "accession", "modifiers", "sequence", "read_type", "radiologist", "signed_at")
    return (exam, *(settled[name] for name in named))
