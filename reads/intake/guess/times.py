"""How an unknown file writes its times: by evidence over all of its rows, with what stays ambiguous told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache

from reads.core.times import iso_time
from reads.intake.column_mapping import PART_OF_DAY
from reads.intake.time_patterns import WrittenTime

_DAYS = (
    "M/D/YYYY", "D/M/YYYY", "YYYY/M/D", "M-D-YYYY", "D-M-YYYY", "M.D.YYYY", "D.M.YYYY", "D-MMM-YYYY", "D MMM YYYY",
    "MMM D, YYYY", "MMM D YYYY", "DDD MMM D, YYYY", "DDD MMM D YYYY", "D/MMM/YYYY", "M/D/YY", "D/M/YY", "D-MMM-YY",
    "D.M.YY", "YYYYMMDD", "YYYY-M-D", "DDD, MMMM D, YYYY", "MMMM D YYYY",
)  # fmt: skip
_HOURS = ("H:mm[:ss]", "h:mm[:ss][ ]AM", "HHmm[ss]")
_BETWEEN = (" ", "T", ", ", " - ", " at ", "")
_ENDS = ("", "[ ]Z")
_SWAPPED = {"M/D/": "D/M/", "M-D-": "D-M-", "M.D.": "D.M.", "D/M/": "M/D/", "D-M-": "M-D-", "D.M.": "M.D."}
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m?\.?)?|\d{4}|\d{6}", re.IGNORECASE)
_NUMBER = re.compile(r"[34]\d{4}(\.\d+)?")
_HHMM = re.compile(r"([01]\d|2[0-3])[0-5]\d")
_NEARLY_ALL = Fraction(8, 10)
_LOOKED_AT = 60
_MOST_SWEPT = 1_000
_DIGIT = re.compile(r"\d")


class Shape(StrEnum):
    """What a column's texts look like."""

    TIME = "time"
    DAY = "day"
    CLOCK = "clock"
    NONE = ""


@dataclass(frozen=True, slots=True)
class FilePatterns:
    """The patterns of a file's times; `misfits` of `texts` fit none; `either` is one that may be read in two ways."""

    patterns: tuple[str, ...] = ()
    texts: int = 0
    misfits: int = 0
    either: str = ""


def shape_of(texts: Sequence[str]) -> Shape:
    """What most of a column's first texts are: times, days without a time of day, times of day alone, or something else."""
    some = texts[:_LOOKED_AT]
    if not some or not all(_DIGIT.search(text) for text in some[:3]):
        return Shape.NONE
    others = [text for text in some if not is_iso(text)]
    if len(others) <= (1 - _NEARLY_ALL) * len(some) or _fitting(others, _full()):
        return Shape.TIME
    if _fitting([f"{text} 0:00" for text in some], _days()) or sum(
        1 for text in some if _is_day(text)
    ) >= _NEARLY_ALL * len(some):
        return Shape.DAY
    if ":" in some[0] and sum(1 for text in some if _CLOCK.fullmatch(text)) >= _NEARLY_ALL * len(some):
        return Shape.CLOCK
    return Shape.NONE


def shape_of_numbers(texts: Sequence[str]) -> Shape:
    """What a spreadsheet's numbers are where they count days: times, or times of day alone as parts of one."""
    some = texts[:_LOOKED_AT]
    if not any("." in text for text in some):
        return Shape.NONE
    for shape, numbers in ((Shape.TIME, _NUMBER), (Shape.CLOCK, PART_OF_DAY)):
        if all(numbers.fullmatch(text) for text in some):
            return shape
    return Shape.NONE


def is_hours_and_minutes(texts: Sequence[str]) -> bool:
    """Whether nearly all of a column's first texts are four digits of a time of day: 0131."""
    some = texts[:_LOOKED_AT]
    return bool(some) and sum(1 for text in some if _HHMM.fullmatch(text)) >= _NEARLY_ALL * len(some)


def holds_a_time(texts: Sequence[str]) -> bool:
    """Whether one of a column's first texts is a time, whatever the others are."""
    return any(shape_of([text]) is Shape.TIME for text in texts[:_LOOKED_AT])


