"""What a change of books or releases would do to issued months: reckoned in a snapshot, with the change on trial (spec 1, 8.1).

foresee    the months before the change, and after it; nothing is stored, and no lock is held
holds      whether it still says so, for who alone writes
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from invoicing.closing.adjustments_due import Reckoner
from invoicing.closing.applied_zones import applied_zones
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.month_to_close import Known
from invoicing.closing.months_to_recheck import FEE_TABLES, known_now, months_concerned
from invoicing.closing.repricing import Repriced, changed
from invoicing.contracts.tables import ContractVersionRow, HolidayCalendarRow
from invoicing.papers import closings
from invoicing.papers.outside_data import moved_data
from invoicing.papers.repository import last_hash
from reads.core.month import Month
from reads.directory.tables import BookRecordRow
from reads.fees.tables import FeeFactorRow, FeeIndicesRow, FeeReleaseRow, FeeValueRow
from reads.store.on_trial import on_trial

BOOKS = (BookRecordRow, ContractVersionRow, HolidayCalendarRow)
"""What applying the books writes, as far as it decides a price."""

FEES = (FeeFactorRow, FeeIndicesRow, FeeReleaseRow, FeeValueRow)
"""What a file of CMS writes."""

_CHANGED = (*(row.__tablename__ for row in BOOKS), *FEE_TABLES)


@dataclass(frozen=True, slots=True)
class _State:
    """What it was reckoned on, but for the reads: books, releases, what is installed, and the paper issued last."""

    books: Mapping[str, tuple[int, int]]
    installed: tuple[object, ...]
    last: str

    @classmethod
    def now(cls, session: Session) -> _State:
        known = known_now(session)
        books = {name: known[name] for name in _CHANGED}
        return cls(books, tuple(moved_data(session)), last_hash(session))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The issued months that cost something else by a change, and the state of everything that they were reckoned on."""

    months: tuple[Repriced, ...]
    state: _State
    known: Known
    ground: Ground | None
    closed: Mapping[str, Collection[Month]]


def foresee(session: Session, change: Callable[[Session], bool], written: Collection[Any]) -> Foreseen:
    """What the change, which writes to these tables and says whether it may concern a price, does to issued months.

    The months as they are are priced in the time zones that the books were applied with, whatever tzdata is installed by now.
    """
    state, known, closed = _State.now(session), known_now(session), closings.closed_months(session)
    if not closed:
        return Foreseen((), state, known, None, closed)
    with on_trial(session, written):
        after = Reckoner.load(session).costs(closed) if change(session) else None
    if after is None:
        return Foreseen((), state, known, None, closed)
    reckoner = Reckoner.load(session)
    ground = reckoner.ground
    reckoner.ground = ground.in_zones(applied_zones(session))
    return Foreseen(tuple(changed(reckoner.costs(closed), after)), state, known, ground, closed)


def holds(session: Session, found: Foreseen) -> bool:
    """Whether nothing that it was reckoned on has moved since; reads that came for other months don't matter."""
    if _State.now(session) != found.state:
        return False
    return found.ground is None or not months_concerned(session, found.ground, found.closed, found.known)
