"""What is held, by reason: how many reads, which cases, what to do. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from invoicing.closing.held_reads import HeldRead
from reads.routing.route import Reason


@dataclass(frozen=True, slots=True)
class HeldCase:
    """The reads that one and the same reason holds."""

    reason: Reason
    reads: tuple[HeldRead, ...]


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """All cases of one code, those of most reads first."""

    code: str
    cases: tuple[HeldCase, ...]

    @property
    def count(self) -> int:
        """How many reads are held for it."""
        return sum(len(case.reads) for case in self.cases)


def held_groups(held: Sequence[HeldRead]) -> list[HeldGroup]:
    """Reasons by how many reads they hold, each with its cases."""
    found: defaultdict[str, defaultdict[Reason, list[HeldRead]]] = defaultdict(lambda: defaultdict(list))
    for each in held:
        for reason in each.reasons:
            found[reason.code][reason].append(each)
    groups = [
        HeldGroup(
            code,
            tuple(
                HeldCase(reason, tuple(reads))
                for reason, reads in sorted(cases.items(), key=lambda item: -len(item[1]))
            ),
        )
        for code, cases in found.items()
    ]
    return sorted(groups, key=lambda group: -group.count)
