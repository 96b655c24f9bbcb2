"""What applying the books changes: rows that come, rows that go, cells that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reads.core.findings import Finding, Severity, Where

Cells = Mapping[str, str]
"""A row as it is kept: column -> text, empty ones left out."""

Contents = Mapping[str, Mapping[str, Cells]]
"""The books as they are kept: kind -> key of the row -> its cells."""


@dataclass(frozen=True, slots=True)
class BookChange:
    """One row that the books have and the database not, or the other way round, or differently.

    `version` is the number of the version that will record it.
    """

    kind: str
    key: str
    version: int
    before: Cells | None
    after: Cells | None

    @property
    def verb(self) -> str:
        """What happens to the row: added, changed or removed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def differences(self) -> dict[str, tuple[str, str]]:
        """The cells of a changed row that differ: column -> (old, new)."""
        before, after = self.before or {}, self.after or {}
        columns = dict.fromkeys([*before, *after])
        return {
            name: (before.get(name, ""), after.get(name, ""))
            for name in columns
            if before.get(name, "") != after.get(name, "")
        }


def lost_zeros(changes: Iterable[BookChange]) -> Iterator[Finding]:
    """Warns of every id that became the number it looks like, as a spreadsheet does it: 00621, now 621."""
    all_ = list(changes)
    told: set[tuple[str, str]] = set()
    for change in all_:
        for name, (before, after) in change.differences.items():
            if before.isdecimal() and after.isdecimal() and before != after == before.lstrip("0"):
                told.add((before, after))
                message = f"{change.kind} {change.key}: {name} {before} has become {after}"
                remedy = f"if a spreadsheet dropped the zeros, write {before} again and give the column the format Text"
                yield Finding("lost_zeros", message, remedy, Where(field=name), Severity.WARNING)
    came = {(change.kind, change.key) for change in all_ if change.before is None}
    for change in all_:
        words = {word: word.lstrip("0") for word in change.key.split("/") if word.isdecimal() and word.startswith("0")}
        short = "/".join(words.get(word, word) for word in change.key.split("/"))
        if change.after is None and (change.kind, short) in came and not told & set(words.items()) and words:
            remedy = "if a spreadsheet dropped the zeros, write them again and give the column the format Text"
            message = f"{change.kind}: {_shown(change.key)} has become {_shown(short)}"
            yield Finding("lost_zeros", message, remedy, severity=Severity.WARNING)


def _shown(key: str) -> str:
    return " ".join(filter(None, key.split("/")))


def changes_between(kept: Mapping[tuple[str, str], tuple[int, Cells | None]], books: Contents) -> Iterator[BookChange]:
    """The changes from what is kept, as (kind, key) -> (version, cells or None for a row that had left), to the books."""
    for kind, rows in books.items():
        for key, cells in rows.items():
            version, before = kept.get((kind, key), (0, None))
            if before != cells:
                yield BookChange(kind, key, version + 1, before, cells)
    for (kind, key), (version, before) in kept.items():
        if before is not None and key not in books.get(kind, {}):
            yield BookChange(kind, key, version + 1, before, None)
