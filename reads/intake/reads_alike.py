"""Reads that share all their words but their own, as the log gathers them: of each place of their own part one text, a JSON array.

Nothing is made of a place before it is asked for, so that a month of reads is some texts for each of its kinds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reads.core.read import LoggedRead
from reads.intake.stored_row import ENDS, KEY, Row, logged_of

_read = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # set, and not declared
"""What `json.loads` does, without its look for a byte order mark and for blanks at both ends."""


@dataclass(slots=True, eq=False)
class OwnParts:
    """The own parts of some reads, place by place; `chosen` are the positions of those that are meant, None for all."""

    texts: tuple[str, ...]
    count: int
    chosen: Sequence[int] | None = None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> OwnParts:
        """Those of rows at hand."""
        places = zip(*(row[:ENDS] for row in rows), strict=True)
        return cls(tuple(json.dumps(place, ensure_ascii=False) for place in places), len(rows))

    def __len__(self) -> int:
        return self.count

    def place(self, place: int) -> list[Any]:
        """What stands at one place of each read."""
        found: list[Any] = _read(self.texts[place], 0)[0]
        return found if self.chosen is None else [found[at] for at in self.chosen]

    def letters(self, place: int) -> str:
        """A text with every letter that stands at one place of some read, and of others perhaps."""
        text = self.texts[place]
        return text if "\\" not in text else "".join(map(str, self.place(place)))

    def __iter__(self) -> Iterator[Row]:
        return zip(*map(self.place, range(ENDS)), strict=True)

    def at(self, positions: Sequence[int]) -> OwnParts:
        """Some of them, by their positions among these."""
        chosen = positions if self.chosen is None else [self.chosen[at] for at in positions]
        return OwnParts(self.texts, len(chosen), chosen)


@dataclass(slots=True, eq=False)
class ReadsAlike:
    """Reads with the same shared words; `apart` where each must be looked at by itself."""

    shared: Row
    own: OwnParts
    apart: bool = False

    @property
    def rows(self) -> Iterator[Row]:
        """Each read's row."""
        return (row + self.shared for row in self.own)


@dataclass(frozen=True, slots=True)
class ReadsOfWindow:
    """Reads as they stream in, those alike together, and the keys of all void reads."""

    alike: Iterable[ReadsAlike]
    void: Collection[str]

    def kept(self) -> ReadsOfWindow:
        """The same, to be gone through several times."""
        return ReadsOfWindow(tuple(self.alike), self.void)

    def logged(self, row: Row) -> LoggedRead:
        """The read that a row stands for."""
        return logged_of(row, row[KEY] in self.void)


def alike(rows: Iterable[Row]) -> list[ReadsAlike]:
    """Rows at hand, gathered as the log would."""
    found: dict[Row, list[Row]] = {}
    for row in rows:
        found.setdefault(row[ENDS:], []).append(row)
    return [ReadsAlike(shared, OwnParts.of(some)) for shared, some in found.items()]
