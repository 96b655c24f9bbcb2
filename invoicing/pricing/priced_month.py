"""What pricing answers: each read with how its charge came about, and the lines of the month (spec 3.4, 3.7).

    PricedMonth
    ├── reads      each a PricedRead = the routed read + the Price it shares with all reads that came out the same
    ├── lines      what is owed, whole minor units
    └── unpriced   reads that could not be priced, each with why

Amounts of reads are in major units: under `rounding = "read"` Decimals with the currency's places, under `line` exact
Fractions (rounded to four places where they are shown).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, Protocol, overload

from invoicing.contracts.choices import AddPer
from invoicing.contracts.model import AppliedContract
from invoicing.pricing.columns import in_columns
from invoicing.pricing.turnaround_minutes import minutes_between
from reads.core.money import Money
from reads.core.month import Month
from reads.fees.release import Release
from reads.routing.route import Reason, ToHospital

Amount = Decimal | Fraction


class LineKind(StrEnum):
    """What a line of an invoice is for (spec 6)."""

    READS = "reads"
    SURCHARGE = "surcharge"
    TIER = "tier"
    TURNAROUND = "turnaround"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    COMPLIANCE = "compliance"
    DISCOUNT = "discount"
    FIXED = "fixed"
    COVERAGE = "coverage"
    MANUAL = "manual"
    PRIOR = "prior"
    TAX = "tax"


OF_READS = frozenset({LineKind.READS, LineKind.SURCHARGE})
"""The lines that a month's own reads make."""


@dataclass(frozen=True, slots=True)
class CodeValue:
    """A CPT code of a read, with its work RVU and the release that says so where the rate needs them."""

    cpt: str
    work_rvu: Decimal | None
    release: str | None


@dataclass(frozen=True, slots=True)
class TierPart:
    """The part of a read's units that fell under one step of a tier; step 0 is below the first.

    `above` is the step's threshold, `percent` or `per_read` what the step says, after escalators.
    """

    name: str
    step: int
    units: int
    amount: Amount
    above: int = 0
    percent: Decimal | None = None
    per_read: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A surcharge or a credit on one read, its amount signed as it changes what is owed.

    A `percent` is of the base for a surcharge and of the charge for a credit; `each` is the fixed amount after escalators,
    of a surcharge so many `times`, by `per`. A credit may come to less: together they never exceed the charge.
    """

    name: str
    amount: Amount
    percent: Decimal | None = None
    each: Decimal | None = None
    times: int = 1
    per: AddPer = AddPer.UNIT


@dataclass(frozen=True, slots=True, eq=False)
class Price:
    """How a charge came about (`base` after step 3, plus `surcharged`); credits are apart, negative in `credited`.

    `per_read` and `per_wrvu` are the rate's after escalators; `work_rvu` is the sum over the codes and `fees` Medicare's
    amounts of each, with their `release`, where the rate needs them. `multiple` is the percent of an exam that is not the dearest of its accession.
    """

    rate: str
    per_read: Decimal | None
    per_wrvu: Decimal | None
    medicare_percent: Decimal | None
    free: bool
    units: int
    work_rvu: Decimal | None
    fees: tuple[Decimal, ...]
    release: Release | None
    multiple: Decimal | None
    base: Amount
    tiers: tuple[TierPart, ...]
    surcharges: tuple[Extra, ...]
    surcharged: Amount
    charge: Amount
    credits: tuple[Extra, ...]
    credited: Amount


class Outcome(Protocol):
    """A way that reads came out."""

    @property
    def price(self) -> Price:
        """What each of them costs."""
        ...

    def __hash__(self) -> int: ...


class PricedRead(NamedTuple):
    """A read and its price."""

    routed: ToHospital
    price: Price

    @property
    def rate(self) -> str:
        """The name of the rate that matched first."""
        return self.price.rate

    @property
    def units(self) -> int:
        """The units it counts; 0 for the lesser exams of an accession where the unit is the accession."""
        return self.price.units

    @property
    def codes(self) -> tuple[CodeValue, ...]:
        """The exam's codes, each with the work RVU that it was priced with, if any was."""
        release = self.price.release
        if release is None:
            return tuple(CodeValue(code, None, None) for code in self.routed.exam.cpt)
        rows = ((code, release.professional(code)) for code in self.routed.exam.cpt)
        return tuple(CodeValue(code, row.work_rvu if row else None, release.name) for code, row in rows)

    @property
    def base(self) -> Amount:
        """The base after multiple and tier."""
        return self.price.base

    @property
    def multiple(self) -> Decimal | None:
        """The percent of a lesser exam of its accession, where it applied."""
        return self.price.multiple

    @property
    def tiers(self) -> tuple[TierPart, ...]:
        """How a tier divided its units; none without a tier."""
        return self.price.tiers

    @property
    def surcharges(self) -> tuple[Extra, ...]:
        """Every surcharge that matched."""
        return self.price.surcharges

    @property
    def credits(self) -> tuple[Extra, ...]:
        """Turnaround credits, as negative amounts."""
        return self.price.credits

    @property
    def charge(self) -> Amount:
        """Base plus surcharges."""
        return self.price.charge

    @property
    def turnaround_minutes(self) -> int | None:
        """From received to signed, in minutes begun; None where `minutes_between` doesn't know."""
        read = self.routed.logged.read
        return minutes_between(read.received_at, read.signed_at)


