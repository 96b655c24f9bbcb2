"""What an amount of a contract has become by a day, after the escalators that are due (spec 3.4 step 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from invoicing.contracts.model import Contract, Escalator
from reads.core.currency import places_of
from reads.core.money import rounded
from reads.core.month import Month

WRVU_PLACES = 4
"""Prices of a work RVU, and prices with parts of a cent, are kept to so many places; all other amounts to the currency's."""


def price_places(price: Decimal, places: int) -> int:
    """To how many places a price is escalated: the currency's, four where it has parts of its smallest coin."""
    return places if price == rounded(price, places) else max(places, WRVU_PLACES)


def escalated(amount: Decimal, escalators: Iterable[Escalator], day: date, places: int) -> Decimal:
    """The amount after every escalator due by the day, oldest first, each result rounded half away from zero.

    `places` are the currency's, `WRVU_PLACES` for a price of a work RVU. With no escalator due the amount is as written.
    """
    due = sorted((step for step in escalators if step.on <= day), key=lambda step: step.on)
    for step in due:
        amount = rounded(Fraction(amount) * (1 + Fraction(step.percent) / 100), places)
    return amount


def escalated_in(contract: Contract, amount: Decimal, month: Month) -> Decimal:
    """What a contract's amount for a month, a fee, a minimum or a maximum, is in it: by the escalators due on its first day."""
    return escalated(amount, contract.escalators, month.first, places_of(contract.currency))
