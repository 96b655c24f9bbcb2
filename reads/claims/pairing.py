"""Wet and final reads of one study, side by side: what has no counterpart, and where they disagree (spec 5.4).

A study is a facility's accession. Telehealth consults are no part of it, nor are void reads and those of test patients.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from reads.claims.drafts import found_doubtful
from reads.claims.final_fields import FinalFields
from reads.claims.repository import reads_beside
from reads.claims.worklist import Office
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.log.downtime_doubles import Twice, retyped_twice
from reads.log.orders import Unread, ordered_unread
from reads.log.rows_in_window import load_reads
from reads.routing.route import Door, door_of
from reads.routing.second_interpretations import study_of

LEVELS = ("agree", "minor", "major")

Study = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A month's studies; `discrepancies` counts by who made the wet read: level -> count, "" where nobody said.

    `undocumented` are finals that differ in a major way and don't say who was told, when and how; `unread` are the studies
    that were ordered in the month and that nobody has read; `retyped` are reads of a downtime log that a system may have sent
    under another exam; `drafts` are finals that may be no readings of their own, each with why. `doors` says of each final
    who is asked to pay for it, held or not (spec 5.5).
    """

    paired: int
    wet_alone: tuple[LoggedRead, ...]
    finals_alone: tuple[LoggedRead, ...]
    discrepancies: Mapping[str, Counter[str]]
    undocumented: tuple[LoggedRead, ...]
    unread: tuple[Unread, ...]
    retyped: tuple[Twice, ...]
    doors: Mapping[str, Door]
    drafts: tuple[tuple[LoggedRead, str], ...] = ()


def pairs_of(
    office: Office, month: Month, hours: int, now: datetime, loaded: Iterable[LoggedRead] | None = None
) -> Pairs:
    """The month's pairs. A wet read is alone once so many hours have passed since its signing without a final.

    `loaded` are the reads with a moment within a day of the month, where they are at hand. A read's month is that of its
    signing, where the patient was. NoKey where finals have sealed fields and there is no key.
    """
    session, directory = office.session, office.directory
    start = datetime.combine(month.first, time(), UTC) - timedelta(days=1)
    end = datetime.combine(month.end, time(), UTC) + timedelta(days=1)
    found = load_reads(session, start, end) if loaded is None else loaded
    reads = [each for each in found if _counts(each) and _month(each.read, directory) == month]
    wet = [each for each in reads if each.read.read_type is ReadType.PRELIMINARY]
    finals = [each for each in reads if each.read.read_type is ReadType.FINAL]
    beside_wet = [each for each in reads_beside(session, wet, ReadType.FINAL) if _counts(each)]
    beside_finals = [each for each in reads_beside(session, finals, ReadType.PRELIMINARY) if _counts(each)]
    fields = office.fields([*finals, *beside_wet])
    interpretations = [each for each in finals if not fields[each.key].is_consult]
    by_study = _by_study(each for each in beside_wet if not fields[each.key].is_consult)
    wet_studies = _by_study([*wet, *beside_finals])
    doubts = found_doubtful(session, office.ground, interpretations)
    late = now - timedelta(hours=hours)
    return Pairs(
        paired=len(_by_study(wet).keys() & by_study.keys()),
        wet_alone=tuple(each for each in wet if study_of(each.read) not in by_study and _instant(each.read) <= late),
        finals_alone=tuple(each for each in interpretations if study_of(each.read) not in wet_studies),
        discrepancies=_discrepancies(interpretations, wet_studies, fields),
        undocumented=tuple(each for each in interpretations if _is_undocumented(fields[each.key])),
        unread=tuple(
            each
            for each in ordered_unread(session, start, end)
            if _month_at(each.order.facility, each.sent_at, directory) == month and _instant_of(each.sent_at) <= late
        ),
        retyped=tuple(each for each in retyped_twice(session) if _month(each.by_hand.read, directory) == month),
        doors={route.logged.key: door_of(route) for route in office.routes(interpretations)},
        drafts=tuple((each, doubts[each.key]) for each in interpretations if each.key in doubts),
    )


def _counts(logged: LoggedRead) -> bool:
    return not (logged.void or logged.read.test_patient)


def _month(read: Read, directory: Directory) -> Month:
    return _month_at(read.facility, read.signed_at, directory)


def _month_at(facility: str, at: datetime, directory: Directory) -> Month:
    row = directory.facility_at(facility, at)
    if row is None or at.tzinfo is None:
        return Month.of(at.date())
    return Month.of(at.astimezone(row.zone).date())


def _instant(read: Read) -> datetime:
    return _instant_of(read.signed_at)


def _instant_of(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _by_study(reads: Iterable[LoggedRead]) -> dict[Study, list[LoggedRead]]:
    studies: defaultdict[Study, list[LoggedRead]] = defaultdict(list)
    for each in reads:
        studies[study_of(each.read)].append(each)
    return studies


def _discrepancies(
    finals: Sequence[LoggedRead], wet: Mapping[Study, list[LoggedRead]], fields: Mapping[str, FinalFields]
) -> dict[str, Counter[str]]:
    """Each final's word on the wet read that was there last before it, counted for who made that."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for final in finals:
        before = wet.get(study_of(final.read))
        if before:
            reader = max(before, key=lambda each: _instant(each.read)).read.radiologist
            said = fields[final.key].discrepancy
            counted[reader][said if said in LEVELS else ""] += 1
    return dict(sorted(counted.items()))


def _is_undocumented(fields: FinalFields) -> bool:
    told = ("communicated_to", "communicated_at", "communicated_how")
    return fields.differs_majorly and not all(fields[name] for name in told)
