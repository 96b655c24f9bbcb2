"""Step 9: a credit for a month in which too many reads took too long (spec 3.4).

Every priced read that a rule matches counts, free ones as well; unmeasured ones are outside the percentage, and a month
without any measured read owes no credit. The credit is a percent of all of the month's lines of reads and surcharges.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from invoicing.pricing.compliance_percentage import Punctuality
from invoicing.pricing.invoice_lines import shown
from invoicing.pricing.month_sheet import MonthSheet
from invoicing.pricing.priced_month import OF_READS, Line, LineKind
from reads.core.money import Money


def compliance_lines(sheet: MonthSheet) -> list[Line]:
    """A credit line for each rule that was missed."""
    missed = [each for each in sheet.usage.punctuality if each.percent < Fraction(each.rule.at_least_percent)]
    return [_credit(each, sheet.sum(OF_READS)) for each in missed]


def _credit(count: Punctuality, read_charges: Money) -> Line:
    rule = count.rule
    credit = Money.rounded(Fraction(read_charges.amount) * Fraction(rule.credit_percent) / 100, read_charges.currency)
    basis = (
        f"{shown(count.percent, 2)} % within {rule.within_minutes} minutes ({count.in_time} of {count.measured}) instead of "
        f"{rule.at_least_percent} %: {rule.credit_percent} % of {read_charges.printed()}"
    )
    return Line(LineKind.COMPLIANCE, rule.name, None, Decimal(1), None, -credit, basis)
