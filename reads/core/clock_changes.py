"""Which instant a local time means where the clocks change: in the gap of spring, in the doubled hour of autumn (spec 2.1). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import reads.core.time_zones  # noqa: F401 (a process that asks for an instant gets the zones of tzdata)


class LocalFault(StrEnum):
    """Why a local time alone doesn't name one instant (spec 2.1)."""

    GAP = "time_in_gap"
    FOLD = "time_ambiguous"


@dataclass(frozen=True, slots=True)
class ReadTime:
    """What a source's time was taken as: an instant in UTC, or naive where the zone is unknown."""

    at: datetime
    fault: LocalFault | None = None


def local_instant(naive: datetime, zone: ZoneInfo) -> ReadTime:
    """The instant of a local time: the first after a gap, the first of two (spec 2.1)."""
    first = naive.replace(tzinfo=zone, fold=0)
    early, late = first.utcoffset(), first.replace(fold=1).utcoffset()
    if early == late:
        return ReadTime(first.astimezone(UTC))
    if early is not None and late is not None and early < late:
        return ReadTime(_end_of_gap(naive, zone, late - early), LocalFault.GAP)
    return ReadTime(first.astimezone(UTC), LocalFault.FOLD)


def _end_of_gap(naive: datetime, zone: ZoneInfo, width: timedelta) -> datetime:
    """The first instant after the gap that a local time falls into."""
    low = (naive - width).replace(tzinfo=zone).astimezone(UTC)
    high = (naive + width).replace(tzinfo=zone).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
