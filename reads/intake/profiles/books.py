"""The profiles of the books (profiles/*.toml): read from the folder when a command needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reads.core.errors import FaultyInput, WrongUse
from reads.core.findings import Finding
from reads.intake.profiles.bank import BankProfile, bank_profile
from reads.intake.profiles.fhir import FhirProfile, fhir_profile
from reads.intake.profiles.hl7 import Hl7Profiles, hl7_profile
from reads.intake.profiles.profile import ProfileKind, ProfileText
from reads.intake.profiles.table import KINDS, TableProfile, table_profile

FOLDER = "profiles"
READERS: Mapping[ProfileKind, Callable[[ProfileText, str], object]] = {
    ProfileKind.CSV: table_profile,
    ProfileKind.XLSX: table_profile,
    ProfileKind.HL7: hl7_profile,
    ProfileKind.FHIR: fhir_profile,
    ProfileKind.BANK: bank_profile,
}
"""Who reads a profile of a kind."""


def profile_named(books: Path, name: str) -> ProfileText:
    """The profile of that name; WrongUse where the books have none."""
    for found, profile in profiles_of(books):
        if found == name:
            return profile
    there = ", ".join(found for found, _ in profiles_of(books)) or "none yet"
    raise WrongUse(f"the books have no profile {name!r}", f"{books / FOLDER} has: {there}")


def profiles_of(books: Path) -> Iterator[tuple[str, ProfileText]]:
    """All profiles by name, their faults still in them."""
    for path in sorted((books / FOLDER).glob("*.toml")):
        yield path.stem, ProfileText.read(path.read_bytes(), f"{FOLDER}/{path.name}")


def profile_faults(books: Path) -> Iterator[Finding]:
    """What is wrong with any profile, as whoever imports with it would be told."""
    for name, text in profiles_of(books):
        with suppress(FaultyInput):
            READERS[ProfileKind(text.kind or ProfileKind.CSV)](text, name)
        yield from text.findings


def hl7_profiles(books: Path, name: str = "") -> Hl7Profiles:
    """The profiles of HL7 senders, each for its own messages; with a name that one alone, for all messages.

    FaultyInput with the faults of one that has any.
    """
    if name:
        return Hl7Profiles(other=hl7_profile(profile_named(books, name), name))
    return Hl7Profiles.of([hl7_profile(text, found) for found, text in profiles_of(books) if text.kind == "hl7"])


def table_profile_named(books: Path, name: str) -> TableProfile | None:
    """The profile of that name for a table, None without a name; FaultyInput with its faults."""
    return table_profile(profile_named(books, name), name) if name else None


def table_profiles(books: Path) -> Iterator[TableProfile]:
    """The profiles of tables that have no fault."""
    for name, text in profiles_of(books):
        with suppress(FaultyInput):
            if text.kind in KINDS:
                yield table_profile(text, name)


def fhir_profile_named(books: Path, name: str) -> FhirProfile | None:
    """The profile of that name for FHIR, None without a name; FaultyInput with its faults."""
    return fhir_profile(profile_named(books, name), name) if name else None


def bank_profile_named(books: Path, name: str) -> BankProfile:
    """The profile of that name for a bank's CSV; FaultyInput with its faults, WrongUse for another kind."""
    text = profile_named(books, name)
    if not text.failed and text.kind != "bank":
        raise WrongUse(f"the profile {name!r} is not of a bank", 'a bank\'s profile has kind = "bank"')
    return bank_profile(text, name)


def bank_profiles(books: Path) -> list[str]:
    """The names of the books' profiles for banks."""
    return [name for name, text in profiles_of(books) if text.kind == "bank"]
