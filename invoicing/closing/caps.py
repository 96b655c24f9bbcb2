"""How near a contract's papers come to what they may not exceed: over its life, and in a contract year (spec 3.1, 3.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from invoicing.contracts.contract_year import year_of
from invoicing.contracts.model import Contract
from invoicing.papers import repository
from reads.core.findings import Finding, Severity
from reads.core.money import Money
from reads.core.month import Month

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

WARN_AT_PERCENT = (90, 80)
"""Shares of a cap at which closing warns, the higher first (spec 3.1)."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap, what was billed towards it so far, and what it is called."""

    key: str
    what: str
    limit: Money
    so_far: Money

    def passed_by(self, more: Money) -> bool:
        """Whether so much more would go past it."""
        return self.so_far + more > self.limit


def caps_of(reading: Reading, contract: Contract, month: Month) -> tuple[Cap, ...]:
    """The caps that a paper of the month counts towards, with the total of all papers that do."""
    if contract.not_to_exceed is None and contract.not_to_exceed_per_year is None:
        return ()
    return caps(contract, month, repository.issued_by_month(reading, contract.id, contract.currency))


def caps(contract: Contract, month: Month, billed: Mapping[Month, Money]) -> tuple[Cap, ...]:
    """The same, of what all papers of each month have billed, taxes and corrections included."""
    nothing, found = Money(0, contract.currency), []
    if contract.not_to_exceed is not None:
        limit = Money.of(contract.not_to_exceed, contract.currency)
        found.append(Cap("not_to_exceed", "its invoices", limit, sum(billed.values(), nothing)))
    if contract.not_to_exceed_per_year is not None:
        year = year_of(contract, month)
        of_year = [amount for each, amount in billed.items() if year_of(contract, each) == year]
        limit = Money.of(contract.not_to_exceed_per_year, contract.currency)
        what = f"its invoices of the year from {year}"
        found.append(Cap("not_to_exceed_per_year", what, limit, sum(of_year, nothing)))
    return tuple(found)


def cap_warnings(contract: str, found: Sequence[Cap], more: Money) -> tuple[Finding, ...]:
    """That so much more comes near a cap, or goes past it; a cap that is passed first."""
    warnings = [_warning(contract, cap, cap.so_far + more) for cap in found]
    return tuple(sorted((each for each in warnings if each), key=lambda each: each.code != "over_cap"))


def _warning(contract: str, cap: Cap, would: Money) -> Finding | None:
    if would > cap.limit:
        return Finding(
            "over_cap",
            f"{contract}: {cap.what} would come to {would.printed()}, past its {cap.key} of {cap.limit.printed()}",
            "agree on a higher one and apply the contract, or issue with --over-cap",
            severity=Severity.WARNING,
        )
    for percent in WARN_AT_PERCENT:
        if would.amount * 100 >= Decimal(percent) * cap.limit.amount:
            return Finding(
                "near_cap",
                f"{contract}: {cap.what} come to {would.printed()}, {percent} % or more of {cap.limit.printed()}",
                f"tell the client before its {cap.key} is used up",
                severity=Severity.WARNING,
            )
    return None
