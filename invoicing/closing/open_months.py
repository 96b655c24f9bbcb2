"""Where contracts stand before one of their months is closed: what is issued, what comes before it and is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from invoicing.closing.month_to_close import Standing
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.papers import repository
from invoicing.papers.issued_paper import IssuedPaper
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


def standings(
    session: Session, contracts: Sequence[AppliedContract], directory: Directory, month: Month
) -> dict[str, Standing]:
    """How each contract stands, by its id, before the month is closed."""
    closed = repository.closings(session, [applied.contract.id for applied in contracts])
    covered = [_Covered(applied.contract, _facilities(applied.contract, directory)) for applied in contracts]
    opened = {each.contract.id: _unclosed(each.contract, closed[each.contract.id], month) for each in covered}
    kinds = _kinds(session, {each for months in opened.values() for each in months})
    newest = repository.newest_papers(session, list(opened))
    return {
        each.contract.id: replace(
            _standing(session, each.contract, closed[each.contract.id], month),
            newest=newest.get(each.contract.id, 0),
            open_months=_open_months(each, closed[each.contract.id], opened[each.contract.id], kinds),
        )
        for each in covered
    }


def _standing(session: Session, contract: Contract, closed: Mapping[Month, IssuedPaper], month: Month) -> Standing:
    issued, previous = closed.get(month), closed.get(month.previous())
    return Standing(
        issued=issued,
        issued_reads=repository.count_of_reads(session, issued) if issued else 0,
        previous=previous,
        previous_reads=repository.count_of_reads(session, previous) if previous else 0,
        to_date=repository.to_date(session, contract.id, contract.currency) if contract.not_to_exceed else None,
    )


def _open_months(
    covered: _Covered,
    closed: Mapping[Month, IssuedPaper],
    opened: Sequence[Month],
    kinds: Mapping[Month, set[tuple[str, str]]],
) -> tuple[Month, ...]:
    """Earlier months that have reads, or lie between closed ones."""
    return tuple(
        each
        for each in opened
        if any(month < each for month in closed) or any(covered.has(*kind) for kind in kinds[each])
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


def _instant(day: date, *, early: timedelta = timedelta()) -> str:
    return stored(datetime.combine(day, time(), UTC) - early)
