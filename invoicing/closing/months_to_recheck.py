"""Which closed months must be looked at again: those that something may concern that came since they were last right.

    settlement   contract (and month) -> Known: of each table that months are decided on, its newest id and its rows
    now          Known                -> changes of terms, places and values: all months; else months of the reads concerned

A month that nothing concerns costs what was billed for it, so that closing needn't price a contract's whole past.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col, func, select

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import routes_of
from invoicing.closing.month_to_close import Known
from invoicing.contracts.tables import ContractVersionRow, HolidayCalendarRow
from invoicing.papers.tables import (
    AdjustedReadRow,
    AdjustmentRow,
    BilledReadRow,
    CancellationRow,
    PaperRow,
    SettlementRow,
)
from invoicing.pricing.periods import earlier_months
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.times import stored
from reads.directory.tables import BookRecordRow
from reads.fees.tables import FeeFactorRow, FeeIndicesRow, FeeReleaseRow
from reads.log.repository import reads_by_keys
from reads.log.tables import ImportUndoRow, ReadVersionRow, ReadVoidRow, ReleaseRow, VoidRestoreRow
from reads.routing.route import ToHospital

FEE_TABLES: tuple[Any, ...] = (FeeFactorRow, FeeIndicesRow, FeeReleaseRow)
"""Where each file of CMS that changes a fee leaves a row."""

_TABLES: Mapping[str, Any] = {
    row.__tablename__: row
    for row in (
        AdjustmentRow,
        BookRecordRow,
        CancellationRow,
        ContractVersionRow,
        *FEE_TABLES,
        HolidayCalendarRow,
        ImportUndoRow,
        ReadVersionRow,
        ReadVoidRow,
        ReleaseRow,
        VoidRestoreRow,
    )
}
_MAPS = ("facilities", "exams", "coverage")
_READERS = ("radiologists", "locations")
_ZONES = timedelta(days=2)
_AT_ONCE = 5_000
_RECENT = 1_000_000
"""How many of the newest ids are counted: more than any one transaction takes while others commit."""

Months = dict[str, set[Month]]


def known_now(session: Session) -> dict[str, tuple[int, int]]:
    """How much there is to decide on: numbers that change when any of it does.

    On PostgreSQL a lower id may be committed after a higher one, so that rows are counted too.
    """
    return {name: _extent(session, row, None) for name, row in _TABLES.items()}


def add_settlement(session: Session, contract: str, known: Known, month: Month | None = None) -> None:
    """Records that all closed months of the contract, or the one, are right by what was known."""
    row = SettlementRow(contract=contract, month=str(month or ""), known=json.dumps(dict(known), sort_keys=True))
    session.add(row)
    session.flush()


def unsettled(session: Session, ground: Ground, closed: Mapping[str, Collection[Month]]) -> Months:
    """Of these closed months of each contract, those that may cost something else than was billed for them."""
    found: Months = {contract: set() for contract in closed}
    watch = _Watch(session, ground)
    for contract, months in closed.items():
        settled = _settlements(session, contract) if months else {}
        for known, since in _by_known(months, settled).items():
            found[contract] |= set(since) if known is None else watch.concerned(contract, since, known)
    return found


def months_concerned(session: Session, ground: Ground, closed: Mapping[str, Collection[Month]], known: Known) -> Months:
    """Of these closed months of each contract, those that something concerns that came since that much was known."""
    watch, text = _Watch(session, ground), json.dumps(dict(known), sort_keys=True)
    found = {contract: watch.concerned(contract, months, text) for contract, months in closed.items()}
    return {contract: months for contract, months in found.items() if months}


def _by_known(months: Iterable[Month], settled: Mapping[str, str]) -> dict[str | None, list[Month]]:
    """The months by what was known when they were last right, None for those that never were recorded to be."""
    found: dict[str | None, list[Month]] = {}
    for month in months:
        found.setdefault(settled.get(str(month), settled.get("")), []).append(month)
    return found


def _settlements(session: Session, contract: str) -> dict[str, str]:
    """The newest settlement of all months (under an empty text), and those of single months after it."""
    query = select(SettlementRow).where(SettlementRow.contract == contract).order_by(col(SettlementRow.id))
    found: dict[str, str] = {}
    for row in session.exec(query):
        if not row.month:
            found.clear()
        found[row.month] = row.known
    return found


def _extent(session: Session, row: Any, up_to: int | None) -> tuple[int, int]:
    """The newest id up to one, and the rows up to it; SQLite's ids are committed in their order, so none are counted."""
    newest = select(func.max(row.id))
    top = session.execute(newest if up_to is None else newest.where(row.id <= up_to)).scalar_one() or 0
    if session.get_bind().dialect.name == "sqlite":
        return top, 0
    recent = select(func.count()).select_from(row).where(row.id > top - _RECENT, row.id <= top)
    return top, session.execute(recent).scalar_one()


@dataclass(slots=True)
class _Since:
    """What came after a settlement: everything may have changed for a reason that all reads share, or some reads did."""

    everything: bool
    clients: frozenset[str]
    contracts: frozenset[str]
    values: bool
    calendars: frozenset[str]
    keys: frozenset[str]


