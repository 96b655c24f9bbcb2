"""Where contracts stand before one of their months is closed: what is issued, what comes before it and is still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.caps import caps_of
from invoicing.closing.gather import gather_at
from invoicing.closing.month_by_door import Routed
from invoicing.closing.month_reads import has_reads_apart, months_of_log
from invoicing.closing.month_to_close import ContractStanding
from invoicing.contracts.contract_of_read import life
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.papers import closings, repository
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.engine import price_month
from reads.core.date_span import DateSpan
from reads.core.month import Month
from reads.fees.release import Releases

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_MONTHS_BACK = 24
"""How far back earlier months are looked at."""

_AT_ONCE = 2
"""So many months are in memory, and gone through once."""


def standings(
    reading: Reading, ground: Ground, contracts: Sequence[AppliedContract], month: Month, routed: Routed
) -> dict[str, ContractStanding]:
    """How each contract stands, by its id, before the month is closed; `routed` are all reads of the month, on that ground."""
    ids = [applied.contract.id for applied in contracts]
    closed, newest = closings.closings(reading, ids), repository.newest_papers(reading, ids)
    unclosed = {
        each.contract.id: _unclosed(life(each.contract), frozenset(closed[each.contract.id]), month)
        for each in contracts
    }
    with_reads = _with_reads(reading, ground, _to_look_at(reading, unclosed, month, routed))
    return {
        contract: replace(
            _standing(reading, each.contract, closed[contract], month),
            newest=newest.get(contract, 0),
            open_months=tuple(
                earlier
                for earlier in unclosed[contract]
                if (with_reads and (contract, earlier) in with_reads)
                or _skipped(each, earlier, closed[contract], ground)
            ),
        )
        for each in contracts
        for contract in (each.contract.id,)
    }


def _to_look_at(
    reading: Reading, unclosed: Mapping[str, Collection[Month]], month: Month, routed: Routed
) -> dict[str, list[Month]]:
    """Those of the months that may have reads: some came along with the month, or were signed when its own were not looked for."""
    wanted = {earlier for months in unclosed.values() for earlier in months}.intersection(months_of_log(reading))
    apart = {earlier for earlier in wanted if has_reads_apart(reading, earlier, month)}
    if not (apart or routed.elsewhere):
        return {}
    return {
        contract: [each for each in months if each in apart or (contract, each) in routed.elsewhere]
        for contract, months in unclosed.items()
    }


def _with_reads(reading: Reading, ground: Ground, unclosed: Mapping[str, Collection[Month]]) -> set[tuple[str, Month]]:
    """The contracts and months that routing sends reads to: whether there is something to bill is asked nowhere else."""
    wanted = sorted({month for months in unclosed.values() for month in months})
    facilities = ground.facilities([contract for contract, months in unclosed.items() if months])
    return {
        key
        for at in range(0, len(wanted), _AT_ONCE)
        for key, reads in gather_at(reading, ground, wanted[at : at + _AT_ONCE], facilities).hospital.items()
        if reads
    }


def _skipped(applied: AppliedContract, month: Month, closed: Collection[Month], ground: Ground) -> bool:
    """Whether it lies behind a closed month, and costs something without a read: a minimum, a fee."""
    if not any(each < month for each in closed):
        return False
    around = Around(worked=ground.directory.coverage.get(applied.contract.id, ()))
    return bool(price_month(applied, month, (), Releases({}), ground.directory.facilities, around).lines)


def _standing(
    reading: Reading, contract: Contract, closed: Mapping[Month, IssuedPaper], month: Month
) -> ContractStanding:
    issued, previous = closed.get(month), closed.get(month.previous())
    return ContractStanding(
        issued=issued,
        issued_reads=repository.count_of_reads(reading, issued) if issued else 0,
        previous=previous,
        previous_reads=repository.count_of_reads(reading, previous) if previous else 0,
        caps=caps_of(reading, contract, month),
    )


@lru_cache
def _unclosed(days: DateSpan, closed: Collection[Month], month: Month) -> tuple[Month, ...]:
    """The earlier months that these days of a contract reach into and that were not closed, the earliest first."""
    found, earlier = [], month.previous()
    for _ in range(_MONTHS_BACK):
        if earlier not in closed and days.overlaps(DateSpan(earlier.first, earlier.end)):
            found.append(earlier)
        earlier = earlier.previous()
    return tuple(reversed(found))
