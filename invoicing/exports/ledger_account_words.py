"""What beancount and hledger share: an account's words in their five roots, and texts that break no line."""

from __future__ import annotations

import re
import unicodedata

from invoicing.exports.chart_of_accounts import Role, rate_of
from invoicing.exports.journal import Posting

ROOTS = {
    Role.RECEIVABLE: "Assets",
    Role.UNBILLED: "Assets",
    Role.CASH: "Assets",
    Role.UNAPPLIED: "Liabilities",
    Role.TAX: "Liabilities",
    Role.REVENUE: "Income",
    Role.SURCHARGES: "Income",
    Role.MINIMUMS: "Income",
    Role.FEES: "Income",
    Role.CREDITS: "Income",
    Role.WRITE_OFFS: "Expenses",
    Role.DISCOUNTS: "Income",
    Role.INSURANCE_RECEIPTS: "Income",
    Role.INSURANCE_ADJUSTMENTS: "Income",
}
BY_RATE = frozenset({Role.REVENUE, Role.SURCHARGES, Role.FEES, Role.CREDITS})
BY_CLIENT = frozenset({Role.RECEIVABLE, Role.UNAPPLIED, Role.UNBILLED})


def words_of(posting: Posting, client: str) -> tuple[str, ...]:
    """The account's words: root, name, then the client where it is owed by one, the rate where one earned it."""
    role = posting.account.role
    found = [ROOTS[role], *posting.account.name.split(":")]
    if role in BY_CLIENT:
        found.append(client)
    elif role in BY_RATE and posting.rate:
        found.append(rate_of(posting.rate))
    return tuple(found)


def bare(text: str) -> str:
    """Letters, digits and hyphens, each word capital: a part of an account's name in beancount."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return "-".join(word[0].upper() + word[1:] for word in words) or "X"
