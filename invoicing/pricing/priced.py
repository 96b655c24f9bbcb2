"""What pricing answers: each read with how its charge came about, and the lines of the month (spec 3.4, 3.7).

Amounts of reads are Decimals in major units: with the currency's places under `rounding = "read"`, exact under `line`
(rounded to four places where they are shown). Lines are whole minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from invoicing.contracts.contract import AppliedContract
from reads.core.money import Money
from reads.core.month import Month
from reads.routing.route import Reason, ToHospital


class LineKind(StrEnum):
    """What a line of an invoice is for (spec 6)."""

    READS = "reads"
    SURCHARGE = "surcharge"
    TURNAROUND = "turnaround"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    COMPLIANCE = "compliance"
    FIXED = "fixed"
    PRIOR = "prior"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class CodeValue:
    """A CPT code of a read, with its work RVU and the release that says so where the rate needs them."""

    cpt: str
    work_rvu: Decimal | None
    release: str | None


@dataclass(frozen=True, slots=True)
class TierPart:
    """The part of a read's units that fell under one step of a tier; step 0 is below the first."""

    name: str
    step: int
    units: int
    amount: Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Extra:
    """A surcharge or a credit on one read, its amount signed as it changes what is owed."""

    name: str
    amount: Decimal | Fraction


@dataclass(frozen=True, slots=True)
class PricedRead:
    """A read with its charge (`base` after step 3, plus surcharges); credits are apart.

    `rate_price` says in words what the rate was after escalators ("38.00 a read", "36.50 a work RVU").
    """

    routed: ToHospital
    rate: str
    rate_price: str
    units: int
    codes: tuple[CodeValue, ...]
    base: Decimal | Fraction
    multiple: Decimal | None
    tiers: tuple[TierPart, ...]
    surcharges: tuple[Extra, ...]
    credits: tuple[Extra, ...]
    charge: Decimal | Fraction
    turnaround_minutes: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice; `unit_price` only where quantity × unit price is exactly the amount.

    `basis` says in words how the amount came about ("minimum 4,000.00 less 3,120.00 of reads").
    """

    kind: LineKind
    name: str
    facility: str | None
    quantity: Decimal
    unit_price: Decimal | None
    amount: Money
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PricedMonth:
    """A contract's month: its reads, its lines, its total, and the reads that could not be priced, each with why."""

    applied: AppliedContract
    month: Month
    reads: tuple[PricedRead, ...]
    lines: tuple[Line, ...]
    total: Money
    unpriced: tuple[tuple[ToHospital, Reason], ...]
    unmeasured: int
    warnings: tuple[Reason, ...] = ()
