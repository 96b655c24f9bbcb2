"""A read's history as a value: all its versions, where each came from, and every void of it with who took it back (spec 2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from reads.core.actor_and_moment import before
from reads.core.read import LoggedRead, Read
from reads.core.times import rfc3339
from reads.intake.content import CONTENT
from reads.log.errors import UnknownRead
from reads.log.read_versions import reads_by_keys, reads_of
from reads.log.repository import import_of, versions_of
from reads.log.tables import ReadVersionRow, ReadVoidRow, VoidRestoreRow
from reads.log.voids import voids_of


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a read: when, by whom, why."""

    at: str
    actor: str
    because: str

    @classmethod
    def of(cls, row: ReadVoidRow | VoidRestoreRow) -> Act:
        """The act of a stored row."""
        return cls(rfc3339(row.at), row.actor, row.because)

    def as_json(self) -> dict[str, str]:
        """By name."""
        return {"at": self.at, "actor": self.actor, "because": self.because}


@dataclass(frozen=True, slots=True)
class Void:
    """A void, and how it was taken back, if it was."""

    made: Act
    taken_back: Act | None


@dataclass(frozen=True, slots=True)
class HistoryVersion:
    """One version: what it says, by field, and the import that brought it."""

    number: int
    current: bool
    content: dict[str, str]
    batch: int
    source: str
    path: str
    line: int
    recorded_at: str
    actor: str

    def as_json(self) -> dict[str, object]:
        """For scripts: the fields beside what is known of their origin."""
        return {
            "version": self.number,
            "current": self.current,
            **self.content,
            "batch": self.batch,
            "source": self.source,
            "path": self.path,
            "line": self.line,
            "recorded_at": self.recorded_at,
            "actor": self.actor,
        }


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a read; its versions in their order, the current one last."""

    read: Read
    versions: tuple[HistoryVersion, ...]
    voids: tuple[Void, ...]

    @property
    def void(self) -> Act | None:
        """By whom it is void; None where it counts."""
        return next((each.made for each in self.voids if each.taken_back is None), None)

    @property
    def before(self) -> str:
        """By whom it was made void before, or its void taken back: what is told where there is nothing left to do."""
        if self.void:
            return before("it was made void", self.void.actor, self.void.at, self.void.because)
        acts = [each.taken_back for each in self.voids if each.taken_back]
        if not acts:
            return "it was never void; nothing changed"
        last = max(acts, key=lambda act: act.at)
        return before("its void was taken back", last.actor, last.at, last.because)

    def as_json(self) -> dict[str, object]:
        """For scripts; `voids` are those that were taken back as well."""
        return {
            "accession": self.read.accession,
            "facility": self.read.facility,
            "exam": self.read.exam,
            "read_type": self.read.read_type.value,
            "void": self.void and self.void.as_json(),
            "voids": [
                each.made.as_json() | {"taken_back": each.taken_back and each.taken_back.as_json()}
                for each in self.voids
            ],
            "versions": [version.as_json() for version in self.versions],
        }


def histories(session: Session, accession: str) -> list[History]:
    """The histories of the reads under an accession, whatever its case; UnknownRead where there are none."""
    found = [_history(session, logged) for logged in reads_of(session, accession)]
    if not found:
        raise UnknownRead(accession)
    return found


def history_of(session: Session, number: int) -> tuple[LoggedRead, History]:
    """The read of which that is a version, and its history; UnknownRead."""
    row = session.get(ReadVersionRow, number)
    found = reads_by_keys(session, {row.read_key}) if row else {}
    if row is None or row.read_key not in found:
        raise UnknownRead(str(number))
    logged = found[row.read_key]
    return logged, _history(session, logged)


def _history(session: Session, logged: LoggedRead) -> History:
    voids = [
        Void(Act.of(void), None if restore is None else Act.of(restore))
        for void, restore in voids_of(session, [logged.key])
    ]
    versions = [_version(session, row, current=row.id == logged.version_id) for row in versions_of(session, logged.key)]
    return History(logged.read, tuple(versions), tuple(voids))


def _version(session: Session, row: ReadVersionRow, *, current: bool) -> HistoryVersion:
    entry = import_of(session, row.import_id)
    return HistoryVersion(
        number=row.version,
        current=current,
        content={name: getattr(row, name) for name in CONTENT if getattr(row, name)},
        batch=row.import_id,
        source=entry.source,
        path=entry.path,
        line=row.line,
        recorded_at=rfc3339(entry.at),
        actor=entry.actor,
    )
