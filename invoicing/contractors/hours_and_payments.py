"""The tables beside the agreements: hours worked, exchange rates, and what was paid; all optional (spec 4.5).

agreements/hours.csv       radiologist,date,hours,kind,country      kind is a word of [[hourly.extras]], or empty
agreements/exchange.csv    from,to,on,rate                          1 `from` = `rate` `to`, from that day on
agreements/payments.csv    radiologist,paid_on,amount,currency,month,reference
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reads.core.currency import is_currency
from reads.core.findings import Finding, Where, Wrong
from reads.core.money import Money, parse_decimal
from reads.core.month import Month
from reads.directory import cell_types
from reads.directory.cell_types import Form
from reads.directory.csv_file import Line, Sheet, read_sheet

_PLACES_OF_HOURS = 4
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that a reader worked on a day; `country` is empty for where locations.csv says that he was."""

    radiologist: str
    day: date
    hours: Decimal
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is in another, from a day on."""

    source: str
    target: str
    on: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Payment:
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


def currency(text: str) -> str:
    """A currency's code (ISO 4217)."""
    if not is_currency(text):
        raise Wrong(f"{text!r} is not a currency's code", "write three capital letters, like USD")
    return text


def rate(text: str) -> Decimal:
    """A number above 0."""
    try:
        found = parse_decimal(text)
    except ValueError:
        found = Decimal(0)
    if found <= 0:
        raise Wrong(f"{text!r} is not a rate", "write it like 83.4500")
    return found


def month(text: str) -> Month:
    """A month."""
    try:
        return Month.parse(text)
    except ValueError:
        raise Wrong(f"{text!r} is not a month", "write it like 2026-10") from None


@dataclass(frozen=True, slots=True)
class _Kind:
    """One table: its columns with their forms, and those that every row must fill in."""

    file: str
    columns: Mapping[str, Form]
    needed: tuple[str, ...]


HOURS = _Kind(
    "agreements/hours.csv",
    {
        "radiologist": cell_types.identifier,
        "date": cell_types.day,
        "hours": hours_of_day,
        "kind": cell_types.plain,
        "country": cell_types.country,
    },
    ("radiologist", "date", "hours"),
)
EXCHANGE = _Kind(
    "agreements/exchange.csv",
    {"from": currency, "to": currency, "on": cell_types.day, "rate": rate},
    ("from", "to", "on", "rate"),
)
PAYMENTS = _Kind(
    "agreements/payments.csv",
    {
        "radiologist": cell_types.identifier,
        "paid_on": cell_types.day,
        "amount": parse_decimal,
        "currency": currency,
        "month": month,
        "reference": cell_types.plain,
    },
    ("radiologist", "paid_on", "amount", "currency"),
)


def read_hours(data: bytes) -> tuple[list[Hours], list[Finding]]:
    """The hours, and every fault of the file; a row with a fault is left out."""
    rows, findings = _read(HOURS, data)
    hours = [
        Hours(row["radiologist"], row["date"], row["hours"], row.get("kind", "").casefold(), row.get("country", ""))
        for _, row in rows
    ]
    return hours, [*findings, *_too_long_days(rows)]


def _too_long_days(rows: Sequence[tuple[Line, Mapping[str, Any]]]) -> Iterable[Finding]:
    """Days on which a reader would have worked more than a day has."""
    worked: dict[tuple[str, date], Decimal] = {}
    for line, row in rows:
        key = row["radiologist"], row["date"]
        worked[key] = worked.get(key, Decimal(0)) + row["hours"]
        if worked[key] > _HOURS_OF_A_DAY:
            message = f"{key[0]} has {worked[key]:f} hours on {key[1]}"
            remedy = "was a row entered twice?"
            yield Finding("too_many_hours", message, remedy, Where(HOURS.file, line.number, 0, "hours"))


def read_exchange(data: bytes) -> tuple[list[ExchangeRate], list[Finding]]:
    """The rates, and every fault of the file."""
    rows, findings = _read(EXCHANGE, data)
    return [ExchangeRate(row["from"], row["to"], row["on"], row["rate"]) for _, row in rows], findings


def read_payments(data: bytes) -> tuple[list[Payment], list[Finding]]:
    """The payments, and every fault of the file."""
    rows, findings = _read(PAYMENTS, data)
    payments = []
    for line, row in rows:
        try:
            amount = Money.of(row["amount"], row["currency"])
        except ValueError as error:
            where = Where(PAYMENTS.file, line.number, 0, "amount")
            findings.append(Finding("bad_value", str(error), "write what was paid", where))
            continue
        payments.append(Payment(row["radiologist"], row["paid_on"], amount, row.get("month"), row.get("reference", "")))
    return payments, findings


def newest(rates: Iterable[ExchangeRate], source: str, target: str, day: date) -> ExchangeRate | None:
    """The rate in force on a day: of those dated on or before it the newest."""
    known = [each for each in rates if (each.source, each.target) == (source, target) and each.on <= day]
    return max(known, key=lambda each: each.on, default=None)


def _read(kind: _Kind, data: bytes) -> tuple[list[tuple[Line, dict[str, Any]]], list[Finding]]:
    """The rows without a fault, as values by column, and all faults."""
    sheet = read_sheet(kind.file, data, tuple(kind.columns), kind.needed)
    found = []
    for line in sheet.lines:
        values, faults = _values(kind, sheet, line)
        sheet.findings.extend(faults)
        if not faults:
            found.append((line, values))
    return found, sheet.findings


def _values(kind: _Kind, sheet: Sheet, line: Line) -> tuple[dict[str, Any], list[Finding]]:
    values: dict[str, Any] = {}
    faults = [
        Finding("empty_field", f"{name} is empty", "fill it in", sheet.where(line, name))
        for name in kind.needed
        if name not in line.cells
    ]
    for name, text in line.cells.items():
        try:
            values[name] = kind.columns[name](text)
        except Wrong as wrong:
            faults.append(Finding("bad_value", wrong.message, wrong.remedy, sheet.where(line, name)))
        except ValueError:
            message = f"{text!r} is not a plain decimal number"
            faults.append(Finding("bad_value", message, "write digits and a point", sheet.where(line, name)))
    return values, faults
