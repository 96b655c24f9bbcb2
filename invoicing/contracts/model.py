"""A contract's terms as frozen values: what the client and the group have agreed on (spec 3.1).

Amounts and percents are Decimals as written, days half-open (`starts` inclusive, `ends` exclusive, None open), tuples keep
the order of the file. What the file leaves out has the file format's default here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from invoicing.contracts.choices import (
    AddPer,
    Every,
    LateReads,
    MonthBy,
    Period,
    Rounding,
    Scope,
    TierMode,
    Unit,
    Within,
)
from invoicing.contracts.holiday_calendars import NO_CALENDARS, HolidayCalendars
from invoicing.contracts.match import ANY_READ, LocalHours, Match
from invoicing.contracts.minimum_and_maximum import Maximum, Minimum, PromptPayment
from reads.core.codes import ReadType
from reads.core.date_span import within
from reads.directory.model import PayerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What dated clauses share: a name for their lines, their days (half-open), and where they stand in the file."""

    name: str
    starts: date | None = None
    ends: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Clause):
    """What a unit or a work RVU costs; the first rate that matches prices the read.

    `medicare_percent` is of the professional fee of Medicare, in the `locality` (contractor and locality number,
    "0610216"; empty: the national one), by the conversion factor for qualifying participants where `qpp`. `printed` is its
    name on papers, where that is another.
    """

    match: Match = ANY_READ
    per_read: Decimal | None = None
    per_wrvu: Decimal | None = None
    medicare_percent: Decimal | None = None
    qpp: bool = False
    locality: str = ""
    free: bool = False
    printed: str = ""

    @property
    def needs_release(self) -> bool:
        """Whether it needs the values of a CMS release."""
        return not self.free and (self.per_wrvu is not None or self.medicare_percent is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge(Clause):
    """Added to each read it matches: `percent` of the base, or `add` as often as `add_per` says."""

    match: Match = ANY_READ
    percent: Decimal | None = None
    add: Decimal | None = None
    add_per: AddPer = AddPer.UNIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """Of several exams that match, in one accession or visit, the dearest in full and the others at `percent`."""

    percent: Decimal
    match: Match = ANY_READ
    within: Within = Within.ACCESSION
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidFinals:
    """Which finals the client pays for: of these payers and kinds of payer (none named: of all), and of no excepted kind."""

    payer: frozenset[str] = frozenset()
    payer_kind: frozenset[PayerKind] = frozenset()
    unless_payer_kind: frozenset[PayerKind] = frozenset()

    @property
    def asks_for_payer(self) -> bool:
        """Whether it depends on who insures the patient."""
        return bool(self.payer or self.payer_kind or self.unless_payer_kind)

    def takes(self, payer: str, kind: PayerKind) -> bool:
        """Whether it pays for a final of a patient whom that payer insures."""
        named = not (self.payer or self.payer_kind) or payer in self.payer or kind in self.payer_kind
        return named and kind not in self.unless_payer_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Above so many units: a percent on the base, or a price for each unit."""

    above: int
    percent: Decimal | None = None
    per_read: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier(Clause):
    """Volume steps over the units of a month, quarter or year; the first tier that matches a read takes it.

    It counts the reads that it takes, or where `count` is given those for which that holds, whatever tier takes them.
    """

    match: Match = ANY_READ
    count: Match | None = None
    period: Period = Period.MONTH
    mode: TierMode = TierMode.GRADUATED
    scope: Scope = Scope.CLIENT
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFee(Clause):
    """A fee that is due whatever the usage; `starts` is the contract's effective date unless written."""

    amount: Decimal
    every: Every
    starts: date
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFee(Clause):
    """A fee for being there: `per_hour`, or `per_night`.

    The quantity is what coverage.csv says where `from_file`, else the nights (or windows) of `hours` that begin on one of
    the `weekdays` (0 for Monday to 6; all unless given), by the clock of `timezone` (None: the covered facilities').
    """

    per_hour: Decimal | None = None
    per_night: Decimal | None = None
    from_file: bool = False
    hours: LocalHours | None = None
    weekdays: frozenset[int] = frozenset()
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnaround(Clause):
    """A credit for each read that took longer than `within_minutes` from the first clock to the second."""

    match: Match = ANY_READ
    clock: tuple[str, str] = ("received_at", "signed_at")
    within_minutes: int = 0
    credit_percent: Decimal | None = None
    credit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance(Clause):
    """A credit on a month in which fewer than `at_least_percent` of the reads were in time."""

    match: Match = ANY_READ
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


_WORDS = ("priority", "patient_class", "modality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The terms between the group and one client; `id` is the file's name without its ending.

    `facilities` is empty for all of the client's; `timezone` is None for each facility's own; `rvu` is None for the
    release in force on the service date; `finals` says which final reads the client pays for, None for none.
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
    not_to_exceed_per_year: Decimal | None = None
    month_by: MonthBy = MonthBy.SIGNED
    timezone: str | None = None
    unit: Unit = Unit.EXAM
    rounding: Rounding = Rounding.READ
    rvu: str | None = None
    late_reads: LateReads = LateReads.NEXT_INVOICE
    bill: frozenset[ReadType] = frozenset({ReadType.PRELIMINARY})
    finals: PaidFinals | None = None
    separate_schedule: bool = False
    interest_percent_per_month: Decimal | None = None
    rates: tuple[Rate, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    multiple: Multiple | None = None
    tiers: tuple[Tier, ...] = ()
    minimum: Minimum | None = None
    maximum: Maximum | None = None
    fixed: tuple[FixedFee, ...] = ()
    coverage: tuple[CoverageFee, ...] = ()
    discount: Decimal | None = None
    prompt_payment: PromptPayment | None = None
    turnaround: tuple[Turnaround, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    escalators: tuple[Escalator, ...] = ()
    taxes: tuple[Tax, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def asks_for(self) -> frozenset[str]:
        """Which words of a read some price of it depends on: of priority, patient_class and modality."""
        return frozenset(word for word in _WORDS if any(getattr(match, word) for match in self.matches))

    @property
    def matches(self) -> list[Match]:
        """Every match that a read under the contract is held against."""
        found = [rate.match for rate in self.rates]
        found += [surcharge.match for surcharge in self.surcharges]
        found += [tier.match for tier in self.tiers]
        found += [tier.count for tier in self.tiers if tier.count is not None]
        found += [rule.match for rule in self.turnaround]
        found += [goal.match for goal in self.compliance]
        return [*found, self.multiple.match] if self.multiple else found

    @property
    def holidays(self) -> frozenset[str]:
        """The calendars that it goes by."""
        return frozenset(name for match in self.matches for name in match.holiday)

    @property
    def needs_release(self) -> bool:
        """Whether any of its rates needs the values of a CMS release."""
        return any(rate.needs_release for rate in self.rates)

    def in_force(self, day: date) -> bool:
        """Whether the contract's life includes the day."""
        return within(day, self.effective, self.until)


@dataclass(frozen=True, slots=True)
class AppliedContract:
    """A contract as it was applied, with the holidays that were loaded for it; its version counts from 1."""

    contract: Contract
    version: int
    version_id: int
    calendars: HolidayCalendars = NO_CALENDARS
