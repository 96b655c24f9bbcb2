"""Puts the rows of a month into columns: each kind of read is routed once, by the router, and its reads go where that goes.

A read's kind are all its words but those of `stored_row.OWN`. What a kind doesn't decide (the void ones, finals, unknown
readers, times that the contract can't go by, rows of the directory with dates) is left to the router, read by read.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from invoicing.contracts.coverage import Coverage
from invoicing.contracts.shared_terms import SharedTerms
from invoicing.pricing.columns import Kind, ReadColumns
from reads.core.month import Month
from reads.directory.model import Radiologist
from reads.intake.stored_row import ENDS, RADIOLOGIST, SIGNED_AT, Row, logged_of, own_of
from reads.routing.rules import Router

_UNSEEN: Any = object()


class ReadsByKind:
    """Sorts rows by contract and month into `hospital`, as long as their kinds say where they go."""

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
        self._kinds: dict[Row, Kind] = {}
        self._readers: dict[str, Radiologist | None] = {}

    def take(self, row: Row) -> bool:
        """Puts a read that is not void where it belongs, or lets go of one of another month; False where its kind doesn't say."""
        shared = row[ENDS:]
        kind = self._kinds.get(shared, _UNSEEN)
        if kind is _UNSEEN:
            kind = self._kind(row, shared)
        reader = self._readers.get(row[RADIOLOGIST], _UNSEEN)
        if reader is _UNSEEN:
            reader = self._readers[row[RADIOLOGIST]] = self._router.reader(row[RADIOLOGIST])
        if kind is None or reader is None:
            return False
        terms = kind.terms
        month = terms.month(kind.moment(row), row[SIGNED_AT])
        if month is None:
            return False
        if self._months is None or month in self._months:
            place = (terms.contract, month)
            columns = self._hospital.get(place)
            if columns is None:
                columns = self._hospital[place] = ReadColumns()
            columns.add(kind, reader, own_of(row))
        return True

    def _kind(self, row: Row, shared: Row) -> Kind | None:
        """The kind of a read, as this one is routed; None where it isn't plain, though another read may show it."""
        logged = logged_of(row)
        routed = self._router.shared_route(logged)
        if routed is None:
            return None
        first = self._coverage.first(routed.logged.read)
        if first is None or first.contract != routed.terms.contract:
            return None
        kind = Kind(shared, routed.facility, routed.exam, SharedTerms(first), routed.rule)
        self._kinds[shared] = kind
        return kind
