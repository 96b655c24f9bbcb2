"""Step 8: a discount down to the most that a month's reads may cost (spec 3.4).

Compared is the sum of the lines of reads and surcharges, before credits, so that what is left is the maximum to the cent.
"""

from __future__ import annotations

from decimal import Decimal

from invoicing.contracts.escalators import escalated_in
from invoicing.pricing.month_sheet import OF_USAGE, MonthSheet
from invoicing.pricing.priced_month import Line, LineKind
from invoicing.pricing.proration import covered_days, prorated_words, share
from reads.core.money import Money


def maximum_lines(sheet: MonthSheet) -> list[Line]:
    """The discount line, if the reads cost more than the month's maximum."""
    contract, month = sheet.contract, sheet.month
    if contract.maximum is None:
        return []
    read_charges = sheet.sum(OF_USAGE)
    days = len(covered_days(contract, month))
    due = escalated_in(contract, contract.maximum.monthly, month)
    most = Money.rounded(share(due, month, days), contract.currency)
    if read_charges <= most:
        return []
    basis = f"maximum {most.printed()}{prorated_words(days, month)}, less {read_charges.printed()} of reads"
    return [Line(LineKind.MAXIMUM, "Monthly maximum", None, Decimal(1), None, most - read_charges, basis)]
