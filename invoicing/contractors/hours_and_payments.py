"""The tables beside the agreements: hours worked and what was paid; exchange rates have a file of their own; all optional (spec 4.5).

agreements/hours.csv       radiologist,date,hours,kind,country      kind is a word of [[hourly.extras]], or empty
agreements/exchange.csv    from,to,on,rate                          1 `from` = `rate` `to`, from that day on
agreements/payments.csv    radiologist,paid_on,amount,currency,month,reference
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from invoicing.contractors.exchange_rates import EXCHANGE
from reads.core.currency import currency_code
from reads.core.findings import Finding, Severity, Wrong
from reads.core.money import Money, parse_decimal
from reads.core.month import Month
from reads.directory import cell_types
from reads.directory.column import Column, Sort, optional
from reads.directory.file_read import FileRead
from reads.directory.read_directory import read_table
from reads.directory.saved_by_spreadsheets import DateOrder
from reads.directory.table_source import TableSource

_PLACES_OF_HOURS = 4
_HOURS_OF_A_DAY = 24
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that a reader worked on a day; `country` is empty for where locations.csv says that he was."""

    radiologist: str
    day: date
    hours: Decimal
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ReaderPayment:
    """What was paid to a reader, and when: taxes go by this day."""

    radiologist: str
    paid_on: date
    amount: Money
    month: Month | None = None
    reference: str = ""


def hours_of_day(text: str) -> Decimal:
    """Hours above 0, at most 24, with at most four places."""
    try:
        found = parse_decimal(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a number of hours", "write it like 8 or 7.5") from None
    if not 0 < found <= _HOURS_OF_A_DAY or -int(found.as_tuple().exponent) > _PLACES_OF_HOURS:
        raise Wrong(f"{text!r} is not the hours of one day", "write one row a day, like 7.5")
    return found


def paid(text: str) -> Decimal:
    """An amount as it was paid; a negative one was taken back."""
    try:
        return parse_decimal(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a plain decimal number", "write digits and a point") from None


def month(text: str) -> Month:
    """A month."""
    try:
        return Month.parse(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a month", "write it like 2026-10") from None


@dataclass(frozen=True, slots=True)
class _PaymentRow:
    """A row of payments.csv, before its amount is one of its currency."""

    radiologist: str
    paid_on: date
    amount: Decimal
    currency: str
    month: Month | None
    reference: str


HOURS = Sort(
    "hours",
    Hours,
    ("radiologist", "date"),
    (
        Column("radiologist", cell_types.identifier, about="An id of directory/radiologists.csv."),
        Column("date", cell_types.day, attribute="day", about="The day worked."),
        Column("hours", hours_of_day, about="Hours of the day, like 7.5."),
        optional("kind", str.casefold, about="A word that an agreement's [[hourly.extras]] ask for."),
        optional("country", cell_types.country, about="Where the reader was; else that of locations.csv."),
    ),
    place="agreements/hours.csv",
    repeats=True,
    about="Hours that readers worked.",
)
PAYMENTS = Sort(
    "payments",
    _PaymentRow,
    ("radiologist", "paid_on"),
    (
        Column("radiologist", cell_types.identifier, about="An id of directory/radiologists.csv."),
        Column("paid_on", cell_types.day, about="The day it was paid: taxes go by it."),
        Column("amount", paid, about="What was paid, in that currency."),
        Column("currency", currency_code, about="Its currency, like USD."),
        optional("month", month, None, about="The month that it pays, like 2026-10."),
        optional("reference", about="What the bank says."),
    ),
    place="agreements/payments.csv",
    repeats=True,
    about="What was paid to readers, and when.",
)
TABLES = (HOURS, EXCHANGE, PAYMENTS)
"""The tables beside the agreements."""


def read_hours(source: bytes | TableSource, order: DateOrder = DateOrder.UNSAID) -> tuple[list[Hours], list[Finding]]:
    """The hours, and every fault of the file; a row with a fault is left out."""
    found = read_table(HOURS, HOURS.kind, source, order)
    return [row.entry for row in found.rows], [*found.sheet.findings, *_too_long_days(found), *_twice(found, "hours")]


def _twice(found: FileRead, column: str) -> Iterable[Finding]:
    """Rows that say what one above them says: counted as often as they stand there, and told."""
    first: dict[object, int] = {}
    for row in found.rows:
        above = first.setdefault(row.entry, row.line.number)
        if above != row.line.number:
            message = f"the same row stands in line {above}: both count"
            remedy = "delete one if it was entered twice, else write what tells them apart"
            yield Finding("row_twice", message, remedy, found.sheet.where(row.line, column), Severity.WARNING)


def _far_apart(found: FileRead) -> Iterable[Finding]:
    """Payments dated more than a year from the month that they pay: one in the wrong year is in the wrong year's list."""
    for row in found.rows:
        month, day = row.entry.month, row.entry.paid_on
        if month and not month.first - _YEAR <= day <= month.end + _YEAR:
            message = f"{month} is paid on {day}, more than a year away: the payment is in the list of {day.year}"
            where = found.sheet.where(row.line, "paid_on")
            yield Finding("paid_far_away", message, "correct the day or the month", where, Severity.WARNING)


def _too_long_days(found: FileRead) -> Iterable[Finding]:
    """Days on which a reader would have worked more than a day has."""
    worked: dict[tuple[str, date], Decimal] = {}
    for row in found.rows:
        key = row.entry.radiologist, row.entry.day
        worked[key] = worked.get(key, Decimal(0)) + row.entry.hours
        if worked[key] > _HOURS_OF_A_DAY:
            message = f"{key[0]} has {worked[key]:f} hours on {key[1]}"
            yield Finding("too_many_hours", message, "was a row entered twice?", found.sheet.where(row.line, "hours"))


def read_payments(
    source: bytes | TableSource, order: DateOrder = DateOrder.UNSAID
) -> tuple[list[ReaderPayment], list[Finding]]:
    """The payments, and every fault of the file."""
    found = read_table(PAYMENTS, PAYMENTS.kind, source, order)
    payments = []
    for row in found.rows:
        entry: _PaymentRow = row.entry
        try:
            amount = Money.of(entry.amount, entry.currency)
        except ValueError as error:
            where = found.sheet.where(row.line, "amount")
            found.sheet.findings.append(Finding("wrong_form", str(error), "write what was paid", where))
            continue
        payments.append(ReaderPayment(entry.radiologist, entry.paid_on, amount, entry.month, entry.reference))
    return payments, [*found.sheet.findings, *_twice(found, "amount"), *_far_apart(found)]
