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
from typing import TYPE_CHECKING

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import routes_of
from invoicing.closing.month_to_close import Known
from invoicing.pricing.periods import earlier_months
from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.times import stored
from reads.log.read_versions import reads_by_keys
from reads.routing.route import ToHospital
from reads.store.look_without_orm import is_sqlite, portions, rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.store.look_without_orm import Reading

FEE_TABLES = ("fee_factors", "fee_indices", "fee_releases")
"""Where each file of CMS that changes a fee leaves a row."""

_TABLES = (
    "adjustments",
    "book_records",
    "cancellations",
    "contract_versions",
    *FEE_TABLES,
    "holiday_calendars",
    "import_undos",
    "read_versions",
    "read_voids",
    "held_releases",
    "void_restores",
)
_MAPS = ("facilities", "exams", "coverage")
_READERS = ("radiologists", "locations")
_ZONES = timedelta(days=2)
_EARLY = "(" + " OR ".join(f"{at} <> '' AND {at} < :end" for at in ("signed_at", "received_at", "exam_at")) + ")"
"""The condition of versions that have a moment before an end."""

_RECENT = 1_000_000
"""How many of the newest ids are counted: more than any one transaction takes while others commit."""

Months = dict[str, set[Month]]


def known_now(reading: Reading) -> dict[str, tuple[int, int]]:
    """How much there is to decide on: numbers that change when any of it does.

    On PostgreSQL a lower id may be committed after a higher one, so that rows are counted too.
    """
    return {table: _extent(reading, table) for table in _TABLES}


def add_settlement(session: Session, contract: str, known: Known, month: Month | None = None) -> None:
    """Records that all closed months of the contract, or the one, are right by what was known."""
    from invoicing.papers.tables import SettlementRow

    row = SettlementRow(contract=contract, month=str(month or ""), known=json.dumps(dict(known), sort_keys=True))
    session.add(row)
    session.flush()


def unsettled(reading: Reading, ground: Ground, closed: Mapping[str, Collection[Month]]) -> Months:
    """Of these closed months of each contract, those that may cost something else than was billed for them."""
    found: Months = {contract: set() for contract in closed}
    watch = _Watch(reading, ground)
    for contract, months in closed.items():
        settled = _settlements(reading, contract) if months else {}
        for known, since in _by_known(months, settled).items():
            found[contract] |= set(since) if known is None else watch.concerned(contract, since, known)
    return found


def months_concerned(reading: Reading, ground: Ground, closed: Mapping[str, Collection[Month]], known: Known) -> Months:
    """Of these closed months of each contract, those that something concerns that came since that much was known."""
    watch, text = _Watch(reading, ground), json.dumps(dict(known), sort_keys=True)
    found = {contract: watch.concerned(contract, months, text) for contract, months in closed.items()}
    return {contract: months for contract, months in found.items() if months}


def _by_known(months: Iterable[Month], settled: Mapping[str, str]) -> dict[str | None, list[Month]]:
    """The months by what was known when they were last right, None for those that never were recorded to be."""
    found: dict[str | None, list[Month]] = {}
    for month in months:
        found.setdefault(settled.get(str(month), settled.get("")), []).append(month)
    return found


def _settlements(reading: Reading, contract: str) -> dict[str, str]:
    """The newest settlement of all months (under an empty text), and those of single months after it."""
    query = "SELECT month, known FROM settlements WHERE contract = :contract ORDER BY id"
    found: dict[str, str] = {}
    for month, known in rows(reading, query, contract=contract):
        if not month:
            found.clear()
        found[month] = known
    return found


