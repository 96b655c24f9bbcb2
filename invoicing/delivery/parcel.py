"""A paper as it is delivered: what it says, its charges so that quantity × price is the amount, and its PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from invoicing.papers.paper import Paper
from reads.core.money import Money, total


@dataclass(frozen=True, slots=True)
class ParcelCharge:
    """One line: quantity × unit price is the amount exactly; `tax` is one that is added to the others."""

    name: str
    text: str
    quantity: Decimal
    unit_price: Decimal
    amount: Money
    service: date
    tax: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """A paper to be delivered; `control` is a whole number of its own, the same each time it is sent."""

    paper: Paper
    control: int
    charges: tuple[ParcelCharge, ...]
    pdf_name: str
    pdf: bytes

    @property
    def number(self) -> str:
        """The paper's number."""
        return self.paper.number or ""

    @property
    def sign(self) -> int:
        """-1 for a credit, whose amounts formats state without a sign."""
        return -1 if self.paper.total.minor < 0 else 1

    @property
    def before_tax(self) -> Money:
        """The charges that aren't taxes."""
        return total([each.amount for each in self.charges if not each.tax], self.paper.currency)

    @property
    def tax(self) -> Money:
        """The taxes."""
        return self.paper.total - self.before_tax
