"""Step 2, and the unit `accession`: which exams are not the dearest of their accession or visit (spec 3.3, 3.4, 3.9).

Compared are the priced reads of one facility, accession (or visit), read type and month that the clause's match takes, by
base; of equals the earliest signed is the dearest, then the first exam code, accession, modifiers, sequence and reader.
Reads that are held are not compared, free ones are (they cost 0.00).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from invoicing.contracts.choices import Unit, Within
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.read_charge import Charging
from reads.core.read import Read
from reads.routing.route import ToHospital

_PER_HUNDRED = Fraction(1, 100)
_Group = tuple[str, str, str, str]


def lesser(reads: Sequence[ToHospital], bases: Sequence[Based], within: Within = Within.ACCESSION) -> frozenset[int]:
    """The positions of all reads that take part but the dearest of each accession or visit."""
    taking = [position for position, based in enumerate(bases) if based.reduces]
    groups = together(reads, bases, taking, within)
    return frozenset(position for positions in groups if len(positions) > 1 for position in positions[1:])


def together(
    reads: Sequence[ToHospital], bases: Sequence[Based], positions: Iterable[int], within: Within
) -> Collection[list[int]]:
    """The positions by facility, read type and accession or visit, in each the dearest first."""
    groups: defaultdict[_Group, list[int]] = defaultdict(list)
    for position in positions:
        groups[_group(reads[position].logged.read, within)].append(position)
    for found in groups.values():
        if len(found) > 1:
            found.sort(key=lambda at: _rank(reads[at], bases[at]))
    return groups.values()


def _group(read: Read, within: Within) -> _Group:
    """A read without a visit is grouped by its accession, and only with others without one."""
    by_visit = within is Within.VISIT and bool(read.visit)
    word = read.visit if by_visit else read.accession
    return read.facility, read.read_type, "visit" if by_visit else "accession", word.casefold()


def _rank(routed: ToHospital, based: Based) -> tuple[object, ...]:
    read = routed.logged.read
    return (-based.base, read.signed_at, read.exam, read.accession, *last_ties(routed))


def last_ties(routed: ToHospital) -> tuple[str, ...]:
    """What tells apart two reads that all else leaves equal: modifiers as a sorted text, sequence, reader, then the key."""
    read = routed.logged.read
    return "+".join(sorted(read.modifiers)), read.sequence, routed.radiologist.id, routed.logged.key


def reduce_lesser_exams(read: Charging) -> None:
    """A lesser exam counts nothing where the accession is the unit, else it is at the contract's percent; free stays free."""
    if not read.lesser:
        return
    if read.contract.unit is Unit.ACCESSION:
        read.nothing, read.units, read.base = True, 0, Fraction(0)
    elif read.contract.multiple is not None and not read.based.free:
        read.multiple = read.contract.multiple.percent
        read.base = read.base * Fraction(read.multiple) * _PER_HUNDRED
