"""A percent off the whole: of all lines of usage before it, a minimum's included, and before fees, coverage and taxes (spec 3.9).

One rounding, half away from zero. A negative sum is taken as it stands, so that the line then adds to what is owed.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.priced_month import Line, LineKind
from reads.core.money import Money


def discount_lines(sheet: MonthSheet) -> list[Line]:
    """The line of the discount, unless it comes to nothing."""
    percent, whole = sheet.contract.discount, sheet.sum()
    if percent is None:
        return []
    off = Money.rounded(Fraction(whole.amount) * Fraction(percent) / 100, whole.currency)
    if not off:
        return []
    return [Line(LineKind.DISCOUNT, "Discount", None, Decimal(1), None, -off, f"{percent:f} % of {whole.printed()}")]
