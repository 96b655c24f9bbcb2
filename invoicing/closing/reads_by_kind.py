"""Puts the reads of a month into columns: each kind of read is routed once, by the router, and its reads go where that goes.

A read's kind are all its words but those of `stored_row.OWN`. Kinds that only differ by facility go the same way where the
directory tells these facilities not apart and their contracts ask alike. What a kind doesn't decide (the void ones, finals,
unknown readers, times that the contract can't go by, rows of the directory with dates) is left to the router, read by read.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

from invoicing.contracts.coverage import Coverage, CoveringRow
from invoicing.contracts.shared_terms import SharedTerms
from invoicing.pricing.columns import AlikeWords, Kind, ReadColumns
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.directory.model import Facility, Radiologist
from reads.intake.reads_alike import OwnParts, ReadsAlike
from reads.intake.stored_row import PLACES, RADIOLOGIST, SHARED, SIGNED_AT, Row, logged_of
from reads.routing.rules import Router

_FACILITY, _READ_TYPE = SHARED.index("facility"), SHARED.index("read_type")


class _Place(NamedTuple):
    """Where reads of a kind go: the row of its contract, and what is the same for other facilities."""

    facility: Facility
    row: CoveringRow
    words: AlikeWords


class ReadsByKind:
    """Sorts reads by contract and month into `hospital`, as long as their kinds say where they go."""

    def __init__(
        self,
        router: Router,
        coverage: Coverage,
        hospital: dict[tuple[str, Month], ReadColumns],
        months: Collection[Month] | None,
    ) -> None:
        self._router = router
        self._coverage = coverage
        self._hospital = hospital
        self._months = months
        self._likely = max(months) if months else Month(2000, 1)
        self._known: dict[Hashable, AlikeWords] = {}
        self._readers: dict[str, Radiologist] = {}
        self._terms: dict[CoveringRow, SharedTerms] = {}

    def take(self, some: ReadsAlike) -> Iterable[Row]:
        """Puts reads where they belong, or lets go of those of other months; answers those that their kind doesn't settle."""
        place = None if some.apart else self._place(some)
        if place is None:
            return some.rows
        own, left = some.own, list[Row]()
        if strangers := self._strangers(own):
            readers = own.place(RADIOLOGIST)
            left += own.at([at for at, word in enumerate(readers) if word in strangers])
            own = own.at([at for at, word in enumerate(readers) if word not in strangers])
        terms = self._terms_of(place.row)
        kind = Kind(some.shared, place.facility, terms, place.words)
        moments = own.place(PLACES[terms.moment])
        signed = moments if terms.moment == "signed_at" else own.place(SIGNED_AT)
        for month, positions in terms.months(moments, signed, self._likely).items() if moments else ():
            those = own if len(positions) == len(moments) else own.at(positions)
            if month is None:
                left += those
            elif self._months is None or month in self._months:
                columns = self._hospital.setdefault((terms.contract, month), ReadColumns())
                columns.add(kind, those, self._readers)
        return [row + some.shared for row in left]

    def _strangers(self, own: OwnParts) -> set[str]:
        """The words for readers of whom nobody can say at once who they are."""
        new = {word for word in own.place(RADIOLOGIST) if word not in self._readers}
        known = {word: reader for word in new if (reader := self._router.reader(word)) is not None}
        self._readers.update(known)
        return new - known.keys()

    def _place(self, some: ReadsAlike) -> _Place | None:
        """The place of reads, as others with their words were routed, or one of them is; None where it isn't plain."""
        word, read_type = some.shared[_FACILITY], ReadType(some.shared[_READ_TYPE])
        row = self._coverage.first(word, read_type)
        if row is None:
            return None
        facility = self._router.facility(word)
        key = some.shared[_FACILITY + 1 :], row.bill, row.asks_for
        if facility is not None and (known := self._known.get(key)) is not None:
            return _Place(facility, row, known)
        middle = next(iter(some.own.at([len(some.own) // 2])))
        routed = self._router.shared_route(logged_of(middle + some.shared))
        if routed is None or routed.terms.contract != row.contract:
            return None
        words = AlikeWords(routed.logged, routed.exam, routed.rule)
        if routed.exam.facility == "*" and facility is not None:
            self._known[key] = words
        return _Place(routed.facility, row, words)

    def _terms_of(self, row: CoveringRow) -> SharedTerms:
        known = self._terms.get(row)
        if known is None:
            known = self._terms[row] = SharedTerms(row)
        return known
