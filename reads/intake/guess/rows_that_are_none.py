"""Which rows of an unknown table are no reads: totals and printed lines, the header once more, a line drawn below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reads.directory.names import folded

_ENDS = ("total", "grand total", "subtotal", "count", "report", "printed", "page", "end of", "generated", "run date")
_LINE = re.compile(r"[-=_*]+")
_MOST = 40


@dataclass(slots=True)
class RowsThatAreNone:
    """What the rows that are none begin with, and which of these words rows of reads begin with as well."""

    header: tuple[str, ...]
    ends: dict[str, dict[str, None]] = field(default_factory=dict)
    also: set[str] = field(default_factory=set)

    @classmethod
    def below(cls, header: Sequence[str]) -> RowsThatAreNone:
        """Those below this header."""
        return cls(tuple(map(folded, header)))

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether a row is one of them."""
        filled = [cell for cell in cells if cell.strip()]
        if (
            not filled
            or tuple(map(folded, cells)) == self.header
            or all(_LINE.fullmatch(cell.strip()) for cell in filled)
        ):
            return True
        first = folded(filled[0])
        end = next((end for end in _ENDS if first.startswith(end)), "")
        if end and 3 * len(filled) <= len(self.header) + 3:
            if len(texts := self.ends.setdefault(end, {})) < _MOST:
                texts[first] = None
            return True
        if end:
            self.also.add(end)
        return False

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How such rows begin, for skip_rows: by a word of which no read begins, else by all that was met."""
        found: list[str] = []
        for end, texts in self.ends.items():
            found += texts if end in self.also else [end]
        return tuple(found)

    def doubts(self) -> Iterator[str]:
        """What a person should look at."""
        for end in self.ends:
            if end in self.also:
                yield f"rows that are no reads begin with {end!r}, and so do rows of reads: look at skip_rows"
