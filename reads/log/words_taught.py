"""Rows in quarantine for a word alone, brought in once the books know the word: nothing has to be imported again (spec 2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from reads.core.actor_and_moment import By
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, Status
from reads.intake.content import CONTENT, FACILITY, SIGNED_AT, content_from
from reads.intake.field_parsers import UNKNOWN_WORD
from reads.intake.read_fields import Fields, day_of
from reads.intake.source_times import DROPPED_CODE
from reads.intake.status_evidence import plain
from reads.intake.words import LISTS
from reads.log import repository
from reads.log.outcome import Counts, Source
from reads.log.quarantine import Quarantined
from reads.log.record_reads import import_candidates
from reads.log.tables import QuarantineDecisionRow
from reads.store.events import Deed, record

_BECAUSE = "the books know the word now"


def take_taught(session: Session, directory: Directory, by: By) -> Counts:
    """Brings in what waited for the meaning of a word that the directory has now; what became of these rows.

    Each row goes the way of any that comes in: it may be known, or conflict with the log, by now.
    """
    counts = Counts()
    for waiting, candidate in list(_understood(session, directory, by)):
        source = Source("quarantine", waiting.path, "")
        outcome = import_candidates(session, [candidate], source, directory, actor=by.actor, at=by.at)
        counts = counts + outcome.counts
        session.add(
            QuarantineDecisionRow(
                quarantine_id=waiting.id, decision="accept", because=_BECAUSE, at=by.at, actor=by.actor
            )
        )
        session.flush()
        deed = Deed("quarantine.accept", f"quarantine:{waiting.id}", {"read": candidate.key}, _BECAUSE)
        record(session, deed, actor=by.actor, at=by.at)
    return counts


def _understood(session: Session, directory: Directory, by: By) -> Iterator[tuple[Quarantined, Candidate]]:
    fields = Fields(directory, by.at)
    for waiting in repository.waiting(session):
        if waits_for_a_word(waiting) and not _unknown_words(waiting, directory):
            candidate = fields.row(content_from(waiting.content), waiting.line, file=waiting.path)
            if candidate.status is Status.NOT_A_READ_YET:
                candidate = candidate._replace(raw=waiting.content)
            if candidate.content or candidate.status in (Status.CANCELLATION, Status.NOT_A_READ_YET):
                yield waiting, candidate


def waits_for_a_word(waiting: Quarantined) -> bool:
    """Whether nothing but the meaning of a word is missing of a row in quarantine, and the rest of it was kept."""
    faults = {problem["code"] for problem in waiting.problems} - {DROPPED_CODE}
    return faults == {UNKNOWN_WORD} and waiting.content.keys() >= set(CONTENT)


def _unknown_words(waiting: Quarantined, directory: Directory) -> list[str]:
    """The words of a final that neither a list nor names.csv has."""
    content = content_from(waiting.content)
    facility, day = content[FACILITY], day_of(content[SIGNED_AT])
    said = {name: waiting.content.get(name, "") for name in LISTS}
    return [
        name
        for name, word in said.items()
        if word and plain(word) not in LISTS[name] and not directory.names.meant(name, word, facility, day)
    ]
