"""Reads of a downtime log beside a system's under the same accession and another exam: perhaps one read, billed twice (spec 7).

Whoever retypes a night writes the exam as it is called on the ward; the system sends its own code. The log can't tell that from
two exams of one accession, of which only one was retyped: a person can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from reads.core.read import LoggedRead
from reads.log.downtime_merge import DOWNTIME
from reads.log.read_versions import keys_under, reads_by_keys
from reads.log.repository import versions_under
from reads.log.tables import ImportRow, ReadVersionRow
from reads.log.undone_imports import undone


@dataclass(frozen=True, slots=True)
class Twice:
    """One that was retyped, and what a system sent under its accession; `imports` are those that brought either."""

    by_hand: LoggedRead
    sent: tuple[LoggedRead, ...]
    imports: frozenset[int]

    @property
    def message(self) -> str:
        """What is doubtful."""
        read = self.by_hand.read
        exams = ", ".join(each.read.exam for each in self.sent)
        return f"{read.facility} {read.accession}: {read.exam} in the downtime log, {exams} from a system"

    @property
    def remedy(self) -> str:
        """What takes the doubt away."""
        read = self.by_hand.read
        return (
            f"if that is one read: `wetread reads void {read.accession} --exam {read.exam} --type {read.read_type.value} "
            '--because "retyped under another code"`; if those are two exams, nothing'
        )


def retyped_twice(session: Session) -> list[Twice]:
    """All that stand in the log, by accession; void reads are no doubt any more."""
    nights = set(session.exec(select(ImportRow.id).where(col(ImportRow.source) == DOWNTIME))) - undone(session)
    if not nights:
        return []
    versions = select(ReadVersionRow.accession).where(col(ReadVersionRow.import_id).in_(nights)).distinct()
    keys = keys_under(session, session.exec(versions))
    brought = _brought(session, keys)
    studies: defaultdict[tuple[str, ...], list[LoggedRead]] = defaultdict(list)
    for each in reads_by_keys(session, keys).values():
        if not (each.void or each.read.test_patient):
            read = each.read
            studies[read.accession.casefold(), read.facility, read.read_type.value].append(each)
    found = (_in_study(studies[study], brought, nights) for study in sorted(studies))
    return [twice for some in found for twice in some]


def _in_study(reads: list[LoggedRead], brought: dict[str, frozenset[int]], nights: set[int | None]) -> Iterable[Twice]:
    sent = tuple(each for each in reads if not brought[each.key] & nights)
    for each in reads:
        if sent and brought[each.key] <= nights:
            yield Twice(each, sent, brought[each.key].union(*(brought[other.key] for other in sent)))


def _brought(session: Session, keys: Iterable[str]) -> dict[str, frozenset[int]]:
    return {
        version.key: frozenset(each.import_id for each in versions if each.key == version.key)
        for versions in versions_under(session, keys).values()
        for version in versions
    }
