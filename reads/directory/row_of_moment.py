"""Which of the dated rows of one id holds at a moment, where each goes by a calendar of its own (spec 1). Pure.

A row's days are those of its own time zone. Where the row that follows it has another, it takes over at the later of the two
midnights, that of the zone further west. A moment that both calendars have is so the earlier row's; and so is one that neither
has, which counts to the earlier row's last day. Between rows that follow one another no moment is left out, and none has two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from reads.core.date_span import within


class _Dated(Protocol):
    @property
    def starts(self) -> date | None: ...
    @property
    def ends(self) -> date | None: ...


class _InZone(_Dated, Protocol):
    @property
    def zone(self) -> ZoneInfo: ...


D = TypeVar("D", bound=_Dated)
Z = TypeVar("Z", bound=_InZone)


def in_force(rows: Iterable[D], day: date) -> D | None:
    """The row that is in force on the day: `starts` inclusive, `ends` exclusive."""
    for row in rows:
        if within(day, row.starts, row.ends):
            return row
    return None


def in_order(rows: Iterable[D]) -> tuple[D, ...]:
    """The rows in the order of their first days."""
    return tuple(sorted(rows, key=lambda row: row.starts or date.min))


def row_at(rows: Sequence[Z], at: datetime) -> Z | None:
    """The one that holds at a moment of rows `in_order`; a naive time is the local time of each."""
    for row in rows:
        if within(_day(at, row.zone), row.starts, row.ends):
            return row
    for row in rows[:-1]:
        if row.ends and holds_on(row.ends, row.zone, at, [next_.zone for next_ in rows if next_.starts == row.ends]):
            return row
    return None


def holds_on(ends: date, zone: ZoneInfo, at: datetime, next_zones: Sequence[ZoneInfo]) -> bool:
    """Whether what ended in its zone goes on to hold, as what follows on the day has not begun in any of theirs."""
    return bool(next_zones) and ends <= _day(at, zone) and all(_day(at, each) < ends for each in next_zones)


def counted_day(day: date, ends: date | None) -> date:
    """The day that a moment of a row counts to: its own there, but never after the row's last."""
    return day if ends is None or day < ends else ends - timedelta(days=1)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.date() if at.tzinfo is None else at.astimezone(zone).date()
