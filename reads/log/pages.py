"""Pages of the log by key: its reads in the order of signing, a few at a time, wherever one begins (spec 8, 9).

A page costs what its rows cost, not what the log holds: each way of asking has its index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from reads.core.read import LoggedRead
from reads.log.read_versions import any_case, reads_by_keys
from reads.log.tables import ReadVersionRow
from reads.log.undone_imports import standing_imports

_ROW = ReadVersionRow
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place in the order of signing: the stored time, and the version's number where several were signed then."""

    signed_at: str
    number: int


@dataclass(frozen=True, slots=True)
class ReadsAsked:
    """Which reads: signed in [start, end) as stored, of these; None and empty leave it open. `readers` are their words."""

    start: str = ""
    end: str = ""
    facility: str = ""
    readers: Collection[str] = ()
    batch: int | None = None
    accession: str = ""

    def conditions(self) -> Iterator[Any]:
        """As conditions on the versions."""
        if self.start:
            yield col(_ROW.signed_at) >= self.start
        if self.end:
            yield col(_ROW.signed_at) < self.end
        if self.facility:
            yield col(_ROW.facility).in_(any_case(self.facility.strip()))
        if self.readers:
            yield col(_ROW.radiologist).in_(sorted({form for word in self.readers for form in any_case(word)}))
        if self.batch is not None:
            yield col(_ROW.import_id) == self.batch
        if self.accession:
            yield col(_ROW.accession).in_(any_case(self.accession.strip()))


def place_of(session: Session, number: int) -> PagePlace | None:
    """The place of the version of that number; None where there is none."""
    found = session.get(_ROW, number)
    return None if found is None else PagePlace(found.signed_at, number)


def in_order(
    session: Session, asked: ReadsAsked, after: PagePlace | None = None, at_once: int = _AT_ONCE
) -> Iterator[list[tuple[PagePlace, LoggedRead]]]:
    """The reads in their current versions, those that fit, in the order of signing; some at a time, until there are no more."""
    wanted = [*asked.conditions(), standing_imports(session, col(_ROW.import_id))]
    signed, number = col(_ROW.signed_at), col(_ROW.id)
    while True:
        query = select(signed, number, col(_ROW.read_key)).where(*wanted)
        if after is not None:
            later = and_(signed == after.signed_at, number > after.number)
            query = query.where(signed >= after.signed_at, or_(signed > after.signed_at, later))
        rows = session.execute(query.order_by(signed, number).limit(at_once)).all()
        if not rows:
            return
        current = reads_by_keys(session, {row[2] for row in rows})
        yield [
            (PagePlace(row[0], row[1]), current[row[2]])
            for row in rows
            if row[2] in current and (current[row[2]].version_id == row[1] or asked.batch is not None)
        ]
        if len(rows) < at_once:
            return
        after = PagePlace(rows[-1][0], rows[-1][1])
