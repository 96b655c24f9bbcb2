"""A year's list for the accountant: what was paid, by the day of payment, and what was done where. No advice.

The threshold of form 1099-NEC is 600.00 for payments up to 2025 and 2,000.00 after 31 December 2025 (Pub. L. 119-21),
indexed from 2027 on: later years are compared with 2,000.00, and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from invoicing.contractors.books import Arrangements
from invoicing.contractors.errors import BadYear
from invoicing.contractors.hours_and_payments import ReaderPayment
from invoicing.contractors.statement import UNKNOWN, PayStatement, payroll
from invoicing.contractors.tax_form import TaxForm
from reads.core.money import Money
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.directory.model import FOREIGN_FORMS, Radiologist

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_INDEXED_FROM = 2027
_RAISED_IN = 2026


@dataclass(frozen=True, slots=True)
class YearPlace:
    """What a reader did in a country in the year, and earned by it in one currency."""

    country: str
    reads: int
    hours: Decimal
    earned: Money


@dataclass(frozen=True, slots=True)
class YearRow:
    """One reader's year; `paid` and `places` have an entry a currency, and a country."""

    radiologist: str
    name: str
    form: TaxForm
    paid: tuple[Money, ...]
    places: tuple[YearPlace, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The year's rows, by reader, and what 1099-NEC's threshold was taken to be."""

    year: int
    threshold: Money
    indexed: bool
    rows: tuple[YearRow, ...]


def threshold_of(year: int) -> Money:
    """From what sum of payments in a year on a form 1099-NEC is due; from 2027 on the figure before it is indexed."""
    return Money.of("2000.00" if year >= _RAISED_IN else "600.00")


def year_of(reading: Reading, arrangements: Arrangements, year: int) -> Year:
    """Every reader with an agreement in force in the year, or a payment."""
    months = [Month(year, number) for number in range(1, 13)]
    statements = [each for month in months for each in payroll(reading, arrangements, month).statements]
    payments = [each for each in arrangements.payments if each.paid_on.year == year]
    directory = load_directory(reading, ("radiologists",))
    readers = sorted({each.radiologist.id for each in statements} | {each.radiologist for each in payments})
    threshold = threshold_of(year)
    rows = [
        _row(
            directory.radiologists[reader],
            _form(directory.radiologists[reader], arrangements),
            [each for each in statements if each.radiologist.id == reader],
            [each for each in payments if each.radiologist == reader],
            threshold,
        )
        for reader in readers
    ]
    return Year(year, threshold, year >= _INDEXED_FROM, tuple(rows))


def _form(radiologist: Radiologist, arrangements: Arrangements) -> TaxForm:
    """The form on file, with its day where any of the reader's agreements has one; of several the last."""
    days = [each.tax_form_signed for each in arrangements.agreements if each.radiologist == radiologist.id]
    return TaxForm(radiologist.tax_form, max((day for day in days if day), default=None))


def _row(
    radiologist: Radiologist,
    form: TaxForm,
    statements: Sequence[PayStatement],
    payments: Sequence[ReaderPayment],
    threshold: Money,
) -> YearRow:
    paid: dict[str, Money] = {}
    for payment in payments:
        currency = payment.amount.currency
        paid[currency] = paid.get(currency, Money(0, currency)) + payment.amount
    sums = tuple(paid[currency] for currency in sorted(paid))
    places = _places(statements)
    return YearRow(radiologist.id, radiologist.name, form, sums, places, _lists(form, sums, places, threshold))


def _places(statements: Iterable[PayStatement]) -> tuple[YearPlace, ...]:
    """The months' places added up, by country and currency."""
    found: dict[tuple[str, str], YearPlace] = {}
    for place in (place for each in statements for place in each.places):
        key = place.country, place.amount.currency
        before = found.get(key, YearPlace(place.country, 0, Decimal(0), Money(0, place.amount.currency)))
        found[key] = YearPlace(
            place.country, before.reads + place.reads, before.hours + place.hours, before.earned + place.amount
        )
    return tuple(found[key] for key in sorted(found))


def _lists(form: TaxForm, paid: Sequence[Money], places: Sequence[YearPlace], threshold: Money) -> tuple[str, ...]:
    """The lists that the reader is on."""
    countries = {place.country for place in places}
    dollars = [amount for amount in paid if amount.currency == threshold.currency]
    found = {
        "no_tax_form": not form.kind,
        "1099_nec": form.kind == "W-9" and any(amount >= threshold for amount in dollars),
        "paid_in_other_currency": len(dollars) < len(paid),
        "performed_abroad": bool(countries - {"US", UNKNOWN}),
        "performed_in_us": form.kind in FOREIGN_FORMS and "US" in countries,
        "unknown_place": UNKNOWN in countries,
    }
    return tuple(name for name, holds in found.items() if holds)


def named_year(text: str) -> int:
    """The year that was typed; BadYear for anything but four digits of this century or the last."""
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise BadYear(text)
    return int(text)