class _Watch:
    """Answers for one command; what came since each settlement is asked for once."""

    def __init__(self, session: Session, ground: Ground) -> None:
        self.session = session
        self.ground = ground
        self._since: dict[tuple[str, Month], _Since] = {}
        self._touched: dict[frozenset[str], set[tuple[str, Month]]] = {}

    def concerned(self, contract: str, months: Collection[Month], known: str) -> set[Month]:
        """The months of the contract that something since then concerns."""
        since = self._found(known, max(months))
        terms = next((each.contract for each in self.ground.contracts if each.contract.id == contract), None)
        if terms is None or since.everything or contract in since.contracts or terms.client in since.clients:
            return set(months)
        if (since.values and terms.needs_release) or not since.calendars.isdisjoint(terms.holidays):
            return set(months)
        if since.keys not in self._touched:
            self._touched[since.keys] = self._months_of(since.keys)
        touched = self._touched[since.keys]
        return {
            month
            for month in months
            if any((contract, each) in touched for each in (*earlier_months(terms, month), month))
        }

    def _found(self, text: str, last: Month) -> _Since:
        if (text, last) not in self._since:
            self._since[text, last] = self._look({name: tuple(pair) for name, pair in json.loads(text).items()}, last)
        return self._since[text, last]

    def _look(self, known: Known, last: Month) -> _Since:
        then = {name: known.get(name, (0, 0)) for name in _TABLES}
        late = any(_extent(self.session, row, then[name][0]) != then[name] for name, row in _TABLES.items())
        newest = {name: pair[0] for name, pair in then.items()}
        kinds = self._kinds(newest["book_records"])
        contracts = self._contracts(newest["contract_versions"])
        cancelled = self._cancelled(newest["cancellations"])
        clients = {each.contract.client for each in self.ground.contracts if each.contract.id in contracts}
        return _Since(
            everything=late or bool(kinds & {*_MAPS, *(f"{kind} changed" for kind in _READERS)}),
            clients=frozenset(clients),
            contracts=frozenset(contracts | cancelled),
            values=any(self._any(row, newest[row.__tablename__]) for row in FEE_TABLES),
            calendars=frozenset(self._calendars(newest["holiday_calendars"])),
            keys=frozenset(self._keys(newest, last, unread=bool(kinds & set(_READERS)))),
        )

    def _any(self, row: Any, after: int) -> bool:
        return self.session.execute(select(row.id).where(row.id > after).limit(1)).first() is not None

    def _kinds(self, after: int) -> set[str]:
        """Which files of the directory have new rows; a reader's that was there before is marked as changed."""
        query = select(BookRecordRow.kind, BookRecordRow.version).where(col(BookRecordRow.id) > after).distinct()
        return {
            f"{kind} changed" if kind in _READERS and version > 1 else kind
            for kind, version in self.session.exec(query)
        }

    def _contracts(self, after: int) -> set[str]:
        return set(self.session.exec(select(ContractVersionRow.contract).where(col(ContractVersionRow.id) > after)))

    def _calendars(self, after: int) -> set[str]:
        return set(self.session.exec(select(HolidayCalendarRow.name).where(col(HolidayCalendarRow.id) > after)))

    def _cancelled(self, after: int) -> set[str]:
        """The contracts of invoices that were cancelled: what these carried of other months is open again."""
        query = select(PaperRow.contract).join(CancellationRow, col(CancellationRow.paper_id) == col(PaperRow.id))
        return set(self.session.exec(query.where(col(CancellationRow.id) > after)))

    def _keys(self, newest: Mapping[str, int], last: Month, *, unread: bool) -> Iterator[str]:
        """The reads that came, changed, were voided, released or taken back, and may belong to a month up to the last."""
        end = stored(datetime.combine(last.end, time(), UTC) + _ZONES)
        row = ReadVersionRow
        early = or_(*(and_(col(at) != "", col(at) < end) for at in (row.signed_at, row.received_at, row.exam_at)))
        new = and_(col(row.id) > newest["read_versions"], or_(col(row.version) > 1, early))
        yield from self.session.exec(select(row.read_key).where(new).distinct())
        for table in (ReadVoidRow, ReleaseRow):
            since = newest[str(table.__tablename__)]
            yield from self.session.exec(select(table.read_key).where(col(table.id) > since))
        yield from self._taken_back(newest)
        adjusted = select(AdjustedReadRow.read_key).where(col(AdjustedReadRow.adjustment_id) > newest["adjustments"])
        yield from self.session.exec(adjusted)
        if unread:
            billed = select(BilledReadRow.id).where(col(BilledReadRow.read_key) == col(row.read_key))
            takes_finals = any(each.contract.finals for each in self.ground.contracts)
            kinds = early if takes_finals else and_(col(row.read_type) != ReadType.FINAL.value, early)
            yield from self.session.exec(select(row.read_key).where(kinds, ~billed.exists()).distinct())

    def _taken_back(self, newest: Mapping[str, int]) -> Iterator[str]:
        """The reads of imports that were undone, and those whose void was taken back."""
        undone = select(ImportUndoRow.import_id).where(col(ImportUndoRow.id) > newest["import_undos"])
        for row in (ReadVersionRow, ReadVoidRow):
            yield from self.session.exec(select(row.read_key).where(col(row.import_id).in_(undone)).distinct())
        restored = select(VoidRestoreRow.void_id).where(col(VoidRestoreRow.id) > newest["void_restores"])
        yield from self.session.exec(select(ReadVoidRow.read_key).where(col(ReadVoidRow.id).in_(restored)))

    def _months_of(self, keys: frozenset[str]) -> set[tuple[str, Month]]:
        """The contracts and months that bill these reads by now, or have billed them."""
        found: set[tuple[str, Month]] = set()
        rest = iter(sorted(keys))
        while some := list(islice(rest, _AT_ONCE)):
            routes = routes_of(self.session, reads_by_keys(self.session, some).values(), self.ground)
            found |= {(each.terms.contract, each.terms.month) for each in routes if isinstance(each, ToHospital)}
            billed = (
                select(PaperRow.contract, BilledReadRow.month)
                .join(BilledReadRow, col(BilledReadRow.paper_id) == col(PaperRow.id))
                .where(col(BilledReadRow.read_key).in_(some))
                .distinct()
            )
            found |= {(contract, Month.parse(month)) for contract, month in self.session.exec(billed)}
        return found
