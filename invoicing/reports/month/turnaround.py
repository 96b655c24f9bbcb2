"""How long wet reads took, and whether that was in time for the contracts' turnaround and compliance clauses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.model import AppliedContract, Compliance, Turnaround
from invoicing.pricing.columns import ReadColumns, ReadsOfKinds, in_columns
from invoicing.pricing.matched_hours_and_codes import Test, compiled
from invoicing.pricing.turnaround_credit import is_late
from invoicing.pricing.turnaround_minutes import minutes_between
from reads.core.codes import ReadType
from reads.core.times import restored
from reads.intake.stored_row import PLACES, SIGNED_AT
from reads.routing.route import ToHospital

IN_TIME, LATE, UNTIMED = "in_time", "late", "untimed"
VERDICTS = (IN_TIME, LATE, UNTIMED)
"""Of a read: in time for every clause that it falls under, late for one at least, or under none."""


Measure = tuple[str, str, int | None, str]
"""Of a read: its facility's name, its priority, its minutes and the verdict."""

_RECEIVED = PLACES["received_at"]


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes begun from received to signed -> reads; `unknown` are those whose clocks are missing or run backwards."""

    counts: Mapping[int, int]
    unknown: int = 0

    @property
    def known(self) -> int:
        """How many reads have a turnaround."""
        return sum(self.counts.values())

    def percentile(self, percent: int) -> int | None:
        """The least minutes within which so many percent of the reads were done (nearest rank); None without a read."""
        rank, seen = -(-percent * self.known // 100), 0
        for minutes in sorted(self.counts):
            seen += self.counts[minutes]
            if seen >= rank:
                return minutes
        return None


@dataclass(frozen=True, slots=True)
class Target:
    """How a contract's clause was met; `at_least` is the percent that it asks for, None where each read counts alone."""

    contract: str
    name: str
    within_minutes: int
    at_least: Decimal | None
    measured: int
    in_time: int
    unmeasured: int

    @property
    def percent(self) -> Fraction | None:
        """In time, of a hundred measured; None where none was."""
        return Fraction(100 * self.in_time, self.measured) if self.measured else None

    @property
    def missed(self) -> bool:
        """Whether the month as a whole was too slow."""
        return self.at_least is not None and self.percent is not None and self.percent < self.at_least


@dataclass(frozen=True, slots=True)
class MonthTurnaround:
    """A month's turnaround: `verdicts` are minutes by verdict, `facilities` and `priorities` the same reads by those."""

    all: Times
    verdicts: Mapping[str, Mapping[int, int]]
    facilities: Mapping[str, Times]
    priorities: Mapping[str, Times]
    targets: tuple[Target, ...]

    def judged(self, verdict: str) -> int:
        """How many reads came out so, of those with a turnaround."""
        return sum(self.verdicts.get(verdict, {}).values())


@dataclass(slots=True)
class _Clause:
    """A clause with its compiled match, and what it has measured so far."""

    contract: str
    rule: Turnaround | Compliance
    holds: Test
    measured: int = 0
    in_time: int = 0
    unmeasured: int = 0

    def measure(self, routed: ToHospital) -> bool | None:
        """Whether the read was late for it; None where it doesn't concern the read, or can't say."""
        day, rule = routed.terms.service_date, self.rule
        if (rule.starts and day < rule.starts) or (rule.ends and day >= rule.ends) or not self.holds(routed):
            return None
        late = is_late(routed.logged.read, rule)
        if late is None:
            self.unmeasured += 1
        else:
            self.measured += 1
            self.in_time += not late
        return late

    def target(self) -> Target:
        """What came of it."""
        rule = self.rule
        percent = rule.at_least_percent if isinstance(rule, Compliance) else None
        counts = self.measured, self.in_time, self.unmeasured
        return Target(self.contract, rule.name, rule.within_minutes, percent, *counts)


@dataclass(slots=True)
class _Clocks:
    counts: Counter[int] = field(default_factory=Counter)
    unknown: int = 0

    def take(self, minutes: int | None, count: int) -> None:
        if minutes is None:
            self.unknown += count
        else:
            self.counts[minutes] += count

    def times(self) -> Times:
        return Times(dict(self.counts), self.unknown)


def punctuality(reads: Iterable[Sequence[ToHospital]], contracts: Iterable[AppliedContract]) -> MonthTurnaround:
    """Measures a month's wet reads, and every clause that looked at one of its reads at least; finals of the third door are
    no wet reads, and count for their clauses alone. `reads` are by contract.
    """
    clauses = {applied.contract.id: _clauses(applied) for applied in contracts}
    every = _Clocks()
    facilities: defaultdict[str, _Clocks] = defaultdict(_Clocks)
    priorities: defaultdict[str, _Clocks] = defaultdict(_Clocks)
    verdicts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for some in reads:
        for (facility, priority, minutes, verdict), count in _measured(in_columns(some), clauses).items():
            for clocks in (every, facilities[facility], priorities[priority]):
                clocks.take(minutes, count)
            if minutes is not None:
                verdicts[verdict][minutes] += count
    return MonthTurnaround(
        every.times(),
        {verdict: dict(counts) for verdict, counts in verdicts.items()},
        {name: clocks.times() for name, clocks in sorted(facilities.items())},
        {name: clocks.times() for name, clocks in priorities.items()},
        tuple(each.target() for some in clauses.values() for each in some if each.measured or each.unmeasured),
    )


def _measured(columns: ReadColumns, clauses: Mapping[str, Sequence[_Clause]]) -> Counter[Measure]:
    """How often reads of a contract came out alike: those in columns at a glance, unless a clause must look at each."""
    found: Counter[Measure] = Counter()
    each: Iterable[ToHospital] = columns
    if columns.parts and not clauses.get(columns.parts[0].terms.contract):
        for part in columns.parts:
            found.update(_at_a_glance(part))
        each = columns.others
    for routed in each:
        read = routed.logged.read
        minutes = minutes_between(read.received_at, read.signed_at)
        verdict = _verdict(clauses.get(routed.terms.contract, ()), routed)
        if read.read_type is not ReadType.FINAL:
            found[routed.facility.name, read.priority, minutes, verdict] += 1
    return found


def _at_a_glance(part: ReadsOfKinds) -> Iterator[Measure]:
    """Reads of one facility, of which none is a final and no clause asks."""
    own = part.own
    for kind, received, signed in zip(part.kind_of_each, own.place(_RECEIVED), own.place(SIGNED_AT), strict=True):
        minutes = minutes_between(restored(received) if received else None, restored(signed))
        yield kind.facility.name, kind.words.logged.read.priority, minutes, UNTIMED


def _clauses(applied: AppliedContract) -> list[_Clause]:
    contract = applied.contract
    rules: list[Turnaround | Compliance] = [*contract.turnaround, *contract.compliance]
    return [_Clause(contract.id, rule, compiled(rule.match, applied.calendars)) for rule in rules]


def _verdict(clauses: Sequence[_Clause], routed: ToHospital) -> str:
    late = [clause.measure(routed) for clause in clauses]
    if any(late):
        return LATE
    return UNTIMED if all(each is None for each in late) else IN_TIME
