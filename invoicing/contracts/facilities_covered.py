"""Which facilities a contract covers, and when: the client's, while they are the client's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invoicing.contracts.model import Contract
from reads.directory.directory import Directory
from reads.directory.model import Facility

Span = tuple[date, date]
"""Days, half-open."""


def life(contract: Contract) -> Span:
    """The contract's days."""
    return contract.effective, contract.until or date.max


def covered(contract: Contract, directory: Directory) -> Iterator[tuple[Facility, Span]]:
    """Each directory row that the contract covers, with the days on which it does."""
    for rows in directory.facilities.values():
        for row in rows:
            if row.client != contract.client or (contract.facilities and row.id not in contract.facilities):
                continue
            days = common(life(contract), (row.starts or date.min, row.ends or date.max))
            if days:
                yield row, days


def common(one: Span, other: Span) -> Span | None:
    """The days that are in both, None for none."""
    starts, ends = max(one[0], other[0]), min(one[1], other[1])
    return (starts, ends) if starts < ends else None
