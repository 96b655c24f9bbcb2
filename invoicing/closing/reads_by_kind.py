"""Puts the rows of a month into columns: each kind of read is routed once, by the router, and its reads go where that goes.

A read's kind are all its words but those of `stored_row.OWN`. What a kind doesn't decide (the void ones, finals, unknown
readers, times that the contract can't go by, rows of the directory with dates) is left to the router, read by read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from invoicing.contracts.coverage import Coverage, CoveringRow
from invoicing.contracts.shared_terms import SharedTerms, is_soon_signed
from invoicing.pricing.columns import Kind, ReadColumns
from reads.core.month import Month
from reads.directory.model import Radiologist
from reads.intake.stored_row import ENDS, KEY, PLACES, RADIOLOGIST, SIGNED_AT, Row, logged_of, own_of
from reads.routing.rules import Router

_UNSEEN: Any = object()
_NEVER = ("", "")


@dataclass(slots=True)
class _Place:
    """Where reads of a kind go whose moment lies in `between` (stored instants, half-open): nowhere where the month wasn't asked for."""

    kind: Kind
    at: int
    between: tuple[str, str] = _NEVER
    columns: ReadColumns | None = None


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
        self._places: dict[Row, _Place] = {}
        self._readers: dict[str, Radiologist | None] = {}
        self._terms: dict[int, SharedTerms] = {}

    def take(self, rows: Sequence[Row], void: Collection[str]) -> list[Row]:
        """Puts reads where they belong, or lets go of those of other months; answers those that their kinds don't settle."""
        left = []
        places, readers = self._places, self._readers
        for row in rows:
            shared, signed = row[ENDS:], row[SIGNED_AT]
            place = places.get(shared) or self._place(row, shared)
            reader = readers.get(row[RADIOLOGIST], _UNSEEN)
            if reader is _UNSEEN:
                reader = readers[row[RADIOLOGIST]] = self._router.reader(row[RADIOLOGIST])
            if place is None or reader is None or (void and row[KEY] in void):
                left.append(row)
                continue
            moment = row[place.at]
            starts, ends = place.between
            if not (starts <= moment < ends and is_soon_signed(moment, signed)) and not self._find(
                place, moment, signed
            ):
                left.append(row)
            elif place.columns is not None:
                place.columns.add(place.kind, reader, own_of(row))
        return left

    def _find(self, place: _Place, moment: str, signed: str) -> bool:
        """Whether the contract puts a read with these moments into a month: the place is then that of the month."""
        terms = place.kind.terms
        month = terms.month(moment, signed)
        if month is None:
            return False
        place.between, place.columns = terms.within(month), None
        if self._months is None or month in self._months:
            place.columns = self._hospital.setdefault((terms.contract, month), ReadColumns())
        return True

    def _place(self, row: Row, shared: Row) -> _Place | None:
        """The place of a kind, as this read of it is routed; None where it isn't plain, though another read may show it."""
        logged = logged_of(row)
        routed = self._router.shared_route(logged)
        if routed is None:
            return None
        first = self._coverage.first(routed.logged.read)
        if first is None or first.contract != routed.terms.contract:
            return None
        kind = Kind(shared, routed.facility, routed.exam, self._shared(first), routed.rule)
        found = self._places[shared] = _Place(kind, PLACES[kind.terms.moment])
        return found

    def _shared(self, row: CoveringRow) -> SharedTerms:
        known = self._terms.get(id(row))
        if known is None:
            known = self._terms[id(row)] = SharedTerms(row)
        return known
