"""Step 9: fees that are due whatever the usage, never prorated, never outside the contract's life (spec 3.1, 3.4).

Monthly fees are due in every month with a day of the fee in it, in full. Yearly ones are due on the anniversary of their
first day (28 February for the 29th) and single ones on that day: so a contract of one year that begins in mid-month pays
a yearly fee once, not again in the month it ends.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from invoicing.contracts.choices import Every
from invoicing.contracts.escalators import escalated_in
from invoicing.contracts.model import Contract, FixedFee
from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.priced_month import Line, LineKind
from invoicing.pricing.proration import covered_days
from reads.core.date_span import within
from reads.core.money import Money
from reads.core.month import Month


def fixed_lines(sheet: MonthSheet) -> list[Line]:
    """A line for each fee due in the month, after the escalators due on its first day."""
    contract, month = sheet.contract, sheet.month
    return [_line(fee, contract, month) for fee in contract.fixed if _is_due(fee, contract, month)]


def _is_due(fee: FixedFee, contract: Contract, month: Month) -> bool:
    if fee.every is Every.MONTH:
        return any(_in_force(fee, day) for day in covered_days(contract, month))
    if fee.starts.month != month.number or (fee.every is Every.ONCE and fee.starts.year != month.year):
        return False
    due = date(month.year, month.number, min(fee.starts.day, monthrange(month.year, month.number)[1]))
    return _in_force(fee, due) and contract.in_force(due)


def _in_force(fee: FixedFee, day: date) -> bool:
    return within(day, fee.starts, fee.ends)


def _line(fee: FixedFee, contract: Contract, month: Month) -> Line:
    each = escalated_in(contract, fee.amount, month)
    amount = Money.rounded(each * fee.quantity, contract.currency)
    exact = amount.amount == each * fee.quantity
    return Line(LineKind.FIXED, fee.name, None, Decimal(fee.quantity), each if exact else None, amount)
