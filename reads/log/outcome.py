"""What an import did: the seven counts of spec 2.2, which add up to the rows, and what somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from reads.core.findings import Finding
from reads.intake.order import ORDER_CANCELLED
from reads.intake.times_apart import TIMES_APART
from reads.log.errors import UnexpectedRows
from reads.log.signed_far_from_rest import SIGNED_FAR

SHOWN = 20
"""How many findings of a kind a report lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where candidates come from: `kind` ("csv", "hand"), the file's path, its SHA-256."""

    kind: str
    path: str
    sha256: str


@dataclass(slots=True)
class Counts:
    """How many rows came to which end; every row comes to exactly one."""

    recorded: int = 0
    duplicate: int = 0
    amended: int = 0
    voided: int = 0
    ignored: int = 0
    conflict: int = 0
    rejected: int = 0

    @property
    def rows(self) -> int:
        """How many rows came in."""
        return sum(getattr(self, each.name) for each in fields(self))

    def as_json(self) -> dict[str, int]:
        """The seven counts and the rows (spec 6)."""
        return {each.name: getattr(self, each.name) for each in fields(self)} | {"rows": self.rows}

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(slots=True)
class Imported:
    """The outcome of one file; `import_id` is None where it brought nothing new, and so left nothing behind.

    `problems` are those of rows rejected now. `still_void` are reads that changed under a void, which a person
    may want to take back, or that their sender cancelled again after a person did; `under_void` counts them.
    """

    path: str
    counts: Counts = field(default_factory=Counts)
    import_id: int | None = None
    unknown_exams: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown_facilities: Counter[str] = field(default_factory=Counter)
    unknown_radiologists: Counter[str] = field(default_factory=Counter)
    problems: list[Finding] = field(default_factory=list)
    still_void: list[Finding] = field(default_factory=list)
    under_void: int = 0
    warnings: list[Finding] = field(default_factory=list)
    warned: Counter[str] = field(default_factory=Counter)

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it waits for somebody to look (spec 6: exit status 1)."""
        doubtful = any(code in self.warned for code in (TIMES_APART, SIGNED_FAR, ORDER_CANCELLED))
        return doubtful or bool(self.counts.conflict or self.counts.rejected or self.under_void)

    def tell_void(self, finding: Finding) -> None:
        """A read that somebody should know to be void."""
        self.under_void += 1
        if len(self.still_void) < SHOWN:
            self.still_void.append(finding)

    def warn(self, findings: Sequence[Finding]) -> None:
        """What somebody should know of rows that came in all the same."""
        self.warned.update(finding.code for finding in findings)
        self.warnings += findings[: max(0, SHOWN - len(self.warnings))]


def expect_rows(outcomes: Sequence[Imported], expected: int) -> None:
    """UnexpectedRows unless so many rows came in, all files together: the control total of who sent them."""
    found = sum(outcome.counts.rows for outcome in outcomes)
    if found != expected:
        raise UnexpectedRows(expected, found)
