"""Finals of one study, side by side: the second of them needs a documented reason (spec 5.1). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from reads.core.codes import ReadType
from reads.core.read import LoggedRead, Read, origin_of


def study_of(read: Read) -> tuple[str, str]:
    """What pairs the reads of one study: the facility, and the accession without regard to case."""
    return read.facility, read.accession.casefold()


@dataclass(frozen=True, slots=True)
class Studies:
    """The studies that have more than one standing final, each with its finals."""

    finals: dict[tuple[str, ...], tuple[LoggedRead, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, reads: Iterable[LoggedRead]) -> Studies:
        """Groups the finals among the reads; void ones and those of test patients stand for nothing."""
        groups: defaultdict[tuple[str, ...], dict[str, LoggedRead]] = defaultdict(dict)
        for logged in reads:
            if logged.read.read_type is ReadType.FINAL and not (logged.void or logged.read.test_patient):
                groups[_standing_alone(logged)][logged.key] = logged
        return cls({study: tuple(finals.values()) for study, finals in groups.items() if len(finals) > 1})

    def before(self, logged: LoggedRead) -> list[LoggedRead]:
        """The finals of the same study that come before it: signed earlier."""
        finals = self.finals.get(_standing_alone(logged))
        return [] if finals is None else [other for other in finals if _order(other) < _order(logged)]


def _standing_alone(logged: LoggedRead) -> tuple[str, ...]:
    """The study; one that a person made of a conflict is no other's, though the accession is the same."""
    return (*study_of(logged.read), logged.key.removeprefix(origin_of(logged.key)))


def _order(logged: LoggedRead) -> tuple[str, bool, str]:
    """The same whatever came in first; of two signed at once, one with modifier 77 says itself that it is the second."""
    return logged.read.signed_at.isoformat(), "77" in logged.read.modifiers, logged.key
