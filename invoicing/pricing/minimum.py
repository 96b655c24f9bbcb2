"""Step 8: what a month costs at least, or always (spec 3.4).

A true-up bills what the reads, after the maximum and before credits, leave open; a base fee comes on top of them. By
facility each covered facility has its own, also one without a read. A month outside the contract's life has none.
"""

from __future__ import annotations

from decimal import Decimal

from invoicing.contracts.choices import MinimumMode, Scope
from invoicing.contracts.model import Minimum
from invoicing.pricing.invoice_lines import sum_of
from invoicing.pricing.month_sheet import OF_READS, MonthSheet
from invoicing.pricing.proration import covered_days, covered_facilities, monthly, prorated_words
from invoicing.pricing.result import Line, LineKind
from reads.core.money import Money


def minimum_lines(sheet: MonthSheet) -> list[Line]:
    """The minimum's lines over those of reads, surcharges and maximum: one, or one for each facility."""
    contract, month, facilities = sheet.contract, sheet.month, sheet.facilities
    minimum = contract.minimum
    if minimum is None:
        return []
    lines = sheet.of({*OF_READS, LineKind.MAXIMUM})
    if minimum.scope is Scope.CLIENT:
        parts: list[tuple[str | None, int]] = [(None, len(covered_days(contract, month)))]
    else:
        parts = list(covered_facilities(contract, month, facilities).items())
    found = []
    for facility, days in parts:
        used = [line for line in lines if facility is None or line.facility == facility]
        least = monthly(minimum.monthly, contract, month, days)
        line = _line(minimum, facility, least, sum_of(used, contract.currency), prorated_words(days, month))
        if line is not None and days:
            found.append(line)
    return found


def _line(minimum: Minimum, facility: str | None, least: Money, used: Money, prorated: str) -> Line | None:
    basis = f"minimum {least.printed()}{prorated}"
    if minimum.mode is MinimumMode.BASE_FEE:
        return Line(LineKind.MINIMUM, "Monthly base fee", facility, Decimal(1), least.amount, least, basis)
    if used >= least:
        return None
    basis += f", less {used.printed()} of reads"
    return Line(LineKind.MINIMUM, "Monthly minimum", facility, Decimal(1), None, least - used, basis)
