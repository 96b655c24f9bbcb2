"""What sources call things, as names.csv says: the one place that imports, routing and `held` resolve words by (spec 2.4)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from reads.directory.model import Name

_APOSTROPHES = re.compile(r"['’‘`´]")
_SIGNS = re.compile(r"[\W_]+")


def folded(word: str) -> str:
    """A word as it is looked up: case and surplus blanks apart."""
    return " ".join(word.split()).casefold()


def unpunctuated(word: str) -> str:
    """A word without its punctuation too: `St. Brendan's` is `St Brendans`, `Smith & Roe` is `Smith and Roe`."""
    return " ".join(_SIGNS.sub(" ", _APOSTROPHES.sub("", word.casefold()).replace("&", " and ")).split())


@dataclass(frozen=True, slots=True)
class TaughtNames:
    """The rows of names.csv by kind and name."""

    _rows: dict[tuple[str, str], tuple[Name, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Name]) -> TaughtNames:
        """Indexes the rows; they are taken as checked."""
        found: defaultdict[tuple[str, str], list[Name]] = defaultdict(list)
        for row in rows:
            found[row.kind, folded(row.name)].append(row)
        return cls({key: tuple(some) for key, some in found.items()})

    def __iter__(self) -> Iterator[Name]:
        return chain.from_iterable(self._rows.values())

    def __bool__(self) -> bool:
        return bool(self._rows)

    def meant(self, kind: str, word: str, facility: str = "", day: date | None = None) -> str:
        """The id that a word means at a facility on a day; empty where nothing says. That facility's row goes before others.

        Without a day, only what holds on every day counts.
        """
        rows = [row for row in self._rows.get((kind, folded(word)), ()) if _holds(row, day)]
        own = [row for row in rows if row.facility not in ("", "*") and row.facility == facility]
        everywhere = [row for row in rows if row.facility in ("", "*")]
        return next((row.id for row in (*own, *everywhere)), "")

    def of_days(self) -> frozenset[tuple[str, str]]:
        """The kinds and folded words that mean something on some days only: what one day says doesn't hold on another."""
        return frozenset(key for key, rows in self._rows.items() if any(row.starts or row.ends for row in rows))

    def varying(self, kind: str) -> frozenset[str]:
        """The folded words of a kind whose meaning depends on the day or the facility."""
        return frozenset(
            word
            for (own, word), rows in self._rows.items()
            if own == kind and any(row.starts or row.ends or row.facility not in ("", "*") for row in rows)
        )

    def of_kind(self, kind: str) -> dict[str, set[str]]:
        """All words of a kind, each with the ids that it means somewhere, some day."""
        return {word: {row.id for row in rows} for (own, word), rows in self._rows.items() if own == kind}


def _holds(row: Name, day: date | None) -> bool:
    if day is None:
        return row.starts is None and row.ends is None
    return (row.starts is None or row.starts <= day) and (row.ends is None or day < row.ends)
