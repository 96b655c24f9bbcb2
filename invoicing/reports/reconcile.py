"""A hospital's own list beside what is, or would be, billed: matched, classed, and bridged from their total to ours. Pure.

Reconciliation
└── items    each of their rows and each of our reads is in exactly one: an order on both sides, or on one side alone

The differences of all items together are what lies between the two totals: the bridge adds up by construction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from reads.core.money import Money
from reads.core.month import Month


class Class(StrEnum):
    """What became of an item (spec 4.6)."""

    MATCHED = "matched"
    UNITS_DIFFER = "units_differ"
    OTHER_MONTH = "other_month"
    PRICE_DIFFERS = "price_differs"
    OURS_ONLY = "ours_only"
    THEIRS_ONLY = "theirs_only"
    DUPLICATE = "duplicate"


CLASSES_IN_WORDS = {
    Class.MATCHED: "matched",
    Class.UNITS_DIFFER: "units differ",
    Class.OTHER_MONTH: "in another month",
    Class.PRICE_DIFFERS: "price differs",
    Class.OURS_ONLY: "ours only",
    Class.THEIRS_ONLY: "theirs only",
    Class.DUPLICATE: "entered twice",
}
"""As a person reads them, in the order in which they are shown."""


class Found(StrEnum):
    """How the two sides of an item found each other."""

    ACCESSION = "accession"
    NORMALISED = "normalised"
    GROUPED = "grouped"
    CLOSE = "close"
    NOT = ""


@dataclass(frozen=True, slots=True)
class OurRead:
    """One read that is or would be billed; times are local at the facility, `counts` other ways to count its units.

    `number` is that of the invoice that closed its month, empty where it is still to be issued; `credited` is what of the
    amount is a credit for turnaround.
    """

    key: str
    accession: str
    facility: str
    exam: str
    modality: str
    times: tuple[datetime, ...]
    units: int
    counts: Mapping[str, int]
    amount: Money
    month: Month
    number: str = ""
    credited: Money | None = None


@dataclass(frozen=True, slots=True)
class TheirRow:
    """One row of their list; empty texts and no times where the list doesn't say. No field of a patient is in it."""

    line: int
    accession: str
    facility: str
    exam: str
    modality: str
    times: tuple[datetime, ...]
    units: Decimal
    amount: Money | None

    @property
    def said(self) -> tuple[object, ...]:
        """All that it says: two rows that say the same may be one entered twice."""
        return (
            self.accession.casefold(),
            self.facility,
            self.exam.casefold(),
            self.modality,
            self.times,
            self.units,
            self.amount,
        )


@dataclass(frozen=True, slots=True)
class Item:
    """An order on both sides, or what stands on one side alone; `note` says more of it."""

    kind: Class
    rows: tuple[TheirRow, ...]
    reads: tuple[OurRead, ...]
    found: Found
    currency: str
    note: str = ""

    @property
    def ours(self) -> Money:
        """What we bill for it in this month; what is another month's counts nothing here."""
        if self.kind is Class.OTHER_MONTH:
            return Money(0, self.currency)
        return sum((read.amount for read in self.reads), Money(0, self.currency))

    @property
    def theirs(self) -> Money:
        """What their list has for it; a row without an amount counts nothing."""
        return sum((row.amount for row in self.rows if row.amount is not None), Money(0, self.currency))

    @property
    def our_units(self) -> int:
        """The units that we bill in this month."""
        return 0 if self.kind is Class.OTHER_MONTH else sum(read.units for read in self.reads)

    @property
    def their_units(self) -> Decimal:
        """The units that their list has."""
        return sum((row.units for row in self.rows), Decimal(0))

    @property
    def difference(self) -> Money:
        """Ours less theirs."""
        return self.ours - self.theirs

    @property
    def units_difference(self) -> Decimal:
        """Ours less theirs."""
        return self.our_units - self.their_units


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """A step of the bridge; `amount` is what it adds to their total, None where their list has no amounts."""

    kind: Class
    count: int
    units: Decimal
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All items; `priced` says whether their list has amounts, `other_lines` is what we bill that no single read costs.

    `stated_total` is what their own total row says, where there is one.
    """

    items: tuple[Item, ...]
    currency: str
    priced: bool
    other_lines: Money
    stated_total: Money | None = None

    @property
    def counts(self) -> dict[Class, int]:
        """How many items each class has."""
        return {kind: len(self.of(kind)) for kind in Class}

    def of(self, kind: Class) -> tuple[Item, ...]:
        """The items of a class."""
        return tuple(item for item in self.items if item.kind is kind)

    @property
    def ours_total(self) -> Money:
        """What we bill for the month's reads."""
        return sum((item.ours for item in self.items), Money(0, self.currency))

    @property
    def theirs_total(self) -> Money | None:
        """What their rows come to, None where they have no amounts."""
        return sum((item.theirs for item in self.items), Money(0, self.currency)) if self.priced else None

    @property
    def our_units(self) -> int:
        """The units that we bill."""
        return sum(item.our_units for item in self.items)

    @property
    def their_units(self) -> Decimal:
        """The units of their rows."""
        return sum((item.their_units for item in self.items), Decimal(0))

    @property
    def bridge(self) -> tuple[BridgeStep, ...]:
        """From their total to ours: what each class adds."""
        return tuple(self._step(kind) for kind in _BRIDGE)

    def _step(self, kind: Class) -> BridgeStep:
        items = self.of(kind)
        amount = sum((item.difference for item in items), Money(0, self.currency)) if self.priced else None
        return BridgeStep(kind, len(items), sum((item.units_difference for item in items), Decimal(0)), amount)

    @property
    def percent_apart(self) -> Fraction:
        """All differences, each in its size, in percent of the larger total; in units where their list has no amounts.

        What they have too much somewhere doesn't make good what they lack elsewhere. 0 where both sides are nothing.
        """
        theirs = self.theirs_total
        if theirs is not None:
            apart = Fraction(sum(abs(item.difference.minor) for item in self.items))
            whole = Fraction(max(abs(self.ours_total.minor), abs(theirs.minor)))
        else:
            apart = Fraction(sum((abs(item.units_difference) for item in self._apart()), Decimal(0)))
            whole = Fraction(max(Decimal(self.our_units), self.their_units))
        if not whole:
            return Fraction(100) if apart else Fraction(0)
        return apart * 100 / whole

    def _apart(self) -> Sequence[Item]:
        """Items that are not one and the same on both sides: matched ones may count their units in another way."""
        return [item for item in self.items if item.kind is not Class.MATCHED]


_BRIDGE = (
    Class.DUPLICATE,
    Class.OTHER_MONTH,
    Class.THEIRS_ONLY,
    Class.OURS_ONLY,
    Class.UNITS_DIFFER,
    Class.PRICE_DIFFERS,
    Class.MATCHED,
)
"""The steps in the order in which one goes from their total to ours."""
