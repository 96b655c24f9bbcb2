"""What a change of books or releases does to months that are issued: their prices before and after it (spec 1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from invoicing.closing.adjustments_due import Reckoner
from invoicing.contracts.file.checks import contract_file
from invoicing.papers import repository
from invoicing.papers.errors import CurrencyChanged, RepricesIssued
from reads.core.errors import WetreadError
from reads.core.findings import Finding, Where
from reads.core.money import Money
from reads.core.month import Month
from reads.store.engine import Store

Prices = Mapping[tuple[str, Month], Money]

PRICING_KINDS = frozenset({"facilities", "radiologists", "locations", "exams", "coverage"})
"""The files of the directory that decide where a read goes and what it is."""


class IssuedUnder(WetreadError):
    """A contract's file is gone, perhaps renamed, and months were issued under it."""

    code = "issued_under"

    def __init__(self, gone: Mapping[str, Sequence[Month]]) -> None:
        remedy = "put the file back under its name, and end the contract with `until`"
        super().__init__(
            "months were issued under a contract whose file is gone; nothing was loaded",
            f"{remedy}: under another name their reads would be billed a second time",
            [
                Finding(
                    "issued_under",
                    f"{contract}: issued are {', '.join(map(str, months))}",
                    remedy,
                    Where(contract_file(contract)),
                )
                for contract, months in gone.items()
            ],
        )


@dataclass(frozen=True, slots=True)
class Repriced:
    """A contract's issued month that costs something else after a change."""

    contract: str
    month: Month
    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """By how much more."""
        return self.after - self.before

    def __str__(self) -> str:
        more = self.difference
        sign = "+" if more.minor > 0 else ""
        return (
            f"{self.contract}, {self.month.spelled()}: {self.before.printed()} → {self.after.printed()} "
            f"({sign}{more.printed()} {more.currency})"
        )


def repriced(store: Store, session: Session) -> list[Repriced]:
    """The issued months whose prices differ between what is committed and what the session is about to commit."""
    closed = repository.closed_months(session)
    if not closed:
        return []
    with store.read() as committed:
        before = Reckoner.load(committed).prices(closed)
    return changed(before, Reckoner.load(session).prices(closed))


def changed(before: Prices, after: Prices) -> list[Repriced]:
    """The months that have a price before and after, and not the same, by contract and month.

    CurrencyChanged where the two are in different currencies: no paper could put that right.
    """
    both = sorted(before.keys() & after.keys())
    for contract, month in both:
        if before[contract, month].currency != after[contract, month].currency:
            raise CurrencyChanged(contract, month)
    found = [Repriced(contract, month, before[contract, month], after[contract, month]) for contract, month in both]
    return [each for each in found if each.before != each.after]


def refuse(found: Sequence[Repriced]) -> None:
    """RepricesIssued, with a problem a month, where there is any."""
    if found:
        raise RepricesIssued([Finding("repriced", str(each), "--reprice agrees to it") for each in found])


def refuse_withdrawn(session: Session, contracts: Collection[str]) -> None:
    """IssuedUnder where any of these contracts, which are withdrawn, has an issued month: what that was for stays known.

    There is no agreeing to it: the reads of the month would have no contract, or be billed once more under another's name.
    """
    closed = repository.closed_months(session)
    if gone := {contract: closed[contract] for contract in sorted(contracts) if contract in closed}:
        raise IssuedUnder(gone)
