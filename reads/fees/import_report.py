"""What became of a file of fees, in words."""

from __future__ import annotations

from reads.core.english import counted
from reads.fees.import_release import Arrival, ImportedFees

_SHOWN = 20


def imported_in_words(done: ImportedFees) -> str:
    """A line, with the work RVUs that changed below it."""
    match done.arrival:
        case Arrival.SAME_FILE:
            return f"{done.file}: imported before as {done.release}, revision {done.revision}; nothing to do"
        case Arrival.SAME_VALUES:
            todo = "nothing to do" if done.factor is None else f"its conversion factor {done.factor} is kept"
            return f"{done.file}: {done.release} is there already, from {done.beside}, with the same values; {todo}"
        case Arrival.COMPLETED:
            kept = "practice expense, malpractice and conversion factor"
            return f"{done.file}: {done.release} completed with {kept}, revision {done.revision}"
        case Arrival.INDICES:
            return f"{done.file}: geographic indices of {done.release}, {counted(done.codes, 'locality', 'localities')}"
        case Arrival.IMPORTED:
            return f"{done.file}: {done.release}, {counted(done.codes, 'row')}"
    lines = [
        f"{done.file}: {done.release} corrected, revision {done.revision}, {counted(len(done.changes), 'work RVU')} changed"
    ]
    lines += [
        f"    {change.code} {change.modifier or '  '}  {_work(change.old)} → {_work(change.new)}"
        for change in done.changes[:_SHOWN]
    ]
    if len(done.changes) > _SHOWN:
        lines.append(f"    and {len(done.changes) - _SHOWN} more")
    return "\n".join(lines)


def _work(value: object) -> str:
    return "none" if value is None else str(value)
