"""What sources write for read types, priorities, patient classes, and people, in wetread's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reads.intake.hl7.status import RESULT_STATUS, Report, plain
from reads.intake.profiles.table import CANCELLED, NOT_A_READ

_BY_REPORT = {
    Report.PRELIMINARY: "preliminary",
    Report.FINAL: "final",
    Report.CORRECTED: "final",
    Report.ADDENDUM: "addendum",
    Report.CANCELLED: CANCELLED,
    Report.PENDING: NOT_A_READ,
}
_READ_TYPES = {
    **dict.fromkeys(("overread", "over read", "qa", "qa read", "second read", "second opinion"), "overread"),
    **dict.fromkeys(("preliminary", "nighthawk", "night read", "stat prelim"), "preliminary"),
    **dict.fromkeys(("complete", "completed", "final read", "day read", "approved"), "final"),
    **dict.fromkeys(("unread", "new", "assigned", "draft", "not read", "in progress", "no show"), NOT_A_READ),
}
PRIORITIES: Mapping[str, str] = {
    **dict.fromkeys(("routine", "r", "normal", "standard", "low", "elective", "n"), "routine"),
    **dict.fromkeys(("stat", "s", "urgent", "asap", "emergent", "high", "a", "emergency", "er", "stat er"), "stat"),
    **dict.fromkeys(("critical", "c", "stroke", "trauma", "code stroke", "level 1"), "critical"),
}
PATIENT_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("e", "ed", "er", "emergency", "emergency room", "emergency department", "emer"), "E"),
    **dict.fromkeys(("i", "ip", "inpatient", "inpt", "in", "in patient", "imp"), "I"),
    **dict.fromkeys(("o", "op", "outpatient", "outpt", "out", "out patient", "amb", "ambulatory", "clinic"), "O"),
}
_TITLES = {"md", "do", "dr", "phd", "mbbs", "frcr", "facr", "m", "d", "jr", "sr", "ii", "iii"}
_NAME = re.compile(r"[^\W\d_]+")


def read_type_of(word: str) -> str:
    """The type of read, or what a row is instead, that a source's word means; empty where that is not known."""
    said = plain(word)
    report = RESULT_STATUS.get(said)
    return _READ_TYPES.get(said) or (_BY_REPORT[report] if report else "")


def person(name: str) -> tuple[str, ...]:
    """A name's parts, whatever their order and without titles: `MORENO, ADA MD` and `Dr. Ada Moreno` are one."""
    return tuple(sorted(part for part in map(str.casefold, _NAME.findall(name)) if part not in _TITLES))


def people(names: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """Ids by the parts of names, of those whose parts are nobody else's; also by last name and initial."""
    found: dict[tuple[str, ...], set[str]] = {}
    for id_, name in names:
        parts = [part.casefold() for part in _NAME.findall(name) if part.casefold() not in _TITLES]
        if parts:
            found.setdefault(tuple(sorted(parts)), set()).add(id_)
            found.setdefault(tuple(sorted((parts[0][:1], parts[-1]))), set()).add(id_)
            found.setdefault(tuple(sorted((parts[0], parts[-1]))), set()).add(id_)
            found.setdefault((parts[-1],), set()).add(id_)
    return {parts: next(iter(ids)) for parts, ids in found.items() if len(ids) == 1}
