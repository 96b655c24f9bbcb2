"""What a month's price depends on besides its own reads: earlier months of its period, and hours that were worked (spec 3.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reads.core.month import Month
from reads.directory.model import CoverageQuantity
from reads.routing.route import ToHospital


@dataclass(frozen=True, slots=True)
class Around:
    """The contract's reads of the months that `periods.earlier_months` names, and its rows of coverage.csv."""

    earlier: Mapping[Month, Sequence[ToHospital]] = field(default_factory=dict)
    worked: Sequence[CoverageQuantity] = ()


NOTHING_AROUND = Around()
"""For a contract that counts by the month and has no coverage.csv."""
