"""What a client may take off a paper that it pays early, and which payment takes it (spec 3.9).

The discount is a percent of the paper's total, tax included, less what was credited or disputed on it since. It is taken by
the payment that settles the paper with it and the payments before, if all of them were made within the days: the days of
the payer, or of its bank. A payment that falls short of that takes none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from reads.core.money import Money


@dataclass(frozen=True, slots=True)
class EarlyPayment:
    """What is offered for a paper: its date, the percent, the days."""

    dated: date
    percent: Decimal
    days: int

    @property
    def last_day(self) -> date:
        """The last day on which a payment takes it."""
        return self.dated + timedelta(days=self.days)

    def discount(self, total: Money, credited: Money) -> Money:
        """How much it is of a total less what was credited and disputed (positive); nothing of a paper that owes nothing."""
        owed = total - credited
        if owed.minor <= 0:
            return Money(0, total.currency)
        return Money.rounded(Fraction(owed.amount) * Fraction(self.percent) / 100, total.currency)

    def taken(self, total: Money, credited: Money, payments: Sequence[tuple[date, Money]]) -> Money:
        """What these payments have taken, by the payers' own days: what they leave open, if it is no more than the discount."""
        nothing, offered = Money(0, total.currency), self.discount(total, credited)
        in_time = sum((amount for day, amount in payments if day <= self.last_day), nothing)
        left = total - credited - in_time
        return left if nothing < left <= offered else nothing
