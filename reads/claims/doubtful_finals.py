"""Finals that may be no reading of one's own: seconds after a wet read from abroad, or signed at a pace nobody reads at.

What Medicare pays a final for is that a radiologist in the United States has interpreted the images independently
(42 CFR 415.120; United States ex rel. v. a teleradiology group, S.D.N.Y. 2024: finals signed on reads from abroad).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from operator import itemgetter

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


def after_abroad(
    finals: Iterable[LoggedRead], wet: Iterable[LoggedRead], directory: Directory, minutes: int = MINUTES
) -> dict[str, str]:
    """Why a person has to look at finals so soon after a wet read from abroad, by key: names readers and times, nothing of patients."""
    abroad: defaultdict[tuple[str, str], list[LoggedRead]] = defaultdict(list)
    for each in wet:
        place = reading_place(each.read, directory.radiologists.get(each.read.radiologist), directory)
        if place is not None and not place.in_united_states:
            abroad[study_of(each.read)].append(each)
    found: dict[str, str] = {}
    for final in finals:
        for before in abroad.get(study_of(final.read), ()):
            passed = _instant(final.read.signed_at) - _instant(before.read.signed_at)
            if timedelta(0) <= passed < timedelta(minutes=minutes):
                seconds = int(passed.total_seconds())
                found[final.key] = (
                    f"it was signed {seconds} seconds after the wet read of {before.read.radiologist} from abroad"
                )
    return found


def with_doubts(
    session: Session, ground: ClaimGround, finals: Sequence[Final], at_a_pace: Mapping[str, str]
) -> list[Final]:
    """The finals, each with why a person has to look whether it is a reading of its own; `at_a_pace` is as `paced` gives it."""
    abroad = _after_wet_reads(session, ground, [each.route.logged for each in finals])
    said = {**at_a_pace, **abroad}
    return [
        replace(each, doubt=said[each.route.logged.key]) if each.route.logged.key in said else each for each in finals
    ]


def found_doubtful(session: Session, ground: ClaimGround, finals: Sequence[LoggedRead]) -> dict[str, str]:
    """Why a person has to look at these finals, by key, by the rules `draft_minutes` and `draft_pace`."""
    return paced(ground, finals) | _after_wet_reads(session, ground, finals)


def paced(ground: ClaimGround, finals: Iterable[LoggedRead]) -> dict[str, str]:
    """Those of these finals that their readers signed at a pace nobody reads at, by key."""
    pace = SigningPace()
    for each in finals:
        pace.see(each)
    return pace.found(ground)


class SigningPace:
    """When readers signed, of any number of finals: their moments and keys alone are held."""

    def __init__(self) -> None:
        self._signed: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)

    def see(self, final: LoggedRead) -> None:
        """Takes note of one final."""
        self._signed[final.read.radiologist].append((_instant(final.read.signed_at), final.key))

    def found(self, ground: ClaimGround) -> dict[str, str]:
        """By the rule `draft_pace`: why a person has to look, by key."""
        return self.at(ground.rules.number_for_all("draft_pace", ground.today, PACE))

    def at(self, pace: int) -> dict[str, str]:
        """The same of so many finals within a minute."""
        found: dict[str, str] = {}
        for reader, signed in self._signed.items():
            signed.sort(key=itemgetter(0))
            end = 0
            for at, (first, _) in enumerate(signed):
                while end < len(signed) and signed[end][0] < first + timedelta(minutes=1):
                    end += 1
                if end - at >= pace:
                    why = f"{reader} signed {end - at} finals within a minute"
                    found |= {key: why for _, key in signed[at:end]}
        return found


def _after_wet_reads(session: Session, ground: ClaimGround, finals: Sequence[LoggedRead]) -> dict[str, str]:
    wet = [
        each
        for each in reads_under(session, (each.read.accession for each in finals), ReadType.PRELIMINARY)
        if not each.void
    ]
    return after_abroad(
        finals, wet, ground.directory, ground.rules.number_for_all("draft_minutes", ground.today, MINUTES)
    )


def _instant(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
