"""What a person decides about the log: which read is void, and what becomes of what waits in quarantine (spec 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from reads.core.read import LoggedRead
from reads.core.reason import Because
from reads.core.times import stored
from reads.intake.content import content_from
from reads.log import bulk_insert, repository
from reads.log.errors import AlreadyDecided, ManyReads, NotUnderstood, UnknownQuarantine, UnknownRead
from reads.log.quarantine import Quarantined
from reads.log.tables import ImportRow, QuarantineDecisionRow, ReadVoidRow
from reads.log.versioning import put_last
from reads.store.events import Deed, record


class Decision(StrEnum):
    """What may be decided of a row in quarantine."""

    ACCEPT = "accept"
    DISCARD = "discard"
    AS_NEW = "as_new"


@dataclass(frozen=True, slots=True)
class Which:
    """The words by which a person names one read; an empty one leaves it open. `signed_on` is a day in UTC."""

    accession: str
    facility: str = ""
    exam: str = ""
    read_type: str = ""
    signed_on: str = ""

    def fits(self, logged: LoggedRead) -> bool:
        """Whether the words name this read among those of the accession."""
        read = logged.read
        pairs = (
            (self.facility, read.facility),
            (self.exam, read.exam),
            (self.read_type, read.read_type.value),
        )
        same = all(not word or word.strip().casefold() == value.casefold() for word, value in pairs)
        return same and stored(read.signed_at).startswith(self.signed_on)


def void(session: Session, which: Which, because: str, *, actor: str, at: datetime) -> tuple[LoggedRead, bool]:
    """Makes the one read that the words name void, for good; and whether it was not void before.

    UnknownRead where none is meant, ManyReads where several are.
    """
    because = Because(because)
    found = [logged for logged in repository.reads_of(session, which.accession) if which.fits(logged)]
    if not found:
        raise UnknownRead(which.accession)
    if len(found) > 1:
        raise ManyReads(which.accession, [_named(logged) for logged in found])
    logged = found[0]
    if logged.void:
        return logged, False
    session.add(ReadVoidRow(read_key=logged.key, at=at, actor=actor, because=because, line=0))
    session.flush()
    record(session, Deed("read.voided", f"read:{logged.key}", {}, because), actor=actor, at=at)
    return logged, True


def resolve(
    session: Session, number: int, decision: Decision, because: str, *, actor: str, at: datetime
) -> tuple[Quarantined, bool]:
    """Decides on a row in quarantine, once; and whether that changed anything: the same decision again doesn't.

    `accept` makes its read the current version, `as_new` a study of its own, `discard` leaves the log as it is. What
    could not be understood can only be discarded: NotUnderstood. Also UnknownQuarantine and AlreadyDecided.
    """
    because = Because(because)
    waiting = repository.in_quarantine(session, number)
    if waiting is None:
        raise UnknownQuarantine(number)
    if waiting.decision:
        if waiting.decision != decision.value:
            raise AlreadyDecided(number, waiting.decision)
        return waiting, False
    if decision is not Decision.DISCARD:
        if waiting.kind != "conflict":
            raise NotUnderstood(number)
        _take(session, waiting, decision, actor=actor, at=at)
    session.add(
        QuarantineDecisionRow(quarantine_id=number, decision=decision.value, because=because, at=at, actor=actor)
    )
    session.flush()
    deed = Deed(f"quarantine.{decision.value}", f"quarantine:{number}", {"read": waiting.read_key}, because)
    record(session, deed, actor=actor, at=at)
    return waiting, True


def _take(session: Session, waiting: Quarantined, decision: Decision, *, actor: str, at: datetime) -> None:
    """Puts the read of a conflict into the log."""
    content, key, number = content_from(waiting.content), waiting.study_of_its_own, 1
    if decision is Decision.ACCEPT:
        key = waiting.read_key
        study = [
            each for each in repository.versions_under(session, [waiting.origin])[waiting.origin] if each.key == key
        ]
        content, number = put_last(content, study), max(version.number for version in study) + 1
    entry = ImportRow(source="quarantine", path=waiting.path, sha256="", at=at, actor=actor)
    session.add(entry)
    session.flush()
    bulk_insert.prepare(session)
    bulk_insert.insert_new(session, [(key, number, waiting.digest, int(number > 1), *content, entry.id, waiting.line)])


def _named(logged: LoggedRead) -> str:
    read = logged.read
    return f"{read.facility} {read.exam} {read.read_type.value} signed {stored(read.signed_at)}"
