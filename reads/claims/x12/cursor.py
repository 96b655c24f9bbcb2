"""Segments of an 837P of our own, taken one after another as they must come."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.x12.segment_reader import Segment
from reads.core.errors import WetreadError


class NotOurs(WetreadError):
    """The text is not an 837P as this project writes it; says at which segment, never what stands in it."""

    code = "not_our_837"

    def __init__(self, expected: str, found: Segment | None) -> None:
        place = f"a segment {found.id[:3]} at character {found.offset}" if found else "the end of the file"
        super().__init__(f"where {expected} must stand there is {place}", "write the file again")


class Cursor:
    """Segments one after another, with a look at the next."""

    def __init__(self, source: Iterator[Segment]) -> None:
        self.source = source
        self.next: Segment | None = next(source, None)
        self.taken = 0

    def at(self, id_: str, first: str | None = None) -> bool:
        """Whether the next segment has this id, and this first element."""
        return self.next is not None and self.next.id == id_ and (first is None or self.next[1] == first)

    def take(self, id_: str, fixed: dict[int, str] | None = None, *, longest: int = 0) -> Segment:
        """The next segment, which must have this id and these elements, and no more than `longest`."""
        segment = self.next
        wanted = fixed or {}
        if segment is None or segment.id != id_ or any(segment[at] != text for at, text in wanted.items()):
            raise NotOurs(" ".join([id_, *wanted.values()]), segment)
        if longest and len(segment.parts) > longest + 1:
            raise NotOurs(f"{id_} of {longest} elements", segment)
        self.taken += 1
        self.next = next(self.source, None)
        return segment


class Levels:
    """HL segments: each counts one up and names its parent."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.count = 0

    def take(self, parent: int, code: str, child: str) -> int:
        """The next level's number."""
        self.count += 1
        self.cursor.take("HL", {1: str(self.count), 2: str(parent) if parent else "", 3: code, 4: child}, longest=4)
        return self.count
