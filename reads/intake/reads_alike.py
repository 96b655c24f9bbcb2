"""A facility's reads as the log gathers them: of each place of their own part one text, a JSON array; words that they share stand once.

Nothing is made of a place before it is asked for, so that a month of reads is some texts for each of its facilities.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import Any

from reads.core.read import LoggedRead
from reads.intake.stored_row import ENDS, KEY, SHARED, Row, logged_of

_read = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # set, and not declared
"""What `json.loads` does, without its look for a byte order mark and for blanks at both ends."""

SITE = itemgetter(*(SHARED.index(name) for name in ("facility", "read_type")))
"""Of shared words the facility and the type of read: those of one facility's reads are all alike in these."""


@dataclass(slots=True, eq=False)
class OwnParts:
    """The own parts of some reads, place by place, then the number of each one's shared words.

    `chosen` are the positions of those that are meant, None for all.
    """

    texts: tuple[str, ...]
    count: int
    chosen: Sequence[int] | None = None

    @classmethod
    def of(cls, rows: Sequence[Row], numbers: Sequence[int]) -> OwnParts:
        """Those of rows at hand."""
        places = (*zip(*(row[:ENDS] for row in rows), strict=True), numbers)
        return cls(tuple(json.dumps(place, ensure_ascii=False) for place in places), len(rows))

    @classmethod
    def joined(cls, counts: Sequence[int], places: Iterable[Sequence[str]]) -> OwnParts:
        """Those of several groups of so many reads, each with shared words of its own: of each place the groups' texts."""
        texts = (f"[{','.join(text[1:-1] for text in of_groups)}]" for of_groups in places)
        numbers = chain.from_iterable(map(repeat, range(len(counts)), counts))
        return cls((*texts, json.dumps(list(numbers))), sum(counts))

    def __len__(self) -> int:
        return self.count

    def place(self, place: int) -> list[Any]:
        """What stands at one place of each read."""
        found: list[Any] = _read(self.texts[place], 0)[0]
        return found if self.chosen is None else [found[at] for at in self.chosen]

    @property
    def numbers(self) -> list[int]:
        """Which of the shared words are those of each read."""
        return self.place(ENDS)

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
class ReadsOfFacility:
    """Reads of one type at one facility; `apart` where each must be looked at by itself.

    `shared` are the words that some of them share, a row for each kind of read.
    """

    shared: Sequence[Row]
    own: OwnParts
    apart: bool = False

    @property
    def rows(self) -> Iterator[Row]:
        """Each read's row."""
        return self.rows_of(self.own)

    def rows_of(self, own: OwnParts) -> Iterator[Row]:
        """The rows of some of the reads."""
        return (row + self.shared[number] for row, number in zip(own, own.numbers, strict=True))

    def one_of(self, number: int) -> Row:
        """A read that has these words: the one in the middle."""
        those = [at for at, each in enumerate(self.own.numbers) if each == number]
        return next(self.rows_of(self.own.at([those[len(those) // 2]])))


@dataclass(frozen=True, slots=True)
class ReadsOfWindow:
    """Reads as they stream in, a facility's together, and the keys of all void reads."""

    by_facility: Iterable[ReadsOfFacility]
    void: Collection[str]

    def kept(self) -> ReadsOfWindow:
        """The same, to be gone through several times."""
        return ReadsOfWindow(tuple(self.by_facility), self.void)

    def logged(self, row: Row) -> LoggedRead:
        """The read that a row stands for."""
        return logged_of(row, row[KEY] in self.void)


def by_facility(rows: Iterable[Row], *, apart: bool = False) -> list[ReadsOfFacility]:
    """Rows at hand, gathered as the log would."""
    found: list[ReadsOfFacility] = []
    for _, each in groupby(sorted(rows, key=_words), lambda row: SITE(_words(row))):
        some = list(each)
        numbers: dict[Row, int] = {}
        of_each = [numbers.setdefault(_words(row), len(numbers)) for row in some]
        found.append(ReadsOfFacility(tuple(numbers), OwnParts.of(some, of_each), apart))
    return found


def _words(row: Row) -> Row:
    return row[ENDS:]
