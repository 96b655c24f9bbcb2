"""Tells the holidays that a contract goes by as the days they are: what was loaded decides prices, not a name (spec 3.9)."""

from __future__ import annotations

from datetime import date

from invoicing.contracts.holiday_calendars import CalendarHoliday, HolidayCalendars
from invoicing.contracts.model import Contract
from invoicing.contracts.plain_english.phrases import last_day


def holidays(contract: Contract, on: date, calendars: HolidayCalendars) -> list[str]:
    """Each calendar's days from the year of the day on, and how far they are known."""
    said = []
    for name in sorted(contract.holidays):
        calendar = calendars.by_name.get(name)
        if calendar is None:
            if name in calendars.unloaded:
                said.append(
                    f"The days of {name} are those of the installed calendar, until `wetread apply` loads them."
                )
            continue
        for year in range(max(on.year, calendar.first.year), calendar.until.year):
            days = [each for each in calendar.holidays if (each.day or each.observed).year == year]
            told = "; ".join(map(_told, sorted(days, key=lambda each: each.day or each.observed)))
            said.append(f"{name} in {year}: {told or 'none'}.")
        said.append(
            f"{name} is known to {last_day(calendar.until)}; a read after that is held until more days are loaded."
        )
    return said


def _told(holiday: CalendarHoliday) -> str:
    day = holiday.day or holiday.observed
    kept = f", observed on {_short(holiday.observed)}" if holiday.observed != day else ""
    return f"{_short(day)}{kept}" + (f" ({holiday.name})" if holiday.name else "")


def _short(day: date) -> str:
    return f"{day:%B} {day.day}"
