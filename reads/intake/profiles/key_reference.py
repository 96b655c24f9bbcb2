"""The reference of the profiles' keys: what their readers ask for, kind by kind, and the fields of a read once for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from reads.core.errors import FaultyInput
from reads.core.reference import ReferenceEntry, entry_of
from reads.core.toml_file import Key, TomlFile
from reads.core.toml_keys import keys_of
from reads.core.toml_table import Section
from reads.intake.profiles.books import READERS
from reads.intake.profiles.key_sentences import sentence
from reads.intake.profiles.profile import ProfileKind, ProfileText

_OF_FIELDS = ("values", "constants", "reads.preliminary")
"""Tables that have a key for each field of a read, as [columns] has."""


def profile_keys(kind: ProfileKind) -> list[Key]:
    """Every key that a profile of the kind may have."""

    def read(file: TomlFile) -> None:
        with suppress(FaultyInput):
            READERS[kind](ProfileText(Section.head(file)), "")

    return keys_of(read, {"kind": kind.value})


def profile_entries() -> list[ReferenceEntry]:
    """What the reference says of profiles/*.toml."""
    return [each for kind in ProfileKind if kind is not ProfileKind.XLSX for each in _entries(kind)]


def _entries(kind: ProfileKind) -> Iterator[ReferenceEntry]:
    shown = 'kind = "csv" or "xlsx"' if kind is ProfileKind.CSV else f'kind = "{kind}"'
    seen: set[str] = set()
    for key in profile_keys(kind):
        about = sentence(kind, key.table, key.name)
        if key.table in _OF_FIELDS:
            if key.table not in seen:
                seen.add(key.table)
                yield _of_each_field(shown, key)
        elif not key.table.startswith("reads"):
            where = f"{shown}, [{key.table}]" if key.table else f"{shown}, above all sections"
            yield entry_of(key, where, about)


def _of_each_field(shown: str, key: Key) -> ReferenceEntry:
    """One line for a table that has a key for each field."""
    section = "reads.TYPE" if key.table.startswith("reads") else key.table
    about = "Each field of a read, as in [columns]."
    if section == "values":
        section, about = "values.FIELD", "The source's word = what wetread calls it, a line each."
    elif section == "reads.TYPE":
        about = "The columns of one of a row's two reads: preliminary, final, addendum or overread."
    return replace(entry_of(key, f"{shown}, [{section}]", about), name="FIELD", example="")
