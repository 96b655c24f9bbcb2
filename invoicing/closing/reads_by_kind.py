"""Puts the reads of a month into columns: each kind of read is routed once, by the router, and its reads go where that goes.

A read's kind are all its words but those of `stored_row.OWN`. Kinds that only differ by facility go the same way where the
directory tells these facilities not apart and their contracts ask alike. What a kind doesn't decide (the void ones, finals,
unknown readers, times that the contract can't go by, rows of the directory with dates) is left to the router, read by read.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

from invoicing.contracts.contract_of_read import Coverage, CoveringRow
from invoicing.contracts.shared_terms import SharedTerms
from invoicing.pricing.columns import AlikeWords, Kind, ReadColumns
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.directory.model import Facility, Radiologist
from reads.intake.reads_alike import SITE, OwnParts, ReadsOfFacility
from reads.intake.stored_row import PLACES, RADIOLOGIST, SHARED, SIGNED_AT, Row, logged_of
from reads.routing.rules import Router

_FACILITY = SHARED.index("facility")


class _Site(NamedTuple):
    """A facility as its reads of one type name it: the contract that is tried first, its terms, and its row where others are alike."""

    row: CoveringRow
    terms: SharedTerms
    facility: Facility | None


class ReadsByKind:
    """Sorts reads by contract and month into `hospital`, as long as their kinds say where they go."""

    def __init__(
        self,
        router: Router,
        coverage: Coverage,
        hospital: dict[tuple[str, Month], ReadColumns],
        months: Collection[Month] | None,
        elsewhere: set[tuple[str, Month]],
    ) -> None:
        """`elsewhere` takes the contracts and months of reads that are let go."""
        self._router = router
        self._coverage = coverage
        self._hospital = hospital
        self._months = months
        self._elsewhere = elsewhere
        self._likely = max(months) if months else Month(2000, 1)
        self._known: dict[Hashable, AlikeWords] = {}
        self._readers: dict[str, Radiologist] = {}
        self._terms: dict[CoveringRow, SharedTerms] = {}

    def take(self, some: ReadsOfFacility) -> Iterable[Row]:
        """Puts reads where they belong, or lets go of those of other months; answers those that their kind doesn't settle."""
        site = None if some.apart else self._site(*SITE(some.shared[0]))
        if site is None:
            return some.rows
        every = ((number, self._kind(site, some, number)) for number in range(len(some.shared)))
        kinds = {number: kind for number, kind in every if kind is not None}
        own, strangers = some.own, self._strangers(some.own)
        left: list[Row] = []
        if strangers or len(kinds) < len(some.shared):
            of_each = enumerate(zip(own.numbers, own.place(RADIOLOGIST), strict=True))
            alone = {at for at, (number, word) in of_each if number not in kinds or word in strangers}
            left += some.rows_of(own.at(sorted(alone)))
            own = own.at([at for at in range(len(own)) if at not in alone])
        terms = site.terms
        moments = own.place(PLACES[terms.moment])
        signed = moments if terms.moment == "signed_at" else own.place(SIGNED_AT)
        for month, positions in terms.months(moments, signed, self._likely).items() if moments else ():
            those = own if len(positions) == len(moments) else own.at(positions)
            if month is None:
                left += some.rows_of(those)
            elif self._months is None or month in self._months:
                place = terms.contract, month
                columns = self._hospital.get(place)
                if columns is None:
                    columns = self._hospital[place] = ReadColumns()
                columns.add(terms, kinds, those, self._readers)
            else:
                self._elsewhere.add((terms.contract, month))
        return left

    def _strangers(self, own: OwnParts) -> set[str]:
        """The words for readers of whom nobody can say at once who they are."""
        new = set(own.place(RADIOLOGIST)).difference(self._readers)
        known = {word: reader for word in new if (reader := self._router.reader(word)) is not None}
        self._readers.update(known)
        return new - known.keys()

    def _kind(self, site: _Site, some: ReadsOfFacility, number: int) -> Kind | None:
        """The kind of reads, as others with their words were routed, or one of them is; None where it isn't plain."""
        shared = some.shared[number]
        key = shared[_FACILITY + 1 :], site.row.bill, site.row.asks_for
        if site.facility is not None and (known := self._known.get(key)) is not None:
            return Kind(shared, site.facility, site.terms, known)
        routed = self._router.shared_route(logged_of(some.one_of(number)))
        if routed is None or routed.terms.contract != site.row.contract:
            return None
        words = AlikeWords(routed.logged, routed.exam, routed.rule)
        if routed.exam.facility == "*" and site.facility is not None:
            self._known[key] = words
        return Kind(shared, routed.facility, site.terms, words)

    def _site(self, facility: str, read_type: str) -> _Site | None:
        """What the books say of a facility's reads of a type; None where that hangs on the day."""
        row = self._coverage.first(facility, ReadType(read_type))
        if row is None:
            return None
        terms = self._terms.get(row) or self._terms.setdefault(row, SharedTerms(row))
        return _Site(row, terms, self._router.facility(facility))
