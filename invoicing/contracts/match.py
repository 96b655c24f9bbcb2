"""When a clause of a contract applies to a read: the keys of its `match` as frozen values (spec 3.1, 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Observed(StrEnum):
    """Which days of a holiday count: the day itself, the day on which it is observed, or both."""

    BOTH = "both"
    ACTUAL = "actual"
    OBSERVED = "observed"


@dataclass(frozen=True, slots=True)
class CodeRange:
    """CPT codes from `first` to `last`, both included; a single code is a range of one."""

    first: str
    last: str

    def __contains__(self, code: str) -> bool:
        return len(code) == len(self.first) and self.first <= code <= self.last


@dataclass(frozen=True, slots=True)
class LocalHours:
    """Local times `starts` ≤ t < `ends`; may run over midnight."""

    starts: time
    ends: time

    def __contains__(self, at: time) -> bool:
        if self.starts < self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """When a rate, surcharge, tier or credit applies: every key given must hold, a list means any of.

    Texts are compared as the directory writes them (ids, codes), exam codes without regard to case; `weekdays` are 0
    for Monday to 6; `holiday` is a list of the books' own, a country, or a part of one ("US-IL"), and `observed` which
    of its days count; `night_of` takes weekday and holiday of the day on which the night began.
    """

    cpt: tuple[CodeRange, ...] = ()
    exam_code: frozenset[str] = frozenset()
    modality: frozenset[str] = frozenset()
    read_type: frozenset[str] = frozenset()
    priority: frozenset[str] = frozenset()
    facility: frozenset[str] = frozenset()
    radiologist: frozenset[str] = frozenset()
    patient_class: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    payer: frozenset[str] = frozenset()
    local_time: tuple[LocalHours, ...] = ()
    weekdays: frozenset[int] = frozenset()
    night_of: bool = False
    holiday: frozenset[str] = frozenset()
    observed: Observed = Observed.BOTH
    regions: int | None = None

    @property
    def is_catch_all(self) -> bool:
        """Whether it holds for every read."""
        return self == ANY_READ


ANY_READ = Match()
"""Holds for every read."""
