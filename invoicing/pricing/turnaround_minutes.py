"""How many minutes a read took, as they are shown: begun ones count, and what can't be true is not told."""

from __future__ import annotations

from datetime import datetime

from reads.core.read import BEFORE_SIGNING


def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """The minutes begun from one moment to another (30:01 is 31); None where they are unknown, backwards or too far apart."""
    if start is None or end is None or end < start or end - start > BEFORE_SIGNING:
        return None
    elapsed = end - start
    return -(-(elapsed.days * 86_400 + elapsed.seconds) // 60)
