"""The levels of reminders as wetread.toml writes them."""

from __future__ import annotations

from reads.core.findings import Wrong
from reads.directory.cell_types import lines


def reminder_levels(text: str) -> tuple[tuple[int, str], ...]:
    """Lines "days = words", the days rising: when a reminder goes out, and what it says."""
    found = [tuple(side.strip() for side in line.partition(" = ")[::2]) for line in lines(text)]
    days = [int(left) if left.isascii() and left.isdigit() else 0 for left, _ in found]
    if not all(right for _, right in found) or days != sorted(set(days)) or 0 in days:
        remedy = 'like ["10 = This is a reminder of what is past due.", "30 = Please pay within a week."]'
        raise Wrong("each line is a number of days past due, rising, and the words of that reminder", remedy)
    return tuple((number, right) for number, (_, right) in zip(days, found, strict=True))
