"""The log a page at a time: each read with its month, the door it leaves by, and what holds it (spec 6, `reads list`).

Only the reads of the page are routed, and those that had to be looked at to fill it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from sqlmodel import Session

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_reads
from invoicing.closing.held_reads import without_price
from invoicing.closing.month_by_door import month_of
from reads.core.month import Month
from reads.core.read import BEFORE_SIGNING
from reads.core.times import rfc3339, stored
from reads.log.pages import PagePlace, ReadsAsked, in_order, place_of
from reads.routing.route import Held, Nowhere, Route, ToHospital, ToInsurer

DOORS = ("hospital", "insurance", "none", "held")
_ZONES = timedelta(days=2)
_FEW, _MANY, _PATIENCE = 200, 5_000, 2_000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reads are asked for; None and empty leave it open. `batch` is an import's number."""

    month: Month | None = None
    facility: str = ""
    door: str = ""
    radiologist: str = ""
    batch: int | None = None
    accession: str = ""


@dataclass(frozen=True, slots=True)
class ListedRead:
    """A read with its route; `unpriced` is why a wet read that goes to a hospital has no price there."""

    route: Route
    unpriced: str | None = None

    @property
    def door(self) -> str:
        """By which door it leaves."""
        if self.unpriced or isinstance(self.route, Held):
            return "held"
        if isinstance(self.route, ToHospital):
            return "hospital"
        return "none" if isinstance(self.route, Nowhere) else "insurance"

    @property
    def reasons(self) -> list[str]:
        """The codes of what holds it."""
        if self.unpriced:
            return [self.unpriced]
        return [reason.code for reason in self.route.reasons] if isinstance(self.route, Held) else []

    def as_json(self) -> dict[str, object]:
        """As scripts see it (spec 6); codes and reader as the directory knows them, else as sent."""
        read = self.route.logged.read
        known = self.route if isinstance(self.route, (ToHospital, ToInsurer)) else None
        return {
            "id": self.route.logged.version_id,
            "accession": read.accession,
            "facility": read.facility,
            "exam_code": read.exam_code,
            "cpt": list(known.exam.cpt if known else read.cpt),
            "modifiers": list(read.modifiers),
            "read_type": read.read_type.value,
            "modality": (known.exam.modality if known else "") or read.modality,
            "priority": str(read.priority),
            "radiologist": known.radiologist.id if known else read.radiologist,
            "signed_at": rfc3339(read.signed_at),
            "month": str(month_of(self.route)),
            "route": self.door,
            "rule": "held" if self.unpriced else self.route.rule,
            "reasons": self.reasons,
        }


@dataclass(frozen=True, slots=True)
class ReadsPage:
    """Some reads in the order of signing; `after` is what asks for the next page, None where there is none."""

    rows: tuple[ListedRead, ...]
    after: int | None


def page(
    session: Session, wanted: Filter, after: int | None = None, size: int | None = None, ground: Ground | None = None
) -> ReadsPage:
    """The first `size` reads that fit (None: all), or the first after the read of that number."""
    ground = ground or Ground.load(session)
    start = None if after is None else place_of(session, after)
    at_once = _MANY if size is None else max(size, _FEW)
    found = (pair for some in _listed(session, wanted, ground, start, at_once) for pair in some.fitting)
    rows = list(islice(found, size))
    more = size is not None and next(found, None) is not None
    return ReadsPage(tuple(each for _, each in rows), rows[-1][0].number if more and rows else None)


def first_page(session: Session, wanted: Filter, after: int | None, size: int, ground: Ground) -> ReadsPage:
    """The same for whoever waits for it: some thousands of reads are looked at and no more, whatever is asked for.

    `after` goes on behind those, perhaps with fewer rows than `size`, and with none.
    """
    start = None if after is None else place_of(session, after)
    rows: list[tuple[PagePlace, ListedRead]] = []
    looked = 0
    for some in _listed(session, wanted, ground, start, _FEW):
        rows += some.fitting
        looked += some.count
        if len(rows) > size:
            return ReadsPage(tuple(each for _, each in rows[:size]), rows[size - 1][0].number)
        if looked >= _PATIENCE:
            return ReadsPage(tuple(each for _, each in rows), some.last.number)
    return ReadsPage(tuple(each for _, each in rows), None)


@dataclass(frozen=True, slots=True)
class _Looked:
    """Some reads that were looked at: those that fit, how many they were, and the place of the last."""

    fitting: list[tuple[PagePlace, ListedRead]]
    count: int
    last: PagePlace


def _listed(
    session: Session, wanted: Filter, ground: Ground, start: PagePlace | None, at_once: int
) -> Iterator[_Looked]:
    for some in filter(None, in_order(session, _asked(wanted, ground), start, at_once)):
        routed = gather_reads(session, (logged for _, logged in some), ground)
        unpriced = {each.logged.key: each.reasons[0].code for each in without_price(routed)}
        routes = {route.logged.key: route for route in routed.routes}
        fitting = []
        for place, logged in some:
            route = routes.pop(logged.key, None)
            if route is None:
                continue
            each = ListedRead(route, unpriced.get(logged.key))
            if wanted.month in (None, month_of(route)) and wanted.door in ("", each.door):
                fitting.append((place, each))
        yield _Looked(fitting, len(some), some[-1][0])


def _asked(wanted: Filter, ground: Ground) -> ReadsAsked:
    """The filter in the log's words: a month's reads are signed in it or a while after, and a reader has several names."""
    reader = ground.directory.radiologist(wanted.radiologist) if wanted.radiologist else None
    words = {wanted.radiologist, *((reader.id, reader.npi, reader.name) if reader else ())} - {""}
    span = ("", "")
    if wanted.month is not None:
        first, end = (datetime.combine(day, time(), UTC) for day in (wanted.month.first, wanted.month.end))
        span = (stored(first - _ZONES), stored(end + BEFORE_SIGNING + _ZONES))
    return ReadsAsked(*span, wanted.facility, frozenset(words), wanted.batch, wanted.accession)
