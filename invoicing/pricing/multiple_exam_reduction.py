"""Step 2, and the unit `accession`: which exams are not the dearest of their accession (spec 3.3, 3.4).

Compared are the priced reads of one facility, accession, read type and month, by base; of equals the earliest signed is
the dearest, then the first exam code. Reads that are held are not compared, free ones are (they cost 0.00).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from invoicing.contracts.choices import Unit
from invoicing.pricing.base_rate import Based
from invoicing.pricing.read_charge import Charging
from reads.routing.route import ToHospital

_PER_HUNDRED = Fraction(1, 100)


def lesser(reads: Sequence[tuple[ToHospital, Based]]) -> frozenset[int]:
    """The positions of all reads but the dearest of each accession."""
    accessions: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for position, (routed, _) in enumerate(reads):
        read = routed.logged.read
        accessions[read.facility, read.accession.casefold(), read.read_type].append(position)
    several = [positions for positions in accessions.values() if len(positions) > 1]
    return frozenset(
        position for positions in several for position in sorted(positions, key=lambda at: _rank(*reads[at]))[1:]
    )


def _rank(routed: ToHospital, based: Based) -> tuple[object, ...]:
    read = routed.logged.read
    return (-based.base, read.signed_at, read.exam, routed.logged.key)


def reduce(read: Charging) -> None:
    """A lesser exam counts nothing where the accession is the unit, else it is at the contract's percent; free stays free."""
    if not read.lesser:
        return
    if read.contract.unit is Unit.ACCESSION:
        read.nothing, read.units, read.base = True, 0, Fraction(0)
    elif read.contract.multiple is not None and not read.based.free:
        read.multiple = read.contract.multiple.percent
        read.base = read.base * Fraction(read.multiple) * _PER_HUNDRED
