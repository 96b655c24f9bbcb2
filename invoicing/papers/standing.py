"""Where contracts stand before one of their months is closed: what is issued, what is open, what came late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from invoicing.contracts.contract import AppliedContract, Contract
from invoicing.papers import repository
from invoicing.papers.closing import IssuedPaper, Standing
from reads.core.month import Month
from reads.core.times import stored
from reads.directory.directory import Directory

_MONTHS_BACK = 24
"""How far back earlier months are looked at."""

_EAST = timedelta(hours=14)
"""By how much a facility's calendar may be ahead of UTC: what was signed so late in a month may belong to the next."""

_Kinds = Mapping[Month, set[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Covered:
    """A contract and the facilities it covers."""

    contract: Contract
    facilities: frozenset[str]

    def has(self, facility: str, read_type: str) -> bool:
        """Whether it might bill such a read."""
        return facility in self.facilities and read_type in self.contract.bill


def standings(
    session: Session, contracts: Sequence[AppliedContract], directory: Directory, month: Month
) -> dict[str, Standing]:
    """How each contract stands, by its id, before the month is closed."""
    closed = repository.closings(session, [applied.contract.id for applied in contracts])
    covered = [_Covered(applied.contract, _facilities(applied.contract, directory)) for applied in contracts]
    opened = {each.contract.id: _unclosed(each.contract, closed[each.contract.id], month) for each in covered}
    kinds = _kinds(session, {open_month for months in opened.values() for open_month in months}, month)
    return {
        each.contract.id: _standing(session, each, closed[each.contract.id], opened[each.contract.id], kinds, month)
        for each in covered
    }


def _standing(
    session: Session,
    covered: _Covered,
    closed: Mapping[Month, IssuedPaper],
    opened: Sequence[Month],
    kinds: _Kinds,
    month: Month,
) -> Standing:
    contract = covered.contract
    previous = closed.get(month.previous())
    first = min(closed, default=month)
    return Standing(
        issued=closed.get(month),
        previous=previous,
        previous_reads=repository.count_of_reads(session, previous.id) if previous else 0,
        to_date=repository.to_date(session, contract.id, contract.currency) if contract.not_to_exceed else None,
        open_months=tuple(
            open_month
            for open_month in opened
            if first < open_month or any(covered.has(*kind) for kind in kinds[open_month])
        ),
        late=_late(session, covered, closed, month),
    )


def _facilities(contract: Contract, directory: Directory) -> frozenset[str]:
    if contract.facilities:
        return contract.facilities
    return frozenset(
        facility
        for facility, rows in directory.facilities.items()
        if any(row.client == contract.client for row in rows)
    )


def _unclosed(contract: Contract, closed: Mapping[Month, IssuedPaper], month: Month) -> list[Month]:
    """The earlier months of the contract's life that were not closed, the earliest first."""
    found, earlier = [], month.previous()
    for _ in range(_MONTHS_BACK):
        if earlier.end <= contract.effective:
            break
        if earlier not in closed and (contract.until is None or earlier.first < contract.until):
            found.append(earlier)
        earlier = earlier.previous()
    return found[::-1]


def _kinds(session: Session, months: set[Month], before: Month) -> _Kinds:
    """Which facilities have which types of reads in each of the months; asks only from the log's first on."""
    first = repository.first_signed(session)
    if first is None:
        return {month: set() for month in months}
    return {
        month: repository.kinds_of_reads(session, _instant(month.first), _instant(month.end, early=_EAST))
        if _instant(month.end) > first
        else set()
        for month in months
    }


def _late(
    session: Session, covered: _Covered, closed: Mapping[Month, IssuedPaper], month: Month
) -> tuple[tuple[Month, int], ...]:
    """Reads of closed months that came in after the latest of them was issued."""
    earlier = [paper for paper in closed.values() if paper.month < month]
    if not earlier:
        return ()
    newest = max(earlier, key=lambda paper: paper.id)
    counts: dict[Month, int] = {}
    for (facility, read_type, signed), count in repository.came_after(
        session, newest.id, _instant(month.first, early=_EAST)
    ).items():
        when = Month.parse(signed)
        if when in closed and covered.has(facility, read_type):
            counts[when] = counts.get(when, 0) + count
    return tuple(sorted(counts.items()))


def _instant(day: object, *, early: timedelta = timedelta()) -> str:
    return stored(datetime.combine(day, time(), UTC) - early)  # type: ignore[arg-type]
