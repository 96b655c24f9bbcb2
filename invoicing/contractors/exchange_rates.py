"""agreements/exchange.csv, and which rate converts a reader's pay: the newest dated on or before the month's last day (spec 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reads.core.currency import currency_code
from reads.core.findings import Finding, Severity, Wrong
from reads.core.money import parse_decimal
from reads.directory import cell_types
from reads.directory.column import Column, Sort
from reads.directory.file_read import FileRead
from reads.directory.read_directory import read_table
from reads.directory.saved_by_spreadsheets import DateOrder
from reads.directory.table_source import TableSource


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is in another, from a day on."""

    source: str
    target: str
    on: date
    rate: Decimal


def rate(text: str) -> Decimal:
    """A number above 0."""
    try:
        found = parse_decimal(text)
    except ValueError:
        found = Decimal(0)
    if found <= 0:
        raise Wrong(f"{text!r} is not a rate", "write it like 83.4500")
    return found


EXCHANGE = Sort(
    "exchange",
    ExchangeRate,
    ("from", "to", "on"),
    (
        Column("from", currency_code, attribute="source", about="The currency converted, like USD."),
        Column("to", currency_code, attribute="target", about="The currency paid, like INR."),
        Column("on", cell_types.day, about="The day from which the rate holds."),
        Column("rate", rate, about="What one unit of the first is in the second."),
    ),
    place="agreements/exchange.csv",
    about="Exchange rates for agreements that pay in another currency.",
)


def read_exchange(
    source: bytes | TableSource, order: DateOrder = DateOrder.UNSAID
) -> tuple[list[ExchangeRate], list[Finding]]:
    """The rates, and every fault of the file."""
    found = read_table(EXCHANGE, EXCHANGE.kind, source, order)
    return [row.entry for row in found.rows], [*found.sheet.findings, *_leaps(found)]


def _leaps(found: FileRead) -> Iterator[Finding]:
    """Rates of more than twice or less than half of the pair's rate before: written upside down, or with the point elsewhere."""
    ordered = sorted(found.rows, key=lambda row: (row.entry.source, row.entry.target, row.entry.on))
    for before, after in pairwise(ordered):
        one, other = before.entry, after.entry
        same = (one.source, one.target) == (other.source, other.target)
        if same and not one.rate / 2 <= other.rate <= one.rate * 2:
            message = f"1 {one.source} is {one.rate:f} {one.target} on {one.on} and {other.rate:f} on {other.on}"
            where = found.sheet.where(after.line, "rate")
            remedy = f"write what 1 {one.source} is in {one.target}, if it was turned around"
            yield Finding("rate_leaps", message, remedy, where, Severity.WARNING)


def newest(rates: Iterable[ExchangeRate], source: str, target: str, day: date) -> ExchangeRate | None:
    """The rate in force on a day: of those dated on or before it the newest."""
    known = [each for each in rates if (each.source, each.target) == (source, target) and each.on <= day]
    return max(known, key=lambda each: each.on, default=None)
