"""What a spreadsheet program changes in a CSV file when it saves it: undone where only one reading is possible, else named.

Dates come back as 1/31/2026, 31-Jan-2026 or with midnight beside them, whole numbers as 30.0, yes and no as
TRUE and FALSE, ids with an apostrophe or as ="00123", and broken cells as #N/A. Whatever is taken otherwise than as it is written
is said, once a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reads.core.english import counted
from reads.core.findings import Finding, Severity
from reads.directory import cell_types
from reads.directory.column import Column
from reads.directory.csv_file import CsvLine, CsvSheet


class DateOrder(StrEnum):
    """In which order the dates of the books' tables are written, beside YYYY-MM-DD: [books] dates of wetread.toml."""

    UNSAID = ""
    MONTH_FIRST = "M/D/YYYY"
    DAY_FIRST = "D/M/YYYY"


_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})")
_MIDNIGHT = re.compile(r"[ T](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_SPELLED = re.compile(r"(?:([0-9]{1,2})[- ]([a-z]{3,9})|([a-z]{3,9})\.? ([0-9]{1,2})),?[- ]([0-9]{4})", re.IGNORECASE)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_BROKEN = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{2,}")
_PROTECTED = re.compile(r'="([^"=+@-][^"]*)"|\'([0-9][^\']*)')
_WHOLE = re.compile(r"([0-9]{1,15})\.0+")
_YES_NO = {"TRUE": "yes", "FALSE": "no"}
_SETTING = 'or write `[books] dates = "M/D/YYYY"` (or "D/M/YYYY") in wetread.toml'


@dataclass(frozen=True, slots=True)
class _Cell:
    """One filled cell of a column."""

    at: int
    line: CsvLine
    text: str


def undo(sheet: CsvSheet, columns: Sequence[Column], order: DateOrder = DateOrder.UNSAID) -> None:
    """Gives the sheet's cells the texts that they had before a spreadsheet program saved them.

    A row that holds a cell which can't be read in one way only counts as spoiled; each such column gives one finding.
    """
    changed: dict[int, dict[str, str]] = {}
    refused: set[int] = set()
    for column in columns:
        cells = [
            _Cell(at, line, line.cells[column.name]) for at, line in enumerate(sheet.lines) if column.name in line.cells
        ]
        for cell in cells:
            if _BROKEN.fullmatch(cell.text):
                refused.add(cell.at)
                sheet.findings.append(_broken(sheet, column, cell))
        if column.form is cell_types.day:
            refused |= _dates(sheet, column, cells, order, changed)
        else:
            _others(sheet, column, cells, changed)
    sheet.spoiled += [sheet.lines[at].text or ",".join(sheet.lines[at].cells.values()) for at in sorted(refused)]
    sheet.lines = [
        replace(line, cells={**line.cells, **changed[at]}) if at in changed else line
        for at, line in enumerate(sheet.lines)
        if at not in refused
    ]


def _broken(sheet: CsvSheet, column: Column, cell: _Cell) -> Finding:
    message = f"{column.name} holds {cell.text}: a formula of the spreadsheet that failed, or a column too narrow"
    return Finding("broken_cell", message, "write the value itself", sheet.where(cell.line, column.name))


def _dates(
    sheet: CsvSheet, column: Column, cells: Sequence[_Cell], order: DateOrder, changed: dict[int, dict[str, str]]
) -> set[int]:
    """Takes the column's dates for days; the rows whose date has several readings, all for one reason."""
    cells = [replace(cell, text=_MIDNIGHT.sub("", cell.text)) for cell in cells]
    spelled = {
        cell.at: day
        for cell in cells
        if (day := _one_reading(cell.text)) and day.isoformat() != cell.line.cells[column.name]
    }
    slashed = {cell.at: found for cell in cells if (found := _SLASHED.fullmatch(cell.text))}
    if not slashed:
        _taken(sheet, column, cells, spelled, changed)
        return set()
    short = next((cell for cell in cells if cell.at in slashed and len(slashed[cell.at][3]) == 2), None)
    if short is not None:
        message = f"{column.name}: {short.text} has a year of two digits"
        fault = Finding("two_digit_year", message, "write it as 2026-01-31", sheet.where(short.line, column.name))
        sheet.findings.append(fault)
        return set(slashed)
    days = spelled | _in_order(slashed, _known_order(slashed, len(cells), order))
    unread = next((cell for cell in cells if cell.at in slashed and cell.at not in days), None)
    if unread is not None:
        sheet.findings.append(_ambiguous(sheet, column, unread, order))
        return set(slashed)
    _taken(sheet, column, cells, days, changed)
    return set()


