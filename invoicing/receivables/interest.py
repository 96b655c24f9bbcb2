"""Late interest as it is shown beside an account, never added to it (spec 4.2).

Simple interest by the day: what was open at the end of the day before × percent a month × 12 / 365, from the day after
the due date on, rounded once, half away from zero. The payer's own day decides what was open when (spec 4.8).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.receivables.account import Account, Balance
from invoicing.receivables.aging import open_papers_on
from reads.core.money import Money, round_half_away
from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_DAYS = 365
_MONTHS = 12


def late_interest(balance: Balance, due_on: date, day: date, percent_per_month: Decimal) -> int:
    """What a paper bears up to the end of the day, in minor units."""
    ends = [due_on, *(moved for moved, _ in balance.movements if due_on < moved < day), day]
    open_days = sum(balance.on(first) * (last - first).days for first, last in pairwise(ends) if first < last)
    return round_half_away(Fraction(percent_per_month) * _MONTHS * open_days / (100 * _DAYS))


def interest_on(account: Account, day: date, percents: Mapping[int, Decimal]) -> dict[int, Money]:
    """The late interest on each open paper whose contract has any, by the paper's id."""
    found = {
        each.paper.id: late_interest(
            account.owed_by_payers_days(each.paper), each.paper.due_on, day, percents[each.paper.id]
        )
        for each in open_papers_on(account, day)
        if each.late and each.paper.id in percents
    }
    return {paper: Money(minor, account.currency) for paper, minor in found.items() if minor}


def interest_percents(reading: Reading, papers: Iterable[int]) -> dict[int, Decimal]:
    """The percent of late interest a month that the papers' contracts agree on, by the papers' ids.

    That of the contract's version that a paper was issued under; none where that can't be read any more.
    """
    query = "SELECT id, contract, snapshot FROM papers WHERE id IN :papers"
    issued = [row for some in portions(papers) for row in rows(reading, query, papers=some)]
    agreed: dict[tuple[str, int], Decimal | None] = {}
    found: dict[int, Decimal] = {}
    for paper, contract, snapshot in issued:
        version = (contract, int(json.loads(snapshot)["contract_version"]))
        if version not in agreed:
            agreed[version] = _agreed(reading, *version)
        percent = agreed[version]
        if percent is not None:
            found[paper] = percent
    return found


def _agreed(reading: Reading, contract: str, version: int) -> Decimal | None:
    from invoicing.contracts.repository import load_version

    try:
        return load_version(reading, contract, version).contract.interest_percent_per_month
    except (NoSuchContract, UnreadableContract):
        return None
