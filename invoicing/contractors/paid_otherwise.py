"""Payments in a currency in which no agreement with the reader pays: the year's list would add them up as they stand. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.hours_and_payments import PAYMENTS, ReaderPayment
from reads.core.english import listed
from reads.core.findings import Finding, Severity, Where


def paid_otherwise(payments: Iterable[ReaderPayment], agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """A warning for the first such payment of a reader in each currency; a reader without an agreement is paid in any."""
    agreed: defaultdict[str, set[str]] = defaultdict(set)
    for one in agreements:
        agreed[one.radiologist].add(one.paid_in)
    told: set[tuple[str, str]] = set()
    for each in payments:
        currencies, key = agreed[each.radiologist], (each.radiologist, each.amount.currency)
        if currencies and each.amount.currency not in currencies and key not in told:
            told.add(key)
            message = (
                f"{each.radiologist} was paid {each.amount.printed()} {each.amount.currency} on {each.paid_on}, "
                f"and is paid in {listed(sorted(currencies))} by agreement"
            )
            where = Where(PAYMENTS.file, 0, 0, "currency")
            yield Finding("paid_otherwise", message, "correct the currency, if it is another", where, Severity.WARNING)
