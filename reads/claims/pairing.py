"""Wet and final reads of one study, side by side: what has no counterpart, and where they disagree (spec 5.4).

A study is a facility's accession. Telehealth consults are no part of it, nor are void reads and those of test patients.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from reads.claims.doubtful_finals import found_doubtful
from reads.claims.final_fields import FinalFields
from reads.claims.office import Office
from reads.claims.repository import reads_under
from reads.claims.wet_reads import Study, studies_of
from reads.core.codes import ReadType
from reads.core.local_clock import ToldByHour, local_clock
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.core.times import restored
from reads.directory.directory import Directory
from reads.intake.reads_alike import ReadsOfWindow
from reads.log.downtime_doubles import Twice, retyped_twice
from reads.log.ordered_unread import Unread, ordered_unread
from reads.log.rows_in_window import load_alike
from reads.routing.route import Door, door_of
from reads.routing.second_interpretations import study_of

LEVELS = ("agree", "minor", "major")


@dataclass(frozen=True, slots=True)
class Pairs:
    """A month's studies; `discrepancies` counts by who made the wet read: level -> count, "" where nobody said.

    `undocumented` are finals that differ in a major way and don't say who was told, when and how; `unread` are the studies
    that were ordered in the month and that nobody has read; `retyped` are reads of a downtime log that a system may have sent
    under another exam; `drafts` are finals that may be no readings of their own, each with why. `doors` says of each final
    who is asked to pay for it, held or not (spec 5.5).
    """

    paired: int
    wet_alone: Sequence[LoggedRead]
    finals_alone: tuple[LoggedRead, ...]
    discrepancies: Mapping[str, Counter[str]]
    undocumented: tuple[LoggedRead, ...]
    unread: tuple[Unread, ...]
    retyped: tuple[Twice, ...]
    doors: Mapping[str, Door]
    drafts: tuple[tuple[LoggedRead, str], ...] = ()


def pairs_of(office: Office, month: Month, hours: int, now: datetime, loaded: ReadsOfWindow | None = None) -> Pairs:
    """The month's pairs. A wet read is alone once so many hours have passed since its signing without a final.

    `loaded` are the reads with a moment within a day of the month, where they are at hand. A read's month is that of its
    signing, where the patient was. NoKey where finals have sealed fields and there is no key.
    """
    session, directory = office.session, office.directory
    start = datetime.combine(month.first, time(), UTC) - timedelta(days=1)
    end = datetime.combine(month.end, time(), UTC) + timedelta(days=1)
    studies = studies_of(loaded or load_alike(session, start, end), _in_month(month, directory))
    finals = sorted(studies.finals, key=lambda each: (each.read.signed_at.isoformat(), each.version_id))
    beside_wet = _counted(reads_under(session, studies.accessions, ReadType.FINAL))
    beside_finals = _counted(reads_under(session, (each.read.accession for each in finals), ReadType.PRELIMINARY))
    fields = office.fields([*finals, *beside_wet])
    interpretations = [each for each in finals if not fields[each.key].is_consult]
    by_study = _by_study(each for each in beside_wet if not fields[each.key].is_consult)
    wet_beside = _by_study(beside_finals)
    own = studies.of({*by_study, *_by_study(interpretations)})
    wet = {study: [*own.get(study, ()), *wet_beside.get(study, ())] for study in _by_study(interpretations)}
    doubts = found_doubtful(session, office.ground, interpretations)
    late = now - timedelta(hours=hours)
    return Pairs(
        paired=len(own.keys() & by_study.keys()),
        wet_alone=studies.without(by_study, late),
        finals_alone=tuple(each for each in interpretations if not wet[study_of(each.read)]),
        discrepancies=_discrepancies(interpretations, wet, fields),
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


def _counted(reads: Iterable[LoggedRead]) -> list[LoggedRead]:
    return [each for each in reads if not (each.void or each.read.test_patient)]


def _in_month(month: Month, directory: Directory) -> Callable[[str, str], bool]:
    """Whether a read of a facility with a stored moment of signing is of the month."""
    told: dict[tzinfo, ToldByHour[bool]] = {}

    def is_of(facility: str, signed: str) -> bool:
        rows = directory.facilities.get(facility, ())
        if len(rows) != 1 or rows[0].starts or rows[0].ends or signed[-1] != "Z":
            return _month_at(facility, restored(signed), directory) == month
        zone = rows[0].zone
        if zone not in told:
            told[zone] = ToldByHour(local_clock(zone), lambda local: local.date() in month)
        return told[zone].at(signed)

    return is_of


def _month(read: Read, directory: Directory) -> Month:
    return _month_at(read.facility, read.signed_at, directory)


def _month_at(facility: str, at: datetime, directory: Directory) -> Month:
    row = directory.facility_at(facility, at)
    if row is None or at.tzinfo is None:
        return Month.of(at.date())
    return Month.of(at.astimezone(row.zone).date())


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
            reader = max(before, key=lambda each: _instant_of(each.read.signed_at)).read.radiologist
            said = fields[final.key].discrepancy
            counted[reader][said if said in LEVELS else ""] += 1
    return dict(sorted(counted.items()))


def _is_undocumented(fields: FinalFields) -> bool:
    told = ("communicated_to", "communicated_at", "communicated_how")
    return fields.differs_majorly and not all(fields[name] for name in told)
