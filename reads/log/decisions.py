"""What a person decides of the log: which reads are void or count again, and what becomes of what waits in quarantine (spec 2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from reads.core.actor_and_moment import By, before
from reads.core.errors import FaultyInput, WrongUse
from reads.core.read import LoggedRead
from reads.core.reason import Because
from reads.core.times import stored
from reads.directory.directory import Directory
from reads.intake.content import CONTENT, content_from
from reads.intake.read_fields import Fields
from reads.log import bulk_insert, repository
from reads.log.errors import (
    AlreadyDecided,
    ManyReads,
    NothingFits,
    NotRejected,
    NotUnderstood,
    UnknownField,
    UnknownQuarantine,
    UnknownRead,
)
from reads.log.outcome import Counts, Source
from reads.log.quarantine import Quarantined
from reads.log.read_versions import reads_of
from reads.log.record_reads import import_candidates
from reads.log.tables import ImportRow, QuarantineDecisionRow, ReadVoidRow, VoidRestoreRow
from reads.log.versioning import put_last
from reads.log.voids import voids_of
from reads.store.events import Deed, record

BY_DECISION = "quarantine"
"""The kind of source of what a person took out of quarantine; its file and line are those it came with."""


class Decision(StrEnum):
    """What may be decided of a row in quarantine."""

    ACCEPT = "accept"
    CORRECT = "correct"
    DISCARD = "discard"
    AS_NEW = "as_new"

    @classmethod
    def one_of(cls, said: Mapping[str, bool]) -> Decision:
        """The one that was said; WrongUse for none or several."""
        found = [decision for decision in cls if said.get(decision.value)]
        if len(found) != 1:
            what = "two things are decided at once" if found else "nothing is decided"
            raise WrongUse(what, "say one of --accept, --discard, --as-new and --set")
        return found[0]


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


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Which rows of quarantine are meant: by number, or all that fit the words; an empty word leaves it open."""

    numbers: tuple[int, ...] = ()
    every: bool = False
    code: str = ""
    kind: str = ""
    batch: int | None = None

    def __post_init__(self) -> None:
        """WrongUse for both ways at once, or none."""
        if self.every == bool(self.numbers):
            raise WrongUse(
                "either numbers or --all says which rows are meant", "such as 9 10 11, or --all --code missing"
            )
        if not self.every and (self.code or self.kind or self.batch is not None):
            raise WrongUse("--code, --kind and --batch go with --all", "add --all, or leave them out")

    def fits(self, row: Quarantined) -> bool:
        """Whether a waiting row is among those meant by `every`."""
        codes = {str(problem.get("code", "")) for problem in row.problems}
        return (
            (not self.code or self.code in codes)
            and self.kind in ("", row.kind)
            and self.batch in (None, row.import_id)
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """One row after a decision; `changed` is false where it was decided so before, as that says, `counts` what a corrected one came to."""

    row: Quarantined
    changed: bool
    counts: Counts | None = None
    before: str = ""

    @property
    def waits_again(self) -> bool:
        """Whether a corrected row contradicts the log, and waits as such."""
        return self.counts is not None and bool(self.counts.conflict or self.counts.voided)


def void(session: Session, which: Which, because: str, *, by: By) -> tuple[LoggedRead, bool]:
    """Makes the one read that the words name void; and whether it was not void before.

    UnknownRead where none is meant, ManyReads where several are.
    """
    because, logged = Because(because), named(session, which)
    if logged.void:
        return logged, False
    session.add(ReadVoidRow(read_key=logged.key, at=by.at, actor=by.actor, because=because, line=0, sent_at=""))
    session.flush()
    record(session, Deed("read.voided", f"read:{logged.key}", {}, because), actor=by.actor, at=by.at)
    return logged, True


def restore(session: Session, which: Which, because: str, *, by: By) -> tuple[LoggedRead, bool]:
    """Takes the void of the one read back, whoever made it: it counts again, with what came under the void meanwhile.

    Whether it was void before. UnknownRead, ManyReads.
    """
    because, logged = Because(because), named(session, which)
    if not logged.void:
        return logged, False
    for row, taken_back in voids_of(session, [logged.key]):
        if taken_back is None:
            session.add(VoidRestoreRow(void_id=row.id or 0, because=because, at=by.at, actor=by.actor))
    session.flush()
    record(session, Deed("read.restored", f"read:{logged.key}", {}, because), actor=by.actor, at=by.at)
    return logged, True


def named(session: Session, which: Which) -> LoggedRead:
    """The one read that the words name; UnknownRead, ManyReads."""
    found = [logged for logged in reads_of(session, which.accession) if which.fits(logged)]
    if not found:
        raise UnknownRead(which.accession)
    if len(found) > 1:
        raise ManyReads(which.accession, [_words(logged) for logged in found])
    return found[0]


def decide(session: Session, chosen: ChosenRows, decision: Decision, because: str, *, by: By) -> list[Decided]:
    """Decides alike on all rows that are meant, or, on any error, on none of them; one event a row.

    NothingFits where no waiting row does; what else `resolve` raises.
    """
    return [resolve(session, number, decision, because, by=by) for number in _meant(session, chosen)]


def correct_all(
    session: Session, chosen: ChosenRows, fields: Mapping[str, str], because: str, directory: Directory, *, by: By
) -> list[Decided]:
    """Puts the same fields of all rows that are meant right, and records them, or, on any error, none of them."""
    return [correct(session, number, fields, because, directory, by=by) for number in _meant(session, chosen)]


def _meant(session: Session, chosen: ChosenRows) -> list[int]:
    if not chosen.every:
        return list(dict.fromkeys(chosen.numbers))
    numbers = [row.id for row in repository.waiting(session) if chosen.fits(row)]
    if not numbers:
        raise NothingFits
    return numbers


def resolve(session: Session, number: int, decision: Decision, because: str, *, by: By) -> Decided:
    """Decides on a row in quarantine, once: the same decision again changes nothing.

    `accept` makes its read the current version, `as_new` a study of its own, `discard` leaves the log as it is. What
    could not be understood is discarded, or corrected by `correct`: NotUnderstood. Also UnknownQuarantine, AlreadyDecided.
    """
    because, waiting = Because(because), _undecided(session, number, decision)
    if waiting.decision:
        return _again(session, waiting)
    entry = None
    if decision is not Decision.DISCARD:
        if waiting.kind != "conflict":
            raise NotUnderstood(number)
        entry = _take(session, waiting, decision, by=by)
    _decided(session, waiting, decision, because, entry, by=by)
    return Decided(waiting, changed=True)


def correct(
    session: Session, number: int, fields: Mapping[str, str], because: str, directory: Directory, *, by: By
) -> Decided:
    """Records a row that could not be understood with some fields put right, as come with the file and line it came with.

    FaultyInput with every fault that is left: nothing is recorded then. What the log says to it holds as for any row, so
    that it may be known already, or contradict the log and wait again. UnknownField, NotRejected for a conflict.
    """
    for name in fields:
        if name not in CONTENT:
            raise UnknownField(name, CONTENT)
    because, waiting = Because(because), _undecided(session, number, Decision.CORRECT)
    if waiting.decision:
        return _again(session, waiting)
    if waiting.kind != "rejected":
        raise NotRejected(number)
    texts = {name: waiting.content.get(name, "") for name in CONTENT} | dict(fields)
    candidate = Fields(directory, by.at).candidate(content_from(texts), waiting.line, file=waiting.path)
    if candidate.content is None:
        raise FaultyInput(f"number {number}", candidate.findings)
    source = Source(BY_DECISION, waiting.path, "")
    outcome = import_candidates(session, [candidate], source, directory, actor=by.actor, at=by.at)
    _decided(session, waiting, Decision.CORRECT, because, outcome.import_id, by=by)
    return Decided(waiting, changed=True, counts=outcome.counts)


def _undecided(session: Session, number: int, decision: Decision) -> Quarantined:
    """The row of that number, not decided otherwise; UnknownQuarantine, AlreadyDecided."""
    waiting = repository.in_quarantine(session, number)
    if waiting is None:
        raise UnknownQuarantine(number)
    if waiting.decision not in ("", decision.value):
        raise AlreadyDecided(number, waiting.decision)
    return waiting


def _again(session: Session, waiting: Quarantined) -> Decided:
    """What is said to a decision that was made before."""
    row = repository.decision_on(session, waiting.id)
    what = f"number {waiting.id} was decided so ({row.decision.replace('_', ' ')})"
    return Decided(waiting, changed=False, before=before(what, row.actor, row.at, row.because))


def _decided(
    session: Session, waiting: Quarantined, decision: Decision, because: str, entry: int | None, *, by: By
) -> None:
    session.add(
        QuarantineDecisionRow(
            quarantine_id=waiting.id,
            decision=decision.value,
            because=because,
            at=by.at,
            actor=by.actor,
            import_id=entry,
        )
    )
    session.flush()
    deed = Deed(f"quarantine.{decision.value}", f"quarantine:{waiting.id}", {"read": waiting.read_key}, because)
    record(session, deed, actor=by.actor, at=by.at)


def _take(session: Session, waiting: Quarantined, decision: Decision, *, by: By) -> int:
    """Puts the read of a conflict into the log; the number of the entry it came in by."""
    content, key, number = content_from(waiting.content), waiting.study_of_its_own, 1
    if decision is Decision.ACCEPT:
        key = waiting.read_key
        under = repository.versions_under(session, [waiting.origin])[waiting.origin]
        content = put_last(content, [each for each in under if each.key == key])
        number = repository.next_number(session, key)
    entry = ImportRow(source=BY_DECISION, path=waiting.path, sha256="", at=by.at, actor=by.actor)
    session.add(entry)
    session.flush()
    bulk_insert.prepare(session)
    bulk_insert.insert_new(session, [(key, number, waiting.digest, int(number > 1), *content, entry.id, waiting.line)])
    return entry.id or 0


def _words(logged: LoggedRead) -> str:
    read = logged.read
    return f"{read.facility} {read.exam} {read.read_type.value} signed {stored(read.signed_at)}"


def fields_of(said: Sequence[str]) -> dict[str, str]:
    """Fields put right as they are typed, each as name=value; WrongUse for what isn't."""
    found: dict[str, str] = {}
    for each in said:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise WrongUse(f"{each!r} sets no field", "write it like --set signed_at=2026-10-03T06:12:00-05:00")
        found[name.strip()] = value.strip()
    return found
