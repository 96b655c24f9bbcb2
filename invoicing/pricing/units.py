"""How many units a read counts on its own: one, one for each CPT code, or one for each body region (spec 3.3).

An exam without any code counts one unit under `unit = "cpt"`, since it was read.
"""

from __future__ import annotations

from invoicing.contracts.choices import Unit
from reads.routing.route import ToHospital


def units_of(read: ToHospital, unit: Unit) -> int:
    """How many units a read counts on its own (spec 3.3)."""
    if unit is Unit.CPT:
        return len(read.exam.cpt) or 1
    return read.exam.regions if unit is Unit.REGION else 1