def _taken(
    sheet: CsvSheet,
    column: Column,
    cells: Sequence[_Cell],
    days: dict[int, date],
    changed: dict[int, dict[str, str]],
) -> None:
    """Takes these rows' dates for days, and says so of the first."""
    for at, day in days.items():
        changed.setdefault(at, {})[column.name] = day.isoformat()
    if days:
        first = next(cell for cell in cells if cell.at in days)
        read = f"{first.line.cells[column.name]} is read as {days[first.at].isoformat()}"
        _say(sheet, column, first, f"{counted(len(days), 'date')} as a spreadsheet writes them, {read}")


def _one_reading(text: str) -> date | None:
    """The day of a date that has one reading whatever the country: its year first, or its month in letters."""
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _SPELLED.fullmatch(text):
            name = (found[2] or found[3]).casefold()
            months = [
                at for at, month in enumerate(_MONTHS, 1) if name in (month, month[:3]) or name == "sept" == month[:4]
            ]
            return date(int(found[5]), months[0], int(found[1] or found[4])) if len(months) == 1 else None
    except ValueError:
        pass
    return None


def _known_order(slashed: dict[int, re.Match[str]], filled: int, order: DateOrder) -> DateOrder:
    """The order that the setting says, else the one that a column wholly of such dates shows by a day above 12."""
    if order is not DateOrder.UNSAID or len(slashed) < filled:
        return order
    firsts, seconds = ({int(found[part]) for found in slashed.values()} for part in (1, 2))
    if max(seconds) > 12 >= max(firsts):
        return DateOrder.MONTH_FIRST
    return DateOrder.UNSAID


def _in_order(slashed: dict[int, re.Match[str]], order: DateOrder) -> dict[int, date]:
    """The days of those dates that have one reading: all in a known order; else where month and day are one number, or the
    second is no month.
    """
    days: dict[int, date] = {}
    for at, found in slashed.items():
        month, day, year = int(found[1]), int(found[2]), int(found[3])
        if order is DateOrder.DAY_FIRST:
            month, day = day, month
        if order is DateOrder.UNSAID and month != day and not month <= 12 < day:
            continue
        try:
            days[at] = date(year, month, day)
        except ValueError:
            continue
    return days


def _ambiguous(sheet: CsvSheet, column: Column, cell: _Cell, order: DateOrder) -> Finding:
    where = sheet.where(cell.line, column.name)
    readings = _readings(cell.text) if order is DateOrder.UNSAID else []
    if len(readings) == 2:
        message = f"{column.name}: {cell.text} has two readings, {readings[0]} and {readings[1]}"
        return Finding("ambiguous_date", message, f"write dates as 2026-01-31, {_SETTING}", where)
    message = f"{column.name}: {cell.text} is not a date of the United States, month/day/year"
    return Finding("wrong_form", message, f"write dates as 2026-01-31, {_SETTING}", where)


def _readings(text: str) -> list[date]:
    """The days that a slashed date can mean, month first and day first."""
    found = _SLASHED.fullmatch(text)
    orders = (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST)
    days = [_in_order({0: found}, order).get(0) for order in orders] if found else []
    return [day for day in dict.fromkeys(days) if day is not None]


def _others(sheet: CsvSheet, column: Column, cells: Sequence[_Cell], changed: dict[int, dict[str, str]]) -> None:
    """Takes back what was done to the cells that aren't dates."""
    for what, undone in _UNDOING:
        told = False
        for cell in cells:
            text = changed.get(cell.at, {}).get(column.name, cell.text)
            before = undone(text, column)
            if before == text:
                continue
            changed.setdefault(cell.at, {})[column.name] = before
            if not told:
                told = True
                _say(sheet, column, cell, f"{what}, {cell.text} is read as {before}")


def _unprotected(text: str, _column: Column) -> str:
    found = _PROTECTED.fullmatch(text)
    return text if found is None else (found[1] or found[2]).strip()


def _without_fraction(text: str, column: Column) -> str:
    found = _WHOLE.fullmatch(text)
    return text if found is None or _has_form(text, column) else found[1]


def _as_word(text: str, column: Column) -> str:
    word = _YES_NO.get(text.upper(), "")
    return word if word and not _has_form(text, column) and _has_form(word, column) else text


def _has_form(text: str, column: Column) -> bool:
    try:
        column.form(text)
    except ValueError:
        return False
    return True


_UNDOING: tuple[tuple[str, Callable[[str, Column], str]], ...] = (
    ("a cell protected from the spreadsheet", _unprotected),
    ("a whole number with a fraction of nothing", _without_fraction),
    ("TRUE or FALSE", _as_word),
)


def _say(sheet: CsvSheet, column: Column, cell: _Cell, what: str) -> None:
    where = sheet.where(cell.line, column.name)
    remedy = "nothing to do, if that is what was meant"
    sheet.findings.append(Finding("spreadsheet_form", f"{column.name}: {what}", remedy, where, Severity.WARNING))
