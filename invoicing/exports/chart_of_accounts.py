"""The chart of accounts that exports post to: what a line is, and which of the group's accounts takes it.

An account is written "4000 Read Income": a number, where the product asks for one, and a name; either alone will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

from invoicing.papers.paper import BillTo, PaperLine
from invoicing.pricing.priced_month import LineKind
from reads.directory.setting_keys import ACCOUNT_NAMES, EXPORT_MAPPINGS, HOME_CURRENCY


class Role(StrEnum):
    """What an account is for; the settings of [accounts] have these names."""

    RECEIVABLE = "receivable"
    UNBILLED = "unbilled"
    CASH = "cash"
    UNAPPLIED = "unapplied"
    TAX = "tax"
    REVENUE = "revenue"
    SURCHARGES = "surcharges"
    MINIMUMS = "minimums"
    FEES = "fees"
    CREDITS = "credits"
    WRITE_OFFS = "write_offs"
    DISCOUNTS = "discounts"
    INSURANCE_RECEIPTS = "insurance_receipts"
    INSURANCE_ADJUSTMENTS = "insurance_adjustments"


_ROLES = {
    LineKind.READS: Role.REVENUE,
    LineKind.SURCHARGE: Role.SURCHARGES,
    LineKind.TIER: Role.REVENUE,
    LineKind.TURNAROUND: Role.CREDITS,
    LineKind.COMPLIANCE: Role.CREDITS,
    LineKind.MAXIMUM: Role.CREDITS,
    LineKind.DISCOUNT: Role.CREDITS,
    LineKind.MINIMUM: Role.MINIMUMS,
    LineKind.FIXED: Role.FEES,
    LineKind.COVERAGE: Role.FEES,
    LineKind.MANUAL: Role.FEES,
    LineKind.PRIOR: Role.REVENUE,
    LineKind.TAX: Role.TAX,
}

_STEP = re.compile(r"(.+?), .+ (?:above|up to) [0-9]+")

_DATES = {"MM/DD/YYYY": "%m/%d/%Y", "DD/MM/YYYY": "%d/%m/%Y", "YYYY-MM-DD": "%Y-%m-%d"}


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One of the group's accounts, by number and name."""

    role: Role
    code: str
    name: str

    @classmethod
    def of(cls, role: Role, text: str) -> LedgerAccount:
        """From "4000 Read Income"; a text without a number, or a number alone, is both."""
        first, _, rest = text.strip().partition(" ")
        if rest and first.replace("-", "").replace(".", "").isdigit():
            return cls(role, first, rest.strip())
        return cls(role, text.strip(), text.strip())


@dataclass(frozen=True, slots=True)
class Chart:
    """The group's accounts, and what its accounting calls rates and clients; built from the settings of [accounts]."""

    names: Mapping[str, str]
    by_rate: Mapping[str, str]
    items: Mapping[str, str]
    customers: Mapping[str, str]
    texts: Mapping[str, str]
    currency: str
    tax_type: str
    dates: str

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Chart:
        """The chart with these settings and the defaults for the rest."""
        names = {name: str(settings.get(name, default)) for name, default in ACCOUNT_NAMES.items()}
        mappings = {name: _mapping(settings.get(name, ())) for name in EXPORT_MAPPINGS}
        return cls(
            names=names,
            by_rate=mappings["by_rate"],
            items=mappings["items"],
            customers=mappings["customers"],
            texts=mappings["texts"],
            currency=str(settings.get("currency", HOME_CURRENCY)),
            tax_type=str(settings.get("tax_type", "Tax Exempt (0%)")),
            dates=str(settings.get("dates", "MM/DD/YYYY")),
        )

    def account(self, role: Role) -> LedgerAccount:
        """The account of that role."""
        return LedgerAccount.of(role, self.names[role.value])

    def account_of(self, line: PaperLine) -> LedgerAccount:
        """The account that a line's amount is posted to: its rate's own where one is set, else that of its kind."""
        role = _ROLES.get(line.of, Role.REVENUE)
        own = _named(self.by_rate, line.clause) if role in {Role.REVENUE, Role.SURCHARGES} else None
        return LedgerAccount.of(role, own) if own else self.account(role)

    def item_of(self, line: PaperLine) -> str:
        """What the accounting calls the product or service of a line: its rate's own name unless it is set."""
        return _named(self.items, line.clause) or rate_of(line.clause)

    def customer(self, client: BillTo) -> str:
        """What the accounting calls a client: its name unless it is set."""
        return self.customers.get(client.id, client.name)

    def customer_id(self, client: BillTo) -> str:
        """Where the accounting asks for an id: the client's own unless it is set."""
        return self.customers.get(client.id, client.id)

    def written(self, text: str) -> str:
        """A text as files have it: with what [accounts] texts puts in the place of letters that they can't hold."""
        for ours, theirs in self.texts.items():
            text = text.replace(ours, theirs)
        return text

    def day(self, day: date) -> str:
        """A date in the order that the accounting reads."""
        return day.strftime(_DATES[self.dates])


def rate_of(name: str) -> str:
    """The rate that a line is of, without the tier's step ("CT head, Volume above 500" is of "CT head")."""
    found = _STEP.fullmatch(name)
    return found[1] if found else name


def _named(names: Mapping[str, str], line: str) -> str | None:
    """What is set for a line, or for the rate that it is a tier's step of ("CT head, Volume above 500")."""
    if line in names:
        return names[line]
    rates = [rate for rate in names if line.startswith(f"{rate}, ")]
    return names[max(rates, key=len)] if rates else None


def _mapping(pairs: object) -> dict[str, str]:
    return dict(cast("Sequence[tuple[str, str]]", pairs))
