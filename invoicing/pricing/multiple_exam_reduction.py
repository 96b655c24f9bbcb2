"""Step 2, and the unit `accession`: which exams are not the dearest of their accession (spec 3.3, 3.4).

Compared are the priced reads of one facility, accession, read type and month, by base; of equals the earliest signed is
the dearest, then the first exam code. Reads that are held are not compared, free ones are (they cost 0.00).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from invoicing.pricing.base_rate import Based
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


def reduced(base: Fraction, percent: Fraction) -> Fraction:
    """The base of a lesser exam."""
    return base * percent * _PER_HUNDRED
