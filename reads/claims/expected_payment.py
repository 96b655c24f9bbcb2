"""Whether a payer paid as much as was expected of it (`expected_percent` of payers.csv). Pure but for `load`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from reads.claims.ledger.payer_decisions import ClaimAccount, ClaimState
from reads.core.money import Money
from reads.directory.load_directory import load_directory


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of each payer, as a percentage of what it was charged; nothing of those that aren't named."""

    percents: Mapping[str, Decimal]

    @classmethod
    def load(cls, session: Session) -> Expectation:
        """As payers.csv says."""
        payers = load_directory(session, ("payers",)).payers.values()
        return cls({each.id: each.expected_percent for each in payers if each.expected_percent is not None})

    def below(self, payer: str, account: ClaimAccount) -> str:
        """What is wrong with the payment of a claim, in words; empty where nothing is, or nothing was expected.

        What payer and patient owe together is held against it: a deductible is no low payment.
        """
        percent = self.percents.get(payer)
        if percent is None or account.state not in {ClaimState.PAID, ClaimState.ADJUSTED}:
            return ""
        allowed = account.paid + account.patient
        if allowed.minor * 100 >= percent * account.charge.minor:
            return ""
        expected = Money.rounded(account.charge.amount * percent / 100)
        return f"{allowed} allowed of {account.charge}, below the {percent} percent of {payer} ({expected})"
