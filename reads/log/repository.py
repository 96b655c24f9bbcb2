"""Queries of the register: reads by time, accession and key; voids, releases and quarantine.

Which version of a read is the current one says `versioning`. Few reads have several: an index holds those keys, and only
they are looked up apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, cast, column, exists, func, or_, select, table
from sqlmodel import Session, col

from reads.core.read import LoggedRead
from reads.core.times import restored, stored
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.intake.candidate import Candidate
from reads.intake.content import ACCESSION, CONTENT, SENT_AT, Content, read_of
from reads.log.quarantine import Quarantined
from reads.log.tables import (
    ImportRow,
    QuarantineDecisionRow,
    QuarantineRow,
    ReadVersionRow,
    ReleaseRow,
)
from reads.log.undone_imports import standing_imports
from reads.log.versioning import Version, is_local, sent_of, settle
from reads.log.voids import void_keys
from reads.store.look_without_orm import portions, rows
from reads.store.one_of_many import one_of

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_READS = table(
    "read_versions",
    *(column(name) for name in ("id", "read_key", "version", "digest", "corrects", "import_id", "line", *CONTENT)),
)
VERSIONS = _READS.c
"""The columns of the versions; of each field of a content, `SHOWN` is what is asked for."""

SHOWN = {name: cast(VERSIONS[name], Text).label(name) if name == "test_patient" else VERSIONS[name] for name in CONTENT}
_CONTENT = tuple(SHOWN.values())
_LOGGED = (VERSIONS.id, VERSIONS.read_key, VERSIONS.version, *_CONTENT)
_VERSION = (*_LOGGED[:3], VERSIONS.digest, VERSIONS.corrects, VERSIONS.import_id, VERSIONS.line, *_CONTENT)


def reads_of(session: Session, accession: str) -> list[LoggedRead]:
    """The reads under an accession, whatever its case, in their current versions."""
    keys = session.execute(
        select(VERSIONS.read_key).where(VERSIONS.accession.in_(any_case(accession.strip()))).distinct()
    ).scalars()
    return sorted(reads_by_keys(session, set(keys)).values(), key=lambda logged: logged.version_id)


def reads_by_keys(session: Session, keys: Iterable[str]) -> dict[str, LoggedRead]:
    """The current versions of these reads, by key; those that the log lacks are left out."""
    wanted = set(keys)
    void = void_keys(session, wanted)
    return {
        key: _logged(max(versions, key=lambda version: version.order), key in void)
        for key, versions in all_versions(session, wanted).items()
    }


def reads_as_of(session: Session, versions: Collection[int]) -> dict[str, LoggedRead]:
    """Reads as they were in these versions, by key, none of them void; for what a paper was made from."""
    found: dict[str, LoggedRead] = {}
    for some in portions(versions):
        for row in session.execute(select(*_LOGGED).where(one_of(VERSIONS.id, some))):
            found[row[1]] = LoggedRead(read_of(row[3:]), row[1], row[0], row[2])
    return found


def versions_of(session: Session, key: str) -> list[ReadVersionRow]:
    """All versions of one read with where they came from, the current one last; those taken back are left out."""
    order = {version.id: version.order for version in all_versions(session, [key]).get(key, ())}
    rows = session.scalars(select(ReadVersionRow).where(col(ReadVersionRow.id).in_(order)))
    return sorted(rows, key=lambda row: order[row.id or 0])


def keys_under(session: Session, accessions: Iterable[str]) -> set[str]:
    """The keys of all reads under these accessions, whatever their case."""
    words = {word for accession in accessions for word in any_case(accession)}
    return {
        key
        for some in portions(words)
        for key in session.execute(
            select(VERSIONS.read_key).where(one_of(VERSIONS.accession, some)).distinct()
        ).scalars()
    }


def releases(session: Session) -> dict[str, frozenset[str]]:
    """Of each read that a person released: from which reasons it is held no longer."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, reason in session.execute(select(col(ReleaseRow.read_key), col(ReleaseRow.reason))):
        found[key].add(reason)
    return {key: frozenset(reasons) for key, reasons in found.items()}


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


def signing_span(reading: Reading) -> tuple[datetime, datetime] | None:
    """The earliest and the latest signing in the log, as if in UTC where the zone is unknown; None for an empty log."""
    [(first,)] = rows(reading, "SELECT min(signed_at) FROM read_versions")
    [(last,)] = rows(reading, "SELECT max(signed_at) FROM read_versions")
    return None if first is None else (restored(first).replace(tzinfo=UTC), restored(last).replace(tzinfo=UTC))


def is_signed_in(session: Session, start: datetime, end: datetime) -> bool:
    """Whether a version was signed in [start, end), as if in UTC where the zone is unknown."""
    signed = VERSIONS.signed_at
    return bool(session.execute(select(exists().where(signed >= stored(start), signed < stored(end)))).scalar_one())


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
    for some in portions(accessions):
        statement = select(*_VERSION).where(
            one_of(VERSIONS.accession, some),
            VERSIONS.read_type.in_(("addendum", "overread")),
            standing_imports(session, VERSIONS.import_id),
        )
        for row in session.execute(statement):
            version = _version(row, directory)
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


def _logged(version: Version, void: bool) -> LoggedRead:
    return LoggedRead(read_of(version.content), version.key, version.id, version.number, void)


def all_versions(session: Session, keys: Iterable[str]) -> dict[str, list[Version]]:
    """All standing versions of the reads with these keys, by key."""
    found: defaultdict[str, list[Version]] = defaultdict(list)
    stands = standing_imports(session, VERSIONS.import_id)
    for some in portions(keys):
        rows = session.execute(select(*_VERSION).where(one_of(VERSIONS.read_key, some), stands)).all()
        directory = zones_for(session, (row[-1] for row in rows))
        for row in rows:
            found[row[1]].append(_version(row, directory))
    return dict(found)


def zones_for(session: Session, times: Iterable[str]) -> Directory:
    """What `settled_time` asks for these stored times: the facilities, where any of them is a local one."""
    return load_directory(session, ("facilities",)) if any(map(is_local, times)) else Directory.of()


def _version(row: Any, directory: Directory) -> Version:
    content = tuple(row[7:])
    corrects, sent = row[4] == 1, sent_of(content, directory)
    return Version(row[0], row[1], row[2], row[3], corrects, row[5], row[6], content, sent)


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


def any_case(accession: str) -> tuple[str, ...]:
    """As it may have been sent: indexed look-ups know no case-blind comparison that both databases share."""
    return tuple({accession, accession.upper(), accession.lower()})
