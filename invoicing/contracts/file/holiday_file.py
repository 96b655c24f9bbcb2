"""Reads the books' own lists of holidays, `holidays/NAME.csv`, to calendars (spec 3.9).

date,name,observed
2026-07-04,Independence Day,2026-07-03     # observed: blank where the day itself is kept
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from invoicing.contracts.holiday_calendars import Holiday, HolidayCalendar
from reads.core.findings import Finding, Where, Wrong
from reads.directory.cell_types import day
from reads.directory.csv_file import Line, Sheet, read_sheet

FOLDER = "holidays"
COLUMNS = ("date", "name", "observed")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


def read_lists(books: Path) -> tuple[Mapping[str, HolidayCalendar], list[Finding]]:
    """The lists of the folder by their names, and what is wrong with any; a list with a fault is left out."""
    lists: dict[str, HolidayCalendar] = {}
    findings: list[Finding] = []
    for path in sorted((books / FOLDER).glob("*.csv")):
        found, faults = read_list(path.stem, path.read_bytes())
        findings += faults
        if found:
            lists[path.stem] = found
    return lists, findings


def read_list(name: str, content: bytes) -> tuple[HolidayCalendar | None, list[Finding]]:
    """One list; it reaches over the years of its days, since a year that it has no day of is not written yet."""
    file = f"{FOLDER}/{name}.csv"
    sheet = read_sheet(file, content, COLUMNS, ("date",))
    findings = list(sheet.findings)
    if not _NAME.fullmatch(name):
        remedy = "name it with letters, digits and hyphens, like mercy-six.csv"
        findings.append(Finding("bad_name", f"{name!r} can't be the name of a list of holidays", remedy, Where(file)))
    holidays = [found for line in sheet.lines if (found := _holiday(sheet, line, findings))]
    findings += _twice(sheet, holidays)
    if not sheet.lines and not findings:
        remedy = "add a row a holiday, like 2026-12-25,Christmas Day,"
        findings.append(Finding("no_holidays", "the list has no day", remedy, Where(file)))
    if findings:
        return None, findings
    first, last = (
        min(each.day or each.observed for each in holidays),
        max(each.day or each.observed for each in holidays),
    )
    years = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    return HolidayCalendar(name, *years, tuple(sorted(holidays)), file), findings


def _holiday(sheet: Sheet, line: Line, findings: list[Finding]) -> Holiday | None:
    days: dict[str, date] = {}
    for column in ("date", "observed"):
        text = line.cells.get(column, "")
        if not text and column == "observed":
            continue
        try:
            days[column] = day(text)
        except Wrong as wrong:
            findings.append(Finding("bad_date", str(wrong), wrong.remedy, sheet.where(line, column)))
            return None
    return Holiday(days.get("observed", days["date"]), days["date"], line.cells.get("name", ""))


def _twice(sheet: Sheet, holidays: Iterable[Holiday]) -> list[Finding]:
    seen: set[date | None] = set()
    found = []
    for holiday in holidays:
        if holiday.day in seen:
            found.append(Finding("day_twice", f"{holiday.day} stands twice", "keep one of the rows", Where(sheet.file)))
        seen.add(holiday.day)
    return found