def _extent(reading: Reading, table: str, up_to: int | None = None) -> tuple[int, int]:
    """The newest id up to one, and the rows up to it; SQLite's ids are committed in their order, so none are counted."""
    newest, bound = f"SELECT max(id) FROM {table}", {} if up_to is None else {"up_to": up_to}  # noqa: S608 - our names
    [(top,)] = rows(reading, newest + (" WHERE id <= :up_to" if bound else ""), **bound)
    top = top or 0
    if is_sqlite(reading):
        return top, 0
    counted = f"SELECT count(*) FROM {table} WHERE id > :from AND id <= :top"  # noqa: S608 - our names
    [(count,)] = rows(reading, counted, **{"from": top - _RECENT, "top": top})
    return top, count


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

    def __init__(self, reading: Reading, ground: Ground) -> None:
        self.reading = reading
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
        late = any(_extent(self.reading, table, then[table][0]) != then[table] for table in _TABLES)
        newest = {name: pair[0] for name, pair in then.items()}
        kinds = self._kinds(newest)
        contracts = self._newer("contract", "contract_versions", newest)
        cancelled = self._cancelled(newest)
        clients = {each.contract.client for each in self.ground.contracts if each.contract.id in contracts}
        return _Since(
            everything=late or bool(kinds & {*_MAPS, *(f"{kind} changed" for kind in _READERS)}),
            clients=frozenset(clients),
            contracts=frozenset(contracts | cancelled),
            values=any(self._newer("id", table, newest) for table in FEE_TABLES),
            calendars=frozenset(self._newer("name", "holiday_calendars", newest)),
            keys=frozenset(self._keys(newest, last, unread=bool(kinds & set(_READERS)))),
        )

    def _newer(self, column: str, table: str, newest: Mapping[str, int]) -> set[str]:
        """What the newer rows of a table have in a column."""
        query = f"SELECT DISTINCT {column} FROM {table} WHERE id > :newest"  # noqa: S608 - our names
        return {said for (said,) in rows(self.reading, query, newest=newest[table])}

    def _kinds(self, newest: Mapping[str, int]) -> set[str]:
        """Which files of the directory have new rows; a reader's that was there before is marked as changed."""
        query = "SELECT DISTINCT kind, version FROM book_records WHERE id > :newest"
        return {
            f"{kind} changed" if kind in _READERS and version > 1 else kind
            for kind, version in rows(self.reading, query, newest=newest["book_records"])
        }

    def _cancelled(self, newest: Mapping[str, int]) -> set[str]:
        """The contracts of invoices that were cancelled: what these carried of other months is open again."""
        query = "SELECT contract FROM papers WHERE id IN (SELECT paper_id FROM cancellations WHERE id > :newest)"
        return {contract for (contract,) in rows(self.reading, query, newest=newest["cancellations"])}

    def _keys(self, newest: Mapping[str, int], last: Month, *, unread: bool) -> Iterator[str]:
        """The reads that came, changed, were voided, released or taken back, and may belong to a month up to the last."""
        end = stored(datetime.combine(last.end, time(), UTC) + _ZONES)
        new = f"SELECT DISTINCT read_key FROM read_versions WHERE id > :newest AND (version > 1 OR {_EARLY})"  # noqa: S608
        yield from self._column(new, newest=newest["read_versions"], end=end)
        for table in ("read_voids", "held_releases"):
            yield from self._newer("read_key", table, newest)
        yield from self._taken_back(newest)
        adjusted = "SELECT read_key FROM adjusted_reads WHERE adjustment_id > :newest"
        yield from self._column(adjusted, newest=newest["adjustments"])
        if unread:
            takes_finals = any(each.contract.finals for each in self.ground.contracts)
            query = (
                f"SELECT DISTINCT read_key FROM read_versions r WHERE {_EARLY} AND (:finals OR read_type <> :final) "  # noqa: S608
                "AND NOT EXISTS (SELECT 1 FROM billed_reads WHERE read_key = r.read_key)"
            )
            yield from self._column(query, end=end, finals=takes_finals, final=ReadType.FINAL.value)

    def _taken_back(self, newest: Mapping[str, int]) -> Iterator[str]:
        """The reads of imports that were undone, and those whose void was taken back."""
        undone = "import_id IN (SELECT import_id FROM import_undos WHERE id > :newest)"
        for table in ("read_versions", "read_voids"):
            query = f"SELECT DISTINCT read_key FROM {table} WHERE {undone}"  # noqa: S608 - our names
            yield from self._column(query, newest=newest["import_undos"])
        restored = "SELECT read_key FROM read_voids WHERE id IN (SELECT void_id FROM void_restores WHERE id > :newest)"
        yield from self._column(restored, newest=newest["void_restores"])

    def _column(self, query: str, **values: object) -> list[str]:
        """The first column of what is found."""
        return [row[0] for row in rows(self.reading, query, **values)]

    def _months_of(self, keys: frozenset[str]) -> set[tuple[str, Month]]:
        """The contracts and months that bill these reads by now, or have billed them."""
        query = (
            "SELECT DISTINCT p.contract, b.month FROM billed_reads b JOIN papers p ON p.id = b.paper_id "
            "WHERE b.read_key IN :some"
        )
        found: set[tuple[str, Month]] = set()
        for some in portions(sorted(keys)):
            routes = routes_of(self.reading, reads_by_keys(self.reading, some).values(), self.ground)
            found |= {(each.terms.contract, each.terms.month) for each in routes if isinstance(each, ToHospital)}
            billed = rows(self.reading, query, some=some)
            found |= {(contract, Month.parse(month)) for contract, month in billed}
        return found
