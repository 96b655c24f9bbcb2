"""Step 9: taxes on the sum of all other lines, one rounding a tax (spec 3.4).

A dated tax holds for the whole month where it is in force on the month's first day that the contract covers. No tax is a
tax on another; a month without any line has none.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.model import Contract, Tax
from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.priced_month import Line, LineKind
from reads.core.date_span import within
from reads.core.money import Money
from reads.core.month import Month


def tax_lines(sheet: MonthSheet) -> list[Line]:
    """A line for each tax in force."""
    if not sheet.lines:
        return []
    taxed = sheet.sum()
    return [_line(tax, taxed) for tax in taxes_due(sheet.contract, sheet.month)]


def taxes_due(contract: Contract, month: Month) -> list[Tax]:
    """The taxes in force in the month."""
    day = max(month.first, contract.effective)
    return [tax for tax in contract.taxes if within(day, tax.starts, tax.ends)]


def _line(tax: Tax, taxed: Money) -> Line:
    amount = Money.rounded(Fraction(taxed.amount) * Fraction(tax.percent) / 100, taxed.currency)
    return Line(LineKind.TAX, tax.name, None, Decimal(1), None, amount, f"{tax.percent} % of {taxed.printed()}")