def patterns_of(texts: Iterable[str], now: datetime) -> FilePatterns:
    """The patterns that read these texts, from all of them; ISO 8601 and a spreadsheet's day numbers need none."""
    rest = [text for text in texts if text and not is_iso(text) and not _NUMBER.fullmatch(text)]
    every = len(rest)
    patterns: list[str] = []
    either = ""
    while rest and len(patterns) < 4:
        fits = _best(rest)
        if not fits:
            break
        chosen, left, doubtful = _decided(fits, rest, now)
        either = either or doubtful
        patterns.append(chosen)
        rest = left
        if len(rest) <= every // 1_000:
            break
    return FilePatterns(tuple(patterns), every, len(rest), either)


def _best(texts: Sequence[str]) -> list[WrittenTime]:
    """The patterns that fit more of the first texts than any other."""
    some = list(dict.fromkeys(texts))[:_MOST_SWEPT]
    alive = [written for written in _full() if written.iso(some[0])] or list(_full())
    counted = [(sum(1 for text in some if _understood(written, text)), written) for written in alive]
    most = max(count for count, _ in counted)
    return [written for count, written in counted if count == most and most]


def _decided(fits: Sequence[WrittenTime], texts: Sequence[str], now: datetime) -> tuple[str, list[str], str]:
    """The pattern, the texts that it doesn't read, and one of them that it reads in one of two ways.

    Over all texts; between day first and month first the one that fits more, then the one without days to come, then the one
    whose days lie closer together, as in a month's export, then month first, as in the United States.
    """
    results = []
    for written in fits[:8]:
        read = {text: _understood(written, text) for text in set(texts)}
        left = [text for text in texts if read[text] is None]
        days = [at for at in read.values() if at]
        ahead = sum(1 for at in days if at.replace(tzinfo=None) > now.replace(tzinfo=None) + timedelta(days=2))
        span = (max(_naive(days)) - min(_naive(days))).days if days else 0
        results.append(((len(left), ahead > 0, span), written, left))
    results.sort(key=lambda result: result[0])
    (rank, written, left) = results[0]
    other = _swapped(written.pattern)
    rivals = [result for result in results if result[1].pattern == other and result[0][0] == rank[0]]
    seen = next((text for text in texts if text not in left and _differs(written, other, text)), "") if rivals else ""
    return written.pattern, left, seen


def _naive(times: Iterable[datetime]) -> list[datetime]:
    return [at.replace(tzinfo=None) for at in times]


def _differs(written: WrittenTime, other: str, text: str) -> bool:
    return written.iso(text) != WrittenTime.of(other).iso(text)


def _swapped(pattern: str) -> str:
    start = pattern[:4]
    return _SWAPPED[start] + pattern[4:] if start in _SWAPPED else ""


def _understood(written: WrittenTime, text: str) -> datetime | None:
    found = written.iso(text)
    try:
        return iso_time(found) if found else None
    except ValueError:
        return None


def _fitting(texts: Sequence[str], among: Sequence[WrittenTime]) -> bool:
    """Whether one of the patterns fits nearly all of these texts."""
    first = [written for written in among if any(_understood(written, text) for text in texts[:3])]
    return any(sum(1 for text in texts if _understood(written, text)) >= _NEARLY_ALL * len(texts) for written in first)


def is_iso(text: str) -> bool:
    """Whether it is a time in ISO 8601, as spreadsheets' dates come."""
    try:
        iso_time(text)
    except ValueError:
        return False
    return len(text) > 10 and not text.isdigit()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return not text.isdigit() or len(text) == 8


@cache
def _full() -> tuple[WrittenTime, ...]:
    """Every usual way of writing a time."""
    return tuple(
        WrittenTime.of(f"{day}{between}{hour}{end}")
        for day in _DAYS
        for between in (_BETWEEN if day == "YYYYMMDD" else _BETWEEN[:-1])
        for hour in _HOURS
        for end in _ENDS
    )


@cache
def _days() -> tuple[WrittenTime, ...]:
    """Every usual way of writing a day, as of a time at midnight."""
    return tuple(WrittenTime.of(f"{day} H:mm") for day in _DAYS)
