"""Reads of one study that came under other words for facility, exam or modifier: billed once, after a person says (spec 2.4). Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from reads.core.month import Month
from reads.core.read import origin_of
from reads.routing.route import Held, Reason, ToHospital, ToInsurer, door_of

SAME_STUDY = "same_study"

Billable = ToHospital | ToInsurer


@dataclass(slots=True)
class RepeatedAccessions:
    """Which accession numbers came more than once, whatever their case: only their reads can be of one study."""

    _seen: set[str]
    again: set[str]

    @classmethod
    def none(cls) -> RepeatedAccessions:
        """Before any read."""
        return cls(set(), set())

    def see(self, accessions: Iterable[str]) -> None:
        """Takes note of the numbers of some reads, one each."""
        folded = list(map(str.casefold, accessions))
        new = set(folded)
        self.again |= new & self._seen
        if len(new) < len(folded):
            self.again.update(number for number, count in Counter(folded).items() if count > 1)
        self._seen |= new

    def may_share(self, route: Billable) -> bool:
        """Whether another read has the accession of this one."""
        return route.logged.read.accession.casefold() in self.again


def groups(routes: Iterable[Billable]) -> list[list[Billable]]:
    """The reads that are of one study each time: one client, accession, exam by its codes, read type, reader, minute.

    `sequence` and the modifiers, 26 aside, tell two studies apart; what a person made a study of its own is none of these.
    """
    found: defaultdict[Hashable, dict[str, Billable]] = defaultdict(dict)
    for route in routes:
        key = route.logged.key
        if key == origin_of(key):
            found[_study(route)][key] = route
    return [list(some.values()) for some in found.values() if len(some) > 1]


def _study(route: Billable) -> Hashable:
    read = route.logged.read
    codes = tuple(sorted(route.exam.cpt)) or (read.exam.casefold(),)
    return (
        route.facility.client,
        read.accession.casefold(),
        codes,
        read.read_type,
        route.radiologist.id,
        read.signed_at.replace(second=0, microsecond=0),
        read.sequence.casefold(),
        read.telling_modifiers,
    )


def held_twins(
    studies: Iterable[list[Billable]], billed: Collection[str], released: Mapping[str, Collection[str]]
) -> dict[str, Held]:
    """The reads that wait, by key: all of a study until a person says; where one is on a paper or claim, the others.

    One that a person released, or that is billed already, stands.
    """
    held: dict[str, Held] = {}
    for study in studies:
        for route in study:
            key = route.logged.key
            if key in billed or SAME_STUDY in released.get(key, ()):
                continue
            others = [other for other in study if other is not route]
            held[key] = Held(route.logged, _month(route), (_reason(route, others, billed),), door=door_of(route))
    return held


def _month(route: Billable) -> Month:
    return route.terms.month if isinstance(route, ToHospital) else route.month


def _reason(route: Billable, others: Iterable[Billable], billed: Collection[str]) -> Reason:
    named = ", ".join(_named(other, billed) for other in others)
    number = route.logged.version_id
    return Reason(
        SAME_STUDY,
        f"the same study as {named}: same accession, codes, reader and minute",
        f'if both were read: `wetread held release {number} --because "..."`; else void one: '
        f"`wetread reads void {route.logged.read.accession} --facility {_as_sent(route)}`",
    )


def _named(other: Billable, billed: Collection[str]) -> str:
    read = other.logged.read
    modifiers = f" {'+'.join(read.modifiers)}" if read.modifiers else ""
    done = ", billed" if other.logged.key in billed else ""
    return f"{other.logged.version_id} ({_as_sent(other)} {read.exam}{modifiers}{done})"


def _as_sent(route: Billable) -> str:
    """The facility under which the read stands in the log, in whatever words it came."""
    return route.logged.key.partition("|")[0]