@dataclass(frozen=True, eq=False)
class PricedReads(Sequence[PricedRead]):
    """A month's reads with how each came out; a read in columns is made when it is asked for."""

    routed: Sequence[ToHospital]
    outcomes: Sequence[Outcome]

    def __len__(self) -> int:
        return len(self.outcomes)

    @overload
    def __getitem__(self, at: int) -> PricedRead: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PricedRead]: ...
    def __getitem__(self, at: int | slice) -> PricedRead | Sequence[PricedRead]:
        if isinstance(at, slice):
            return PricedReads(self.routed[at], self.outcomes[at])
        return PricedRead(self.routed[at], self.outcomes[at].price)

    def __iter__(self) -> Iterator[PricedRead]:
        for routed, outcome in zip(self.routed, self.outcomes, strict=True):
            yield PricedRead(routed, outcome.price)

    @cached_property
    def prices(self) -> Counter[Price]:
        """Each price with how many reads it is that of."""
        counts: Counter[Price] = Counter()
        for outcome, count in Counter(self.outcomes).items():
            counts[outcome.price] += count
        return counts

    @cached_property
    def alike(self) -> Counter[tuple[str, str, Price]]:
        """How many reads have one facility, modality (the exam's, else the read's own) and price."""
        columns = in_columns(self.routed)
        counts: Counter[tuple[str, str, Price]] = Counter()
        of_others = [(each.facility.id, each.exam.modality or each.logged.read.modality) for each in columns.others]
        where = columns.in_order([(kind.facility.id, kind.modality) for kind in columns.kinds], of_others)
        for ((facility, modality), outcome), count in Counter(zip(where, self.outcomes, strict=True)).items():
            counts[facility, modality, outcome.price] += count
        return counts

    @property
    def keys(self) -> list[str]:
        """Of each read its key in the log."""
        return in_columns(self.routed).keys

    @property
    def facilities(self) -> dict[str, str]:
        """Id and name of each facility that a read was made for."""
        return in_columns(self.routed).facilities

    @property
    def words(self) -> Iterator[str]:
        """All that a schedule says of the reads in words of theirs: accessions, exams, modalities and readers."""
        return in_columns(self.routed).words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice; `unit_price` only where quantity × unit price is exactly the amount.

    `basis` says in words how the amount came about ("minimum 4,000.00 less 3,120.00 of reads"). `wrvus` are its work RVUs,
    each with what one of them costs (after tier and multiple), where that is all that the line is made of.
    """

    kind: LineKind
    name: str
    facility: str | None
    quantity: Decimal
    unit_price: Decimal | None
    amount: Money
    basis: str = ""
    wrvus: tuple[tuple[Decimal, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class PricedMonth:
    """A contract's month: its reads, its lines, its total, and the reads that could not be priced, each with why.

    Reads are in the order in which tiers count them (spec 3.4 step 3), whatever the order they came in. `unmeasured`
    counts the reads that a turnaround or compliance rule looks at and that lack its clock times. A month that owes
    nothing and has no reads has no lines. `notes` say how far a minimum of a longer period has filled.
    """

    applied: AppliedContract
    month: Month
    reads: PricedReads
    lines: tuple[Line, ...]
    total: Money
    unpriced: tuple[tuple[ToHospital, Reason], ...]
    unmeasured: int
    warnings: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
