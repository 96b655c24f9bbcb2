"""A contract's terms as frozen values: what the client and the group have agreed on (spec 3.1).

Amounts and percents are Decimals as written, days half-open (`starts` inclusive, `ends` exclusive, None open), tuples keep
the order of the file. What the file leaves out has the file format's default here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from reads.core.codes import ReadType


class Unit(StrEnum):
    """What counts as one unit of a read (spec 3.3)."""

    EXAM = "exam"
    CPT = "cpt"
    REGION = "region"
    ACCESSION = "accession"


class Rounding(StrEnum):
    """Whether each read is rounded to cents, or each line (spec 3.4 step 5)."""

    READ = "read"
    LINE = "line"


class MonthBy(StrEnum):
    """Which moment puts a read into a month."""

    SIGNED = "signed_at"
    RECEIVED = "received_at"
    EXAM = "exam_at"


class LateReads(StrEnum):
    """What becomes of a difference to a month already issued (spec 3.6)."""

    NEXT_INVOICE = "next_invoice"
    WAIVE = "waive"


class TierMode(StrEnum):
    """Whether a step changes only the units above it, or all of them once it is reached."""

    GRADUATED = "graduated"
    ALL_UNITS = "all_units"


class Scope(StrEnum):
    """Whether something counts over all of the contract's facilities, or for each on its own."""

    CLIENT = "client"
    FACILITY = "facility"


class MinimumMode(StrEnum):
    """Whether a minimum bills what is missing, or is added whatever the usage."""

    TRUE_UP = "true_up"
    BASE_FEE = "base_fee"


class Every(StrEnum):
    """How often a fixed fee is due; yearly and single ones in the month of their `starts`."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class CodeRange:
    """CPT codes from `first` to `last`, both included; a single code is a range of one."""

    first: str
    last: str

    def __contains__(self, code: str) -> bool:
        return len(code) == len(self.first) and self.first <= code <= self.last


@dataclass(frozen=True, slots=True)
class LocalHours:
    """Local times `starts` ≤ t < `ends`; may run over midnight."""

    starts: time
    ends: time

    def __contains__(self, at: time) -> bool:
        if self.starts < self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """When a rate, surcharge, tier or credit applies: every key given must hold, a list means any of.

    Texts are compared as the directory writes them (ids, codes), exam codes without regard to case; `weekdays` are 0
    for Monday to 6, `night_of` takes the weekday of the day on which the night began; `holiday` is a country or
    `US-IL` of the `holidays` library.
    """

    cpt: tuple[CodeRange, ...] = ()
    exam_code: frozenset[str] = frozenset()
    modality: frozenset[str] = frozenset()
    read_type: frozenset[str] = frozenset()
    priority: frozenset[str] = frozenset()
    facility: frozenset[str] = frozenset()
    radiologist: frozenset[str] = frozenset()
    patient_class: frozenset[str] = frozenset()
    payer: frozenset[str] = frozenset()
    local_time: tuple[LocalHours, ...] = ()
    weekdays: frozenset[int] = frozenset()
    night_of: bool = False
    holiday: frozenset[str] = frozenset()
    regions: int | None = None

    @property
    def is_catch_all(self) -> bool:
        """Whether it holds for every read."""
        return self == Match()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What dated clauses share: a name for their lines, their days (half-open), and where they stand in the file."""

    name: str
    starts: date | None = None
    ends: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Clause):
    """What a unit or a work RVU costs; the first rate that matches prices the read."""

    match: Match = Match()
    per_read: Decimal | None = None
    per_wrvu: Decimal | None = None
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge(Clause):
    """Added to each read it matches: `percent` of the base, or `add` for each unit."""

    match: Match = Match()
    percent: Decimal | None = None
    add: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Above so many units: a percent on the base, or a price for each unit."""

    above: int
    percent: Decimal | None = None
    per_read: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier(Clause):
    """Volume steps over a month's units; the first tier that matches a read takes it."""

    match: Match = Match()
    mode: TierMode = TierMode.GRADUATED
    scope: Scope = Scope.CLIENT
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The least that a month costs."""

    monthly: Decimal
    mode: MinimumMode = MinimumMode.TRUE_UP
    scope: Scope = Scope.CLIENT
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The most that a month's reads cost."""

    monthly: Decimal
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFee(Clause):
    """A fee that is due whatever the usage; `starts` is the contract's effective date unless written."""

    amount: Decimal
    every: Every
    starts: date
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnaround(Clause):
    """A credit for each read that took longer than `within_minutes` from the first clock to the second."""

    match: Match = Match()
    clock: tuple[str, str] = ("received_at", "signed_at")
    within_minutes: int = 0
    credit_percent: Decimal | None = None
    credit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance(Clause):
    """A credit on a month in which fewer than `at_least_percent` of the reads were in time."""

    match: Match = Match()
    clock: tuple[str, str] = ("received_at", "signed_at")
    within_minutes: int = 0
    at_least_percent: Decimal = Decimal(0)
    credit_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalator:
    """From a day on, prices and fixed amounts are multiplied by 1 + percent / 100."""

    on: date
    percent: Decimal
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax(Clause):
    """A tax on the sum of all other lines."""

    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The terms between the group and one client; `id` is the file's name without its ending.

    `facilities` is empty for all of the client's; `timezone` is None for each facility's own; `rvu` is None for the
    release in force on the service date; `multiple` is the percent of the exams of an accession but the dearest.
    `places` says where the file has each key (line and column by dotted path); like `line` of a clause it is no term, so
    that two contracts of the same terms are equal.
    """

    id: str
    client: str
    title: str
    effective: date
    until: date | None = None
    facilities: frozenset[str] = frozenset()
    currency: str = "USD"
    po_number: str = ""
    terms_days: int | None = None
    not_to_exceed: Decimal | None = None
    month_by: MonthBy = MonthBy.SIGNED
    timezone: str | None = None
    unit: Unit = Unit.EXAM
    rounding: Rounding = Rounding.READ
    rvu: str | None = None
    late_reads: LateReads = LateReads.NEXT_INVOICE
    bill: frozenset[ReadType] = frozenset({ReadType.PRELIMINARY})
    separate_schedule: bool = False
    interest_percent_per_month: Decimal | None = None
    rates: tuple[Rate, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    multiple: Decimal | None = None
    tiers: tuple[Tier, ...] = ()
    minimum: Minimum | None = None
    maximum: Maximum | None = None
    fixed: tuple[FixedFee, ...] = ()
    turnaround: tuple[Turnaround, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    escalators: tuple[Escalator, ...] = ()
    taxes: tuple[Tax, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def in_force(self, day: date) -> bool:
        """Whether the contract's life includes the day."""
        return self.effective <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class AppliedContract:
    """A contract as it was applied: its version counts from 1."""

    contract: Contract
    version: int
    version_id: int
