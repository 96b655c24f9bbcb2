"""Finals that may be no reading of one's own: seconds after a wet read from abroad, or signed at a pace nobody reads at.

What Medicare pays a final for is that a radiologist in the United States has interpreted the images independently
(42 CFR 415.120; United States ex rel. v. a teleradiology group, S.D.N.Y. 2024: finals signed on reads from abroad).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from reads.claims.final import Final
from reads.claims.repository import reads_under
from reads.claims.sitting import ClaimGround
from reads.core.codes import ReadType
from reads.core.read import LoggedRead
from reads.directory.directory import Directory
from reads.routing.reading_place import reading_place
from reads.routing.second_interpretations import study_of

MINUTES = 2
"""Within so many minutes after a wet read from abroad a final is looked at, unless a rule `draft_minutes` says otherwise."""

PACE = 10
"""So many finals that one reader signs within a minute are looked at, unless a rule `draft_pace` says otherwise."""


def doubtful(
    finals: Sequence[LoggedRead],
    wet: Iterable[LoggedRead],
    directory: Directory,
    minutes: int = MINUTES,
    pace: int = PACE,
) -> dict[str, str]:
    """Why a person has to look at these finals, by key: names readers and times, nothing of patients."""
    abroad: defaultdict[tuple[str, str], list[LoggedRead]] = defaultdict(list)
    for each in wet:
        place = reading_place(each.read, directory.radiologists.get(each.read.radiologist), directory)
        if place is not None and not place.in_united_states:
            abroad[study_of(each.read)].append(each)
    found = dict(_at_a_pace(finals, pace))
    for final in finals:
        for before in abroad.get(study_of(final.read), ()):
            passed = _instant(final.read.signed_at) - _instant(before.read.signed_at)
            if timedelta(0) <= passed < timedelta(minutes=minutes):
                seconds = int(passed.total_seconds())
                found[final.key] = (
                    f"it was signed {seconds} seconds after the wet read of {before.read.radiologist} from abroad"
                )
    return found


def with_doubts(session: Session, ground: ClaimGround, finals: Sequence[Final]) -> list[Final]:
    """The finals, each with why a person has to look whether it is a reading of its own."""
    said = found_doubtful(session, ground, [each.route.logged for each in finals])
    return [
        replace(each, doubt=said[each.route.logged.key]) if each.route.logged.key in said else each for each in finals
    ]


def found_doubtful(session: Session, ground: ClaimGround, finals: Sequence[LoggedRead]) -> dict[str, str]:
    """`doubtful` of these finals and the wet reads of their studies, by the rules `draft_minutes` and `draft_pace`."""
    wet = [
        each
        for each in reads_under(session, (each.read.accession for each in finals), ReadType.PRELIMINARY)
        if not each.void
    ]
    rules, day = ground.rules, ground.today
    minutes = rules.number_for_all("draft_minutes", day, MINUTES)
    return doubtful(finals, wet, ground.directory, minutes, rules.number_for_all("draft_pace", day, PACE))


def _at_a_pace(finals: Sequence[LoggedRead], pace: int) -> Iterable[tuple[str, str]]:
    by_reader: defaultdict[str, list[LoggedRead]] = defaultdict(list)
    for each in finals:
        by_reader[each.read.radiologist].append(each)
    for reader, some in by_reader.items():
        some.sort(key=lambda each: _instant(each.read.signed_at))
        instants = [_instant(each.read.signed_at) for each in some]
        end = 0
        for at, first in enumerate(instants):
            while end < len(some) and instants[end] < first + timedelta(minutes=1):
                end += 1
            beside = some[at:end]
            if len(beside) >= pace:
                for each in beside:
                    yield each.key, f"{reader} signed {len(beside)} finals within a minute"


def _instant(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
