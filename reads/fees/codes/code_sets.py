"""The code sets in force, asked on a day: what is not imported answers nothing, and nothing is held for it (spec 5.6). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reads.core.date_span import DateSpan, within
from reads.fees.codes.code_set import CodeEntry, CodeKind


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a set with the entries that were loaded, by code."""

    kind: CodeKind
    name: str
    span: DateSpan
    entries: Mapping[str, tuple[CodeEntry, ...]]

    @property
    def shown(self) -> str:
        """As a message names its source."""
        return f"{self.kind.value} {self.name}"


@dataclass(frozen=True, slots=True)
class CodeSets:
    """All editions that were imported, the newest revision of each."""

    editions: tuple[Edition, ...] = field(default=())

    def on(self, kind: CodeKind, day: date) -> Edition | None:
        """The edition of the day: of several that hold, the one that began last."""
        found = [each for each in self.editions if each.kind is kind and each.span.contains(day)]
        return max(found, key=lambda each: each.span.first or date.min, default=None)

    def replaced_by(self, diagnosis: str, day: date) -> tuple[str, ...]:
        """The codes that took a diagnosis's place by that day, where an imported conversion table says so."""
        entries = [
            entry
            for each in self.editions
            if each.kind is CodeKind.REPLACED_DIAGNOSES and (each.span.first or date.min) <= day
            for entry in each.entries.get(diagnosis, ())
        ]
        return tuple(dict.fromkeys(entry.other for entry in entries))

    def pair(self, one: str, two: str, day: date) -> tuple[CodeEntry, Edition] | None:
        """The edit between two codes on a day, whichever of them is column 1; None for none."""
        edition = self.on(CodeKind.PAIRS, day)
        if edition is None:
            return None
        for first, second in ((one, two), (two, one)):
            for entry in edition.entries.get(first, ()):
                if entry.other == second and entry.value != "9" and within(day, entry.starts, entry.ends):
                    return entry, edition
        return None

    def carrier(self, zip_code: str, day: date) -> tuple[str, str] | None:
        """Medicare's carrier and locality of a ZIP: the nine digits where they are listed, else the five; None for none."""
        edition = self.on(CodeKind.ZIP_CODES, day)
        digits = "".join(letter for letter in zip_code if letter.isdecimal())
        for code in (digits[:9], digits[:5]) if edition else ():
            for entry in edition.entries.get(code, ()) if edition else ():
                return entry.value, entry.other
        return None


NO_CODE_SETS = CodeSets()
"""Nothing was imported."""


def by_code(entries: Iterable[CodeEntry], *, on_other: bool = False) -> dict[str, tuple[CodeEntry, ...]]:
    """Entries by their code; conversion tables by what was replaced."""
    found: dict[str, list[CodeEntry]] = {}
    for entry in entries:
        found.setdefault(entry.other if on_other else entry.code, []).append(
            CodeEntry(entry.other, entry.code, entry.value, entry.starts, entry.ends) if on_other else entry
        )
    return {code: tuple(some) for code, some in found.items()}
