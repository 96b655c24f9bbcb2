"""In which order a month's reads are counted: by billing moment, whatever the order in which they came (spec 3.4 step 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, eq

from invoicing.pricing.columns import ReadColumns
from invoicing.pricing.multiple_exam_reduction import last_ties
from reads.intake.stored_row import ACCESSION
from reads.routing.route import ToHospital


def in_counting_order(reads: Iterable[ToHospital]) -> list[ToHospital]:
    """By billing moment, accession, exam, facility, read type (spec 3.4 step 3); then the last ties."""
    ordered = sorted(reads, key=_MOMENT)
    for ties in _ties(list(map(_MOMENT, ordered))):
        ordered[ties] = sorted(ordered[ties], key=_tie)
    return ordered


def columns_in_counting_order(columns: ReadColumns, moments: Sequence[str]) -> list[int]:
    """The same for columns, whose stored moments are in the order of time: the positions."""
    order = sorted(range(len(moments)), key=moments.__getitem__)
    if len(set(moments)) == len(moments):
        return order
    accessions = columns.place(ACCESSION)
    for tied in list(_ties([moments[at] for at in order])):
        order[tied] = sorted(order[tied], key=accessions.__getitem__)
    ties = list(_ties([(moments[at], accessions[at]) for at in order]))
    reads = columns.some([at for tied in ties for at in order[tied]])
    for tied in ties:
        order[tied] = sorted(order[tied], key=lambda at: _tie(reads[at]))
    return order


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
