"""A read that was retyped from a downtime log beside the same read from a system: one read, each filling in the other (spec 7).

What both say must agree, but for what a person at night can't know:

- a field that one of them leaves empty is taken from the other; a priority left empty by hand reads `routine`
- the description is the system's: nobody copies it letter by letter
- a time less than a minute apart is the system's, which has the seconds; one that the system has up to two weeks later is the
  log's: the report was entered when the system was back, and read when the log says

Anything else is a conflict for a person, as between any two sources. Pure.
"""

from __future__ import annotations

from datetime import timedelta

from reads.core.codes import Priority
from reads.core.times import restored
from reads.directory.directory import Directory
from reads.intake.content import CONTENT, SENT_AT, Content
from reads.log.versioning import settle

DOWNTIME = "downtime"
"""The kind of source that a downtime log is."""

ENTERED_LATER = timedelta(days=14)
_TIMES = frozenset(CONTENT.index(name) for name in ("exam_at", "received_at", "signed_at"))
_DESCRIPTION = CONTENT.index("description")
_PRIORITY = CONTENT.index("priority")
_TEST = CONTENT.index("test_patient")
_MINUTE = timedelta(minutes=1)


def merged(log: Content, system: Content, directory: Directory) -> Content | None:
    """What both say together; None where they contradict each other. The time of sending is the system's."""
    fields = []
    settled = zip(settle(log, directory), settle(system, directory), strict=True)
    for at, (one, other) in enumerate(settled):
        taken = _taken(at, one, other)
        if taken is None:
            return None
        fields.append(log[at] if taken == one and taken != other else system[at])
    return (*fields, system[SENT_AT])


def _taken(at: int, log: str, system: str) -> str | None:
    """Which of two texts of a field holds; None where neither does."""
    if log == system or not log or at in (_DESCRIPTION, _TEST):
        return system or log
    if not system:
        return log
    if at in _TIMES:
        return _time(log, system)
    return system if at == _PRIORITY and log == Priority.ROUTINE else None


def _time(log: str, system: str) -> str | None:
    if log.endswith("Z") != system.endswith("Z"):
        return None
    apart = restored(system) - restored(log)
    if abs(apart) < _MINUTE:
        return system
    return log if timedelta() < apart <= ENTERED_LATER else None
