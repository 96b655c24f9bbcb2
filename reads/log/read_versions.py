"""The stored reads: by accession and key, in their versions; when they were signed, and what persons released them from.

Which version of a read is the current one says `versioning`. Few reads have several: an index holds those keys, and only
they are looked up apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reads.core.read import LoggedRead
from reads.core.times import restored, stored
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.intake.content import CONTENT, read_of
from reads.log.undone_imports import standing
from reads.log.versioning import Version, is_local, sent_of
from reads.log.voids import void_keys
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

SHOWN = {name: f"CAST({name} AS TEXT)" if name == "test_patient" else name for name in CONTENT}
"""Of each field of a content, what is asked for as SQL."""

_CONTENT = ", ".join(SHOWN.values())
_LOGGED = f"SELECT id, read_key, version, {_CONTENT} FROM read_versions "  # noqa: S608 - the names are our own
STORED = f"SELECT id, read_key, version, digest, corrects, import_id, line, {_CONTENT} FROM read_versions "  # noqa: S608
"""What `version_of` takes."""


def reads_of(reading: Reading, accession: str) -> list[LoggedRead]:
    """The reads under an accession, whatever its case, in their current versions."""
    return sorted(
        reads_by_keys(reading, keys_under(reading, [accession.strip()])).values(), key=lambda logged: logged.version_id
    )


def reads_by_keys(reading: Reading, keys: Iterable[str]) -> dict[str, LoggedRead]:
    """The current versions of these reads, by key; those that the log lacks are left out."""
    wanted = set(keys)
    void = void_keys(reading, wanted)
    return {
        key: _logged(max(versions, key=lambda version: version.order), key in void)
        for key, versions in all_versions(reading, wanted).items()
    }


def reads_as_of(reading: Reading, versions: Collection[int]) -> dict[str, LoggedRead]:
    """Reads as they were in these versions, by key, none of them void; for what a paper was made from."""
    return {
        row[1]: LoggedRead(read_of(tuple(row[3:])), row[1], row[0], row[2])
        for some in portions(versions)
        for row in rows(reading, _LOGGED + "WHERE id IN :some", some=some)
    }


def keys_under(reading: Reading, accessions: Iterable[str]) -> set[str]:
    """The keys of all reads under these accessions, whatever their case."""
    query = "SELECT DISTINCT read_key FROM read_versions WHERE accession IN :some"
    words = {word for accession in accessions for word in any_case(accession)}
    return {key for some in portions(words) for (key,) in rows(reading, query, some=some)}


def releases(reading: Reading) -> dict[str, frozenset[str]]:
    """Of each read that a person released: from which reasons it is held no longer."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, reason in rows(reading, "SELECT read_key, reason FROM held_releases"):
        found[key].add(reason)
    return {key: frozenset(reasons) for key, reasons in found.items()}


def signing_span(reading: Reading) -> tuple[datetime, datetime] | None:
    """The earliest and the latest signing in the log, as if in UTC where the zone is unknown; None for an empty log."""
    [(first,)] = rows(reading, "SELECT min(signed_at) FROM read_versions")
    [(last,)] = rows(reading, "SELECT max(signed_at) FROM read_versions")
    return None if first is None else (restored(first).replace(tzinfo=UTC), restored(last).replace(tzinfo=UTC))


def is_signed_in(reading: Reading, start: datetime, end: datetime) -> bool:
    """Whether a version was signed in [start, end), as if in UTC where the zone is unknown."""
    query = "SELECT 1 FROM read_versions WHERE signed_at >= :start AND signed_at < :end LIMIT 1"
    return bool(rows(reading, query, start=stored(start), end=stored(end)))


def all_versions(reading: Reading, keys: Iterable[str]) -> dict[str, list[Version]]:
    """All standing versions of the reads with these keys, by key."""
    found: defaultdict[str, list[Version]] = defaultdict(list)
    query = f"{STORED}WHERE read_key IN :some AND {standing(reading, 'import_id')}"
    for some in portions(keys):
        stored_versions = rows(reading, query, some=some)
        directory = zones_for(reading, (row[-1] for row in stored_versions))
        for row in stored_versions:
            found[row[1]].append(version_of(row, directory))
    return dict(found)


def zones_for(reading: Reading, times: Iterable[str]) -> Directory:
    """What `settled_time` asks for these stored times: the facilities, where any of them is a local one."""
    return load_directory(reading, ("facilities",)) if any(map(is_local, times)) else Directory.of()


def version_of(row: Any, directory: Directory) -> Version:
    """The version that a row of `STORED` stands for."""
    content = tuple(row[7:])
    corrects, sent = row[4] == 1, sent_of(content, directory)
    return Version(row[0], row[1], row[2], row[3], corrects, row[5], row[6], content, sent)


def any_case(accession: str) -> tuple[str, ...]:
    """As it may have been sent: indexed look-ups know no case-blind comparison that both databases share."""
    return tuple({accession, accession.upper(), accession.lower()})


def _logged(version: Version, void: bool) -> LoggedRead:
    return LoggedRead(read_of(version.content), version.key, version.id, version.number, void)
