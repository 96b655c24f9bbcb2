"""Where contracts stand before one of their months is closed: what is issued, what is open, what came late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

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


@dataclass(frozen=True, slots=True)
class _Covered:
    """A contract and the facilities it covers."""

    contract: Contract
    facilities: frozenset[str]

    def has(self, facility: str, read_type: str) -> bool:
        """Whether it might bill such a read."""
        return facility in self.facilities and read_type in self.contract.bill


@dataclass(frozen=True, slots=True)
class _Log:
    """What the log holds of earlier months: kinds of reads by open month, and what came in late, counted."""

    kinds: Mapping[Month, set[tuple[str, str]]]
    late: Mapping[tuple[str, str, str], int]


def standings(
    session: Session, contracts: Sequence[AppliedContract], directory: Directory, month: Month
) -> dict[str, Standing]:
    """How each contract stands, by its id, before the month is closed."""
    closed = repository.closings(session, [applied.contract.id for applied in contracts])
    covered = [_Covered(applied.contract, _facilities(applied.contract, directory)) for applied in contracts]
    opened = {each.contract.id: _unclosed(each.contract, closed[each.contract.id], month) for each in covered}
    log = _Log(
        kinds=_kinds(session, {each for months in opened.values() for each in months}),
        late=_late(session, closed, month),
    )
    return {
        each.contract.id: _standing(session, each, closed[each.contract.id], opened[each.contract.id], log, month)
        for each in covered
    }


def _standing(
    session: Session,
    covered: _Covered,
    closed: Mapping[Month, IssuedPaper],
    opened: Sequence[Month],
    log: _Log,
    month: Month,
) -> Standing:
    contract, first = covered.contract, min(closed, default=month)
    issued, previous = closed.get(month), closed.get(month.previous())
    late: Counter[Month] = Counter()
    for (facility, read_type, signed), count in log.late.items():
        if Month.parse(signed) in closed and covered.has(facility, read_type):
            late[Month.parse(signed)] += count
    return Standing(
        issued=issued,
        issued_reads=repository.count_of_reads(session, issued.id) if issued else 0,
        previous=previous,
        previous_reads=repository.count_of_reads(session, previous.id) if previous else 0,
        to_date=repository.to_date(session, contract.id, contract.currency) if contract.not_to_exceed else None,
        open_months=tuple(
            each for each in opened if first < each or any(covered.has(*kind) for kind in log.kinds[each])
        ),
        late=tuple(sorted(late.items())),
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


def _kinds(session: Session, months: set[Month]) -> dict[Month, set[tuple[str, str]]]:
    """Which facilities have which types of reads in each of the months; asks only from the log's first on."""
    first = repository.first_signed(session)
    return {
        month: repository.kinds_of_reads(session, _instant(month.first), _instant(month.end, early=_EAST))
        if first is not None and _instant(month.end) > first
        else set()
        for month in months
    }


def _late(
    session: Session, closed: Mapping[str, Mapping[Month, IssuedPaper]], month: Month
) -> dict[tuple[str, str, str], int]:
    """Unbilled reads of before this month that came in since the last closings, counted."""
    last = [
        max(papers.values(), key=lambda paper: paper.id).id
        for papers in closed.values()
        if any(each < month for each in papers)
    ]
    versions = [version for paper in last if (version := repository.last_version_on(session, paper)) is not None]
    if not versions:
        return {}
    return repository.unbilled_since(session, min(versions), _instant(month.first, early=_EAST))


def _instant(day: date, *, early: timedelta = timedelta()) -> str:
    return stored(datetime.combine(day, time(), UTC) - early)
