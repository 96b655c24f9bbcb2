"""Until when a claim may be filed, from what a timely_filing rule says. Pure."""

from __future__ import annotations

from datetime import date, timedelta

CALENDAR_YEAR = "calendar_year"
"""42 CFR 424.44: the same day of the next year; of 29 February the 28th."""


def last_day(limit: str, service_date: date) -> date:
    """The last day on which a claim of that day of service may be filed: so many days after it, or one calendar year."""
    if limit != CALENDAR_YEAR:
        return service_date + timedelta(days=int(limit))
    if (service_date.month, service_date.day) == (2, 29):
        return date(service_date.year + 1, 2, 28)
    return service_date.replace(year=service_date.year + 1)


def limit_in_words(limit: str) -> str:
    """The limit as a person says it."""
    return "a calendar year" if limit == CALENDAR_YEAR else f"{limit} days"
