"""Whether a match takes everything that another could take, so that what stands behind it is never reached.

Only what can be proven from the keys and the days counts: no false alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time

from invoicing.contracts.match import CodeRange, LocalHours, Match, Observed
from invoicing.contracts.model import Contract, Rate, Tier
from reads.core.codes import Priority

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Possible:
    """What the reads of a contract can be at all: a key that isn't given means any of these."""

    read_type: frozenset[str]
    facility: frozenset[str]
    priority: frozenset[str] = frozenset(Priority)

    @classmethod
    def under(cls, contract: Contract, covered: Iterable[str], classes: Iterable[str] = ()) -> Possible:
        """Under a contract that covers these facilities, for a group with these priorities of its own."""
        types = frozenset(kind.value for kind in contract.bill)
        return cls(types, frozenset(covered), frozenset(Priority) | frozenset(classes))


def takes_all(earlier: Rate | Tier, later: Rate | Tier, contract: Contract, possible: Possible) -> bool:
    """Whether every read that `later` could take is taken by `earlier`, which stands before it."""
    first, last = _days(earlier, contract), _days(later, contract)
    in_time = first[0] <= last[0] and last[1] <= first[1]
    return in_time and all(covers(earlier.match, later.match) for covers in _covers(possible))


def _days(clause: Rate | Tier, contract: Contract) -> tuple[date, date]:
    """The days of a clause within the contract's life, half-open."""
    starts = max(clause.starts or date.min, contract.effective)
    return starts, min(clause.ends or date.max, contract.until or date.max)


def _covers(possible: Possible) -> list[Callable[[Match, Match], bool]]:
    return [
        _by_code,
        _by_hours,
        _by_weekday,
        _by_regions,
        lambda wide, narrow: _within(narrow.read_type or possible.read_type, wide.read_type),
        lambda wide, narrow: _within(narrow.facility or possible.facility, wide.facility),
        lambda wide, narrow: _within(narrow.priority or possible.priority, wide.priority),
        lambda wide, narrow: _within(narrow.exam_code, wide.exam_code),
        lambda wide, narrow: _within(narrow.modality, wide.modality),
        lambda wide, narrow: _within(narrow.radiologist, wide.radiologist),
        lambda wide, narrow: _within(narrow.patient_class, wide.patient_class),
        lambda wide, narrow: _within(narrow.payer, wide.payer),
        lambda wide, narrow: _within(narrow.modifiers, wide.modifiers),
        _by_holiday,
    ]


def _within(narrow: frozenset[str], wide: frozenset[str]) -> bool:
    """Whether any value that the narrow key allows is allowed by the wide one; an empty key allows all there are."""
    return not wide or (bool(narrow) and narrow <= wide)


def _by_code(wide: Match, narrow: Match) -> bool:
    if not wide.cpt:
        return True
    return bool(narrow.cpt) and all(any(_inside(codes, outer) for outer in wide.cpt) for codes in narrow.cpt)


def _inside(codes: CodeRange, outer: CodeRange) -> bool:
    return codes.first in outer and codes.last in outer


def _by_hours(wide: Match, narrow: Match) -> bool:
    return not wide.local_time or _minutes(narrow.local_time) <= _minutes(wide.local_time)


def _minutes(spans: tuple[LocalHours, ...]) -> frozenset[int]:
    """The minutes of the day in any of the spans; all of them where there is none."""
    return frozenset(
        minute
        for minute in range(_MINUTES)
        if not spans or any(time(minute // 60, minute % 60) in span for span in spans)
    )


def _by_weekday(wide: Match, narrow: Match) -> bool:
    if not wide.weekdays or len(wide.weekdays) == 7:
        return True
    if wide.night_of:
        same_hours = narrow.local_time == wide.local_time
        return narrow.night_of and same_hours and bool(narrow.weekdays) and narrow.weekdays <= wide.weekdays
    return bool(narrow.weekdays) and not narrow.night_of and narrow.weekdays <= wide.weekdays


def _by_holiday(wide: Match, narrow: Match) -> bool:
    if not wide.holiday:
        return True
    same_days = wide.night_of == narrow.night_of and (not wide.night_of or narrow.local_time == wide.local_time)
    kinds = wide.observed in (Observed.BOTH, narrow.observed)
    return same_days and kinds and _within(narrow.holiday, wide.holiday)


def _by_regions(wide: Match, narrow: Match) -> bool:
    return (narrow.regions or 1) >= (wide.regions or 1)
