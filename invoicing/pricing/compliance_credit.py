"""Step 9: a credit for a month in which too many reads took too long (spec 3.4).

Every priced read that a rule matches counts, free ones as well; unmeasured ones are outside the percentage, and a month
without any measured read owes no credit. The credit is a percent of all of the month's lines of reads and surcharges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.model import Compliance
from invoicing.pricing.invoice_lines import shown
from invoicing.pricing.result import Line, LineKind
from reads.core.money import Money


@dataclass(slots=True)
class Punctuality:
    """How many reads a rule measured, and how many of them were in time."""

    rule: Compliance
    measured: int = 0
    in_time: int = 0

    @property
    def percent(self) -> Fraction:
        """In time, of a hundred measured; a hundred where none was measured."""
        return Fraction(100 * self.in_time, self.measured) if self.measured else Fraction(100)


def compliance_lines(counts: Sequence[Punctuality], read_charges: Money) -> list[Line]:
    """A credit line for each rule that was missed."""
    return [_credit(count, read_charges) for count in counts if count.percent < Fraction(count.rule.at_least_percent)]


def _credit(count: Punctuality, read_charges: Money) -> Line:
    rule = count.rule
    credit = Money.rounded(Fraction(read_charges.amount) * Fraction(rule.credit_percent) / 100, read_charges.currency)
    basis = (
        f"{shown(count.percent, 2)} % within {rule.within_minutes} minutes ({count.in_time} of {count.measured}) instead of "
        f"{rule.at_least_percent} %: {rule.credit_percent} % of {read_charges.printed()}"
    )
    return Line(LineKind.COMPLIANCE, rule.name, None, Decimal(1), None, -credit, basis)
