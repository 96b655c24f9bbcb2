"""A month's reads in the order in which tiers count them, each with the base of its class (spec 3.4 step 1).

A read in columns is classed by its kind, so that nothing is looked at for it but its moment, and that only where the contract
asks for the time of day. Where a clause compares reads with one another, or asks for their clocks, the columns are laid out
read by read, and all goes as it does for a list.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, eq

from invoicing.contracts.choices import AddPer, Unit
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.pricing.class_bases import Based, Bases
from invoicing.pricing.columns import Kind, ReadColumns
from invoicing.pricing.multiple_exam_reduction import last_ties
from invoicing.pricing.price_classes import ReadClasses
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.fees.release import Releases
from reads.routing.route import Reason, ToHospital


@dataclass(frozen=True, slots=True)
class BasedReads:
    """The reads that have a base, with it; and those that can't be priced, each with why."""

    reads: Sequence[ToHospital]
    bases: Sequence[Based]
    unpriced: tuple[tuple[ToHospital, Reason], ...]


def based_reads(
    applied: AppliedContract, month: Month, reads: Iterable[ToHospital], releases: Releases, *, counting: bool = True
) -> BasedReads:
    """Step 1 for each class of reads, in the order of counting unless that isn't asked for."""
    classes = ReadClasses(applied.contract, month, applied.calendars)
    bases = Bases(applied.contract, releases, applied.calendars)
    if isinstance(reads, ReadColumns) and not reads.others and not compares_reads(applied.contract):
        columns = _columns_in_order(reads) if counting else reads
        return _of_columns(columns, classes, bases)
    found: dict[object, Based | Reason] = {}
    known: list[tuple[ToHospital, Based]] = []
    unpriced: list[tuple[ToHospital, Reason]] = []
    for read in in_counting_order(reads) if counting else reads:
        key = classes.of(read)
        base = found.get(key)
        if base is None:
            base = found[key] = bases.of(read)
        if isinstance(base, Based):
            known.append((read, base))
        else:
            unpriced.append((read, base))
    return BasedReads([read for read, _ in known], [base for _, base in known], tuple(unpriced))


def compares_reads(contract: Contract) -> bool:
    """Whether a clause compares reads with one another, or asks how long each took."""
    by_accession = any(surcharge.add_per is AddPer.ACCESSION for surcharge in contract.surcharges)
    compared = contract.unit is Unit.ACCESSION or contract.multiple is not None or by_accession
    return compared or bool(contract.turnaround or contract.compliance)


def _of_columns(columns: ReadColumns, classes: ReadClasses, bases: Bases) -> BasedReads:
    """The same for columns: the first read of each kind is classed, and stands for all of its kind."""
    found: dict[Hashable, Based | Reason] = {}
    by_kind: dict[Hashable, Based | Reason] = {}
    kinds = list(classes.of_columns(columns))
    first = dict(zip(reversed(kinds), range(len(kinds) - 1, -1, -1), strict=True))
    logged: dict[Kind, LoggedRead] = {}
    for kind in dict.fromkeys(kinds):
        read = columns.stand_in(first[kind], logged)
        key = classes.of(read)
        by_kind[kind] = found[key] if key in found else found.setdefault(key, bases.of(read))
    each = list(map(by_kind.__getitem__, kinds))
    if all(isinstance(base, Based) for base in by_kind.values()):
        return BasedReads(columns, each, ())  # type: ignore[arg-type]  # bases all
    known = [(at, base) for at, base in enumerate(each) if isinstance(base, Based)]
    unpriced = tuple((columns[at], base) for at, base in enumerate(each) if not isinstance(base, Based))
    return BasedReads(columns.at(at for at, _ in known), [base for _, base in known], unpriced)


def in_counting_order(reads: Iterable[ToHospital]) -> list[ToHospital]:
    """By billing moment, accession, exam, facility, read type (spec 3.4 step 3); then the last ties."""
    ordered = sorted(reads, key=_MOMENT)
    for ties in _ties(list(map(_MOMENT, ordered))):
        ordered[ties] = sorted(ordered[ties], key=_tie)
    return ordered


def _columns_in_order(columns: ReadColumns) -> ReadColumns:
    """The same for columns, whose stored moments are in the order of time."""
    moments = columns.moments
    order = sorted(range(len(moments)), key=moments.__getitem__)
    for ties in _ties([moments[at] for at in order]):
        order[ties] = sorted(order[ties], key=lambda at: _tie(columns[at]))
    return columns.at(order)


def _ties(moments: Sequence[object]) -> Iterable[slice]:
    """Where several moments in a row are the same."""
    start = 0
    for at, same in enumerate([*map(eq, moments, moments[1:]), False], 1):
        if not same:
            if at - start > 1:
                yield slice(start, at)
            start = at


_MOMENT = attrgetter("terms.billing_moment")


def _tie(routed: ToHospital) -> tuple[str, ...]:
    read = routed.logged.read
    return read.accession, read.exam, read.facility, read.read_type, *last_ties(routed)
