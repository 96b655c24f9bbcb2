"""How many reads a compliance rule measured and found in time; unmeasured ones are outside the percentage (spec 3.4 step 9)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from invoicing.contracts.model import Compliance


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
