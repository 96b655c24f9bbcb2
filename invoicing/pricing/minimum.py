"""Step 8: what a month, quarter or year costs at least, or always (spec 3.4, 3.9).

A true-up bills what the reads, after the maximum and before credits, leave open; a base fee comes on top of them. By
facility each covered facility has its own, also one without a read. A month outside the contract's life has none.

Over a quarter or year the amount is the sum of its months' shares (a third, a twelfth), each after the escalators due on
that month's first day and by its covered days, rounded once. It is trued up in the last month that the contract covers; until
then a note says how far it has filled. A minimum of reads counts priced units and bills those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.choices import MinimumMode, Period, Scope
from invoicing.contracts.escalators import escalated_in
from invoicing.contracts.minimum_and_maximum import Minimum
from invoicing.pricing.invoice_lines import sum_of
from invoicing.pricing.month_sheet import OF_USAGE, MonthSheet
from invoicing.pricing.periods import is_last, months_of, spelled
from invoicing.pricing.priced_month import Line, LineKind
from invoicing.pricing.proration import covered_days, covered_facilities, prorated_words, share
from reads.core.money import Money, rounded
from reads.core.month import Month

_NAMES = {Period.MONTH: "Monthly", Period.QUARTER: "Quarterly", Period.YEAR: "Yearly"}
_USAGE = OF_USAGE | {LineKind.MAXIMUM}


def minimum_lines(sheet: MonthSheet) -> list[Line]:
    """The minimum's lines over those of reads, surcharges, tier and maximum: one, or one for each facility."""
    minimum = sheet.contract.minimum
    if minimum is None:
        return []
    collected = _Collected(sheet, minimum)
    if not is_last(sheet.contract, sheet.month, minimum.span):
        sheet.notes += collected.notes()
        return []
    return list(collected.lines())


class _Collected:
    """What the months of the minimum's period have come to by the end of this one."""

    def __init__(self, sheet: MonthSheet, minimum: Minimum) -> None:
        self.sheet, self.minimum, self.contract = sheet, minimum, sheet.contract
        self.period = months_of(self.contract, sheet.month, minimum.span)
        self.sheets = [each for each in (*sheet.earlier, sheet) if each.month in self.period]

    def lines(self) -> Iterator[Line]:
        """A line for whom the minimum isn't reached."""
        for facility, days in self._days().items():
            line = self._of_reads(facility, days) if self.minimum.reads is not None else self._of_amount(facility, days)
            if line is not None:
                yield line

    def notes(self) -> Iterator[str]:
        """How far a minimum that collects over several months has filled; nothing before the contract's first day."""
        reads = self.minimum.reads
        for facility, days in self._days().items():
            where = f" at {facility}" if facility else ""
            if reads is None:
                full = f"{self._least(days).printed()} {self.contract.currency}"
                so_far = self._used(facility).printed()
            else:
                full, so_far = f"{_number(self._reads(reads, days))} reads", f"{self._units(facility):,}"
            yield (
                f"{_NAMES[self.minimum.span]} minimum{where}, {spelled(self.period)}: {so_far} of {full} by the end of "
                f"{self.sheet.month.spelled()}; what is missing is billed with its last month."
            )

    def _days(self) -> dict[str | None, dict[Month, int]]:
        """On how many days of each month of the period the minimum holds; by facility, or for the contract as a whole."""
        if self.minimum.scope is Scope.CLIENT:
            counts = {month: len(covered_days(self.contract, month)) for month in self.period}
            return {None: counts} if any(counts.values()) else {}
        found: dict[str | None, dict[Month, int]] = {}
        for month in self.period:
            for facility, days in covered_facilities(self.contract, month, self.sheet.facilities).items():
                found.setdefault(facility, {})[month] = days
        return {facility: found[facility] for facility in sorted(found, key=str)}

    def _of_amount(self, facility: str | None, days: dict[Month, int]) -> Line | None:
        minimum, least = self.minimum, self._least(days)
        basis = f"minimum {least.printed()}{self._in_part(days)}"
        if minimum.mode is MinimumMode.BASE_FEE:
            return Line(LineKind.MINIMUM, "Monthly base fee", facility, Decimal(1), least.amount, least, basis)
        used = self._used(facility)
        if used >= least:
            return None
        basis += f", less {used.printed()} of reads"
        return Line(LineKind.MINIMUM, self._name, facility, Decimal(1), None, least - used, basis)

    def _of_reads(self, facility: str | None, days: dict[Month, int]) -> Line | None:
        due, units = self._reads(self.minimum.reads or 0, days), self._units(facility)
        missing = due - units
        if missing <= 0:
            return None
        price = escalated_in(self.contract, self.minimum.price or Decimal(0), self.sheet.month)
        amount = Money.rounded(missing * Fraction(price), self.contract.currency)
        basis = f"minimum {_number(due)} reads{self._in_part(days)}, less {units:,}: {_number(missing)} × {price:,f}"
        whole = missing.denominator == 1
        quantity = Decimal(missing.numerator) if whole else Decimal(1)
        return Line(LineKind.MINIMUM, self._name, facility, quantity, price if whole else None, amount, basis)

    @property
    def _name(self) -> str:
        return f"{_NAMES[self.minimum.span]} minimum"

    def _least(self, days: dict[Month, int]) -> Money:
        """The sum of the months' shares, rounded once."""
        shares = (
            share(escalated_in(self.contract, self.minimum.amount, month), month, count)
            for month, count in days.items()
        )
        return Money.rounded(sum(shares, Fraction(0)) / len(self.period), self.contract.currency)

    def _reads(self, reads: int, days: dict[Month, int]) -> Fraction:
        """The number of reads by the covered days, not rounded."""
        shares = (share(reads, month, count) for month, count in days.items())
        return sum(shares, Fraction(0)) / len(self.period)

    def _used(self, facility: str | None) -> Money:
        """What the reads of all months so far came to, after the maximum."""
        lines = [line for sheet in self.sheets for line in sheet.of(_USAGE)]
        used = [line for line in lines if facility is None or line.facility == facility]
        return sum_of(used, self.contract.currency)

    def _units(self, facility: str | None) -> int:
        """The priced units of all months so far."""
        outcomes = [outcome for sheet in self.sheets for outcome in sheet.outcomes if not outcome.price.free]
        return sum(each.price.units * each.count for each in outcomes if facility in (None, each.facility))

    def _in_part(self, days: dict[Month, int]) -> str:
        """Words for a period that is covered in part."""
        covered, whole = sum(days.values()), sum(month.days for month in self.period)
        if len(self.period) == 1:
            return prorated_words(covered, self.period[0])
        return "" if covered == whole else f", for {covered} of {whole} days"


def _number(value: Fraction) -> str:
    """A number of reads, with two decimals where it isn't whole."""
    return f"{value.numerator:,}" if value.denominator == 1 else f"{rounded(value, 2):,f}"
