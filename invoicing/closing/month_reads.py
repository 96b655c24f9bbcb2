"""Which reads of the log may belong to a month, and which months the log may have reads of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from reads.core.month import Month
from reads.core.read import BEFORE_SIGNING
from reads.intake.reads_alike import ReadsOfWindow
from reads.log.read_versions import is_signed_in, signing_span
from reads.log.rows_in_window import load_alike

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_ZONES = timedelta(days=1)
"""By how much a local calendar's month may begin before that of UTC, or end after it."""


def window(months: Collection[Month]) -> tuple[datetime, datetime]:
    """From before the first to after the last of the months, in every time zone."""
    start = datetime.combine(min(months).first, time(), UTC) - _ZONES
    return start, datetime.combine(max(months).end, time(), UTC) + _ZONES


def signed_for(months: Collection[Month]) -> tuple[datetime, datetime]:
    """When reads of these months were signed: within the months, or some time after their other moments."""
    start, end = window(months)
    return start - _ZONES, end + _ZONES + BEFORE_SIGNING


def alike_of_month(reading: Reading, month: Month, readers: Collection[str] | None = None) -> ReadsOfWindow:
    """Every read that may belong to the month, in any time zone; with `readers`, only those sent under these words."""
    return load_alike(reading, *window((month,)), readers=readers)


def has_reads_apart(reading: Reading, month: Month, other: Month) -> bool:
    """Whether the log may have reads of the month that were not looked at for the other one: by when they were signed."""
    (first, end), (starts, ends) = signed_for((month,)), window((other,))
    return is_signed_in(reading, first, min(starts, end)) or is_signed_in(reading, max(ends, first), end)


def months_of_log(reading: Reading) -> list[Month]:
    """Every month that a read of the log may belong to, in their order: its moments may lie before its signing."""
    signed = signing_span(reading)
    if signed is None:
        return []
    month, last = Month.of((signed[0] - BEFORE_SIGNING - _ZONES).date()), Month.of((signed[1] + 2 * _ZONES).date())
    months = [month]
    while months[-1] < last:
        months.append(months[-1].next())
    return months
