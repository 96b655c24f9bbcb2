"""The books come into force: looked at and loaded by the same code, as a whole or not at all (spec 1).

look    what would change, issued months included; nothing is stored
apply   the same, stored; what changes an issued month only with permission
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session

from invoicing.closing.applied_zones import keep_zones
from invoicing.closing.books_on_trial import BOOKS, Foreseen, foresee, holds
from invoicing.closing.repricing import (
    Repriced,
    decides_price,
    other_facilities,
    refuse,
    refuse_another_debtor,
    refuse_withdrawn,
)
from invoicing.closing.third_door import refuse_claimed_finals
from invoicing.contracts.books import AllBooks, Changes
from invoicing.contracts.file.checks import contract_file
from invoicing.contracts.load_contracts import What, apply_contracts
from invoicing.contracts.loaded_holidays import keep_calendars
from invoicing.contracts.repository import load_contracts
from invoicing.papers.errors import FilesVanished
from invoicing.papers.outside_data import MovedData, keep_versions, moved_data
from reads.core.actor_and_moment import By
from reads.core.english import counted, verb_for
from reads.core.findings import Finding, Where
from reads.directory.differences import lost_zeros
from reads.directory.load_directory import book_changes, keep_changes, load_directory
from reads.directory.schema import SORTS
from reads.log.outcome import Counts
from reads.log.words_taught import take_taught
from reads.store.decide_then_record import Deciding
from reads.store.engine import Store
from reads.store.events import Deed, record
from reads.store.on_trial import on_trial


@dataclass(frozen=True, slots=True)
class ApplyPermissions:
    """What the person has agreed to: that issued months cost something else, that rows of files which are gone leave the books."""

    reprice: bool = False
    vanished: bool = False


NOTHING_PERMITTED = ApplyPermissions()


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying the books changed or would change: their rows and contracts, and issued months; false for nothing.

    `facilities` are the contracts with issued months that name other facilities than before; `data` is what is installed in
    another version than the books were last applied with; `taught` counts the rows that waited in quarantine for the meaning
    of a word that the books have now (spec 2.4).
    """

    changes: Changes
    repriced: tuple[Repriced, ...]
    facilities: tuple[Finding, ...]
    data: tuple[MovedData, ...]
    warnings: tuple[Finding, ...]
    vanished: tuple[Finding, ...] = ()
    taught: Counts = field(default_factory=Counts)

    def __bool__(self) -> bool:
        return bool(self.changes or self.data or self.taught.rows)


def look(store: Store, books: AllBooks) -> Applied:
    """What `apply` would change, whatever is permitted; FaultyInput with all faults of the books, IssuedUnder."""
    books.refuse_faulty()
    loading = Loading(books, By("", store.clock.now()))
    with store.read() as session:
        foreseen = loading.foreseen(session)
    with store.write() as session:
        applied = loading.applied(session, foreseen)
        session.rollback()
    return applied


def apply(
    store: Store, books: AllBooks, by: By, permitted: ApplyPermissions = NOTHING_PERMITTED, because: str = ""
) -> Applied:
    """Loads what changed; FaultyInput with all faults, IssuedUnder, or FilesVanished and RepricesIssued without permission.

    What issued months would cost is reckoned while others work (8.1).
    """
    books.refuse_faulty()
    loading = Loading(books, by, because)

    def carry_out(session: Session, foreseen: Foreseen) -> Applied:
        applied = loading.applied(session, foreseen)
        if applied.vanished and not permitted.vanished:
            raise FilesVanished(applied.vanished)
        if not permitted.reprice:
            refuse(applied.repriced, applied.facilities)
        return applied

    return Deciding(loading.foreseen, holds, carry_out).done(store)


@dataclass(frozen=True, slots=True)
class Loading:
    """Books that are to be loaded, by whom and why."""

    books: AllBooks
    by: By
    because: str = ""

    def foreseen(self, session: Session) -> Foreseen:
        """The issued months that cost something else by it; nothing is stored."""
        return foresee(session, self._concerns_price, BOOKS)

    @contextmanager
    def on_trial(self, session: Session) -> Iterator[None]:
        """Within the block the session sees the books as if they were loaded; what waits in quarantine waits on."""
        with on_trial(session, BOOKS):
            self._changes(session)
            yield

    def applied(self, session: Session, foreseen: Foreseen) -> Applied:
        """What the session is about to commit."""
        changes = self._changes(session)
        data = tuple(moved_data(session))
        facilities = tuple(other_facilities(session, changes.contracts))
        keep_versions(session, self.by)
        keep_zones(session, load_directory(session, ("facilities",)), load_contracts(session), self.by)
        warnings = (*self.books.warnings, *lost_zeros(changes.rows))
        vanished = tuple(_vanished(changes, self.books))
        taught = take_taught(session, load_directory(session), self.by)
        return Applied(changes, foreseen.months, facilities, data, warnings, vanished, taught)

    def _concerns_price(self, session: Session) -> bool:
        changes = self._changes(session)
        moved = moved_data(session) or any(each.moved for each in changes.holidays)
        return bool(changes.contracts or moved or any(map(decides_price, changes.rows)))

    def _changes(self, session: Session) -> Changes:
        """What is kept as new versions; refused is what no permission is for."""
        changes = _load(session, self.books, self.by, self.because)
        refuse_another_debtor(session, load_contracts(session) if changes.contracts else ())
        refuse_withdrawn(session, [each.contract for each in changes.contracts if each.what is What.WITHDRAWN])
        refuse_claimed_finals(session, [each.contract for each in changes.contracts])
        return changes


def _vanished(changes: Changes, books: AllBooks) -> Iterator[Finding]:
    """The files of which something was loaded, and which are gone."""
    gone = Counter(change.kind for change in changes.rows if change.verb == "removed")
    for kind, rows in gone.items():
        if kind not in books.books.tables:
            yield _gone(SORTS[kind].file, f"{counted(rows, 'row')} of it {verb_for(rows, 'is', 'are')} loaded")
    for contract in changes.contracts:
        if contract.what is What.WITHDRAWN:
            yield _gone(contract_file(contract.contract), "its contract is in force")


def _gone(file: str, what: str) -> Finding:
    remedy = "put it back (is it under another name?)"
    if file.endswith(".csv"):
        remedy += "; for rows that should go keep the file with its header"
    return Finding("file_vanished", f"the file is gone, and {what}", remedy, Where(file))


def _load(session: Session, books: AllBooks, by: By, because: str) -> Changes:
    """Keeps what changed as new versions.

    The audit log gets an event of the whole, and one of each contract, which is found by the contract's id.
    Applying the same books again changes nothing and records nothing.
    """
    rows = book_changes(session, books.books.contents)
    keep_changes(session, rows, actor=by.actor, at=by.at)
    contracts = apply_contracts(session, books.contracts, actor=by.actor, at=by.at, because=because)
    holidays = keep_calendars(session, books.terms, books.holidays, actor=by.actor, at=by.at)
    changes = Changes(rows, contracts, holidays)
    if changes:
        detail: dict[str, object] = {"counts": changes.counts}
        if changes.remit_to:
            detail["remit_to"] = list(changes.remit_to)
        record(session, Deed("books.applied", "books", detail, because), actor=by.actor, at=by.at)
    return changes
