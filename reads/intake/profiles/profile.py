"""The text of a profile (books/profiles/NAME.toml): what all kinds of profiles share.

kind = "hl7"                  hl7, csv, xlsx, fhir or bank: what else the file may say depends on it
timezone = "America/Chicago"  the zone of times without an offset, where it isn't the facility's

[values.facility]             what the source writes = what wetread calls it, for any field
ABCHOSP = "mercy-main"
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reads.core.errors import FaultyInput
from reads.core.findings import Finding
from reads.core.toml_file import TomlFile, is_text
from reads.core.toml_table import Section
from reads.directory.names import folded


class ProfileKind(StrEnum):
    """What a profile is of."""

    HL7 = "hl7"
    CSV = "csv"
    XLSX = "xlsx"
    FHIR = "fhir"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class ProfileText:
    """A profile being read: the head of its file, which collects what is wrong."""

    head: Section

    @classmethod
    def of(cls, text: str, file: str) -> ProfileText:
        """The profile of a TOML text; one that is no TOML has no values and a finding."""
        return cls(Section.head(TomlFile.opened(text, file)))

    @classmethod
    def read(cls, data: bytes, file: str) -> ProfileText:
        """The profile of a file's bytes."""
        return cls(Section.head(TomlFile.read(data, file)))

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with it so far, in the file's order."""
        return self.head.file.sorted_findings

    @property
    def failed(self) -> bool:
        """Whether any fault keeps it from being used."""
        return self.head.file.failed

    @property
    def kind(self) -> str:
        """The kind of source as it is written; empty where none is, or none that there is."""
        written = self.head.table.get("kind")
        return written if isinstance(written, str) and written in list(ProfileKind) else ""

    def opened(self) -> Section:
        """The head, to be read; FaultyInput where the file is no TOML, or of no kind that there is."""
        if not self.head.file.is_toml:
            self.refuse_faults()
        if self.head.has("kind") and not self.kind:
            self.head.choice("kind", ProfileKind, ProfileKind.CSV)
            self.refuse_faults()
        return self.head

    def refuse_faults(self) -> None:
        """FaultyInput with every fault, if any is an error."""
        if self.failed:
            raise FaultyInput(f"the profile {self.head.file.name}", self.findings)


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What a source's words for a field are called here."""

    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meant(self, name: str, sent: str) -> str:
        """What the source's word for a field is called here."""
        words = self.values.get(name)
        return words.get(folded(sent), sent) if words else sent


def kind_said(head: Section, *meant: ProfileKind) -> ProfileKind:
    """The kind that the file says, the first of those meant where it says none; another one is a fault."""
    kind = head.choice("kind", ProfileKind, meant[0])
    if kind not in meant:
        head.fault(
            "unknown_value", f'`kind = "{kind}"` is another kind of source', f"write {' or '.join(meant)}", "kind"
        )
    return kind


def words_of_fields(head: Section, names: Collection[str]) -> dict[str, dict[str, str]]:
    """The tables `[values.facility]`, one a field: the source's words, and what wetread calls them."""
    values = head.section("values", "[values]")
    if values is None:
        return {}
    found = {}
    for name in names:
        table = values.section(name, f"[values.{name}]")
        if table is not None:
            found[name] = {folded(word): meant for word, meant in meanings(table)}
    values.finish()
    return found


def meanings(table: Section) -> Iterator[tuple[str, str]]:
    """The lines of a table whose keys are a source's own words: each as it is written, and its text."""
    for word in table.table:
        meant = table.raw(word)
        if isinstance(meant, str):
            yield word, meant.strip()
        else:
            table.wrong_type(word, "a text in quotes", '"..."')


def encoding_of(head: Section) -> str | None:
    """The encoding of a text file by Python's name of it; None where none is said."""
    name = head.text("encoding", '"cp1252"')
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        head.fault("unknown_encoding", f'`encoding = "{name}"` is no encoding', 'write it like "cp1252"', "encoding")
        return None


def sign_of(head: Section, key: str, default: str) -> str:
    """One character, as it is written; the empty text where it is given so."""
    head.note(key, "one character in quotes", '";"', f'"{default}"' if default else "")
    sign = head.raw(key)
    if sign is None:
        return default
    if not is_text(sign):
        head.wrong_type(key, "one character in quotes", '";"')
    elif len(sign) > 1 or sign in ("\r", "\n"):
        head.fault("not_a_character", f"`{key}` is not one character", 'write it like ";"', key)
    else:
        return sign
    return default
