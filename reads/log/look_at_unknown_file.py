"""A look at an unknown file: the profile proposed for it, the file as it looks through that, and the profile kept in the books."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reads.core.errors import WetreadError, WrongUse
from reads.directory.directory import Directory
from reads.intake.file_types import HEAD, is_fhir, is_hl7
from reads.intake.guess.preview import Preview, preview
from reads.intake.guess.proposal import Proposal, proposed
from reads.intake.guess.told_by_person import Said
from reads.intake.profiles.books import FOLDER

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.IGNORECASE)


class ProfileThere(WetreadError):
    """A profile of that name would be written over."""

    code = "profile_there"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already", "choose another name, or delete it first")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the look showed; `text` is the profile as it would be kept."""

    proposal: Proposal
    seen: Preview
    text: str

    @property
    def needs_a_person(self) -> bool:
        """Whether anything of it should be looked at before an import."""
        return bool(self.proposal.doubts or self.seen.faults or self.seen.same_key)


def look(stream: BinaryIO, source: str, directory: Directory, now: datetime, said: Said) -> Looked:
    """A profile proposed for one file, and the file through it; nothing is imported.

    WrongUse for what says itself what its fields are, and for a facility that the books lack.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    if is_hl7(head, source) or is_fhir(head):
        kind = "FHIR" if is_fhir(head) else "HL7"
        raise WrongUse(f"{source} is {kind}, which needs no guess", f"import it: wetread reads import {source}")
    if said.facility and said.facility.casefold() not in directory.facilities:
        there = ", ".join(sorted(directory.facilities)) or "none yet"
        raise WrongUse(f"the books have no facility {said.facility!r}", f"they have: {there}")
    proposal = proposed(stream, source, directory, now, said)
    profile = proposal.profile
    if not {"facility"} & {*profile.columns, *profile.constants}:
        profile = replace(profile, constants={**profile.constants, "facility": "?"})
    return Looked(proposal, preview(stream, source, directory, now, profile), proposal.text(source))


def checked_name(name: str) -> str:
    """The name that a profile is to have; WrongUse where it can't name a file."""
    if not _NAME.fullmatch(name):
        raise WrongUse(f"{name[:60]!r} can't name a profile", "letters, digits, - and _, like mercy-ris")
    return name


def save_profile(books: Path, name: str, text: str) -> Path:
    """Writes the profile into the books; ProfileThere where one of that name is there."""
    folder = books / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{checked_name(name)}.toml"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(text.encode())
    except FileExistsError:
        raise ProfileThere(path) from None
    return path
