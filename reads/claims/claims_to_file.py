"""Claims on their way into files: on the disk, each with the text of its file, until those of a receiver are written in filing order.

A month of claims is more than memory holds: of each, its place in its file, where its text lies and its likeness are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reads.claims.claim import Claim, Receiver
from reads.claims.claims_csv import csv_lines
from reads.claims.receivers import receiver_of
from reads.claims.x12.claim_text import ClaimForFile, ClaimText, Level
from reads.claims.x12.compare_837p import Meant
from reads.claims.x12.elements import Fault
from reads.claims.x12.write_837p import filing_place
from reads.directory.directory import Directory
from reads.store.sealed_spool import SealedSpool

_BETWEEN = "\0"
"""Between the parts of a place: before any sign that they may have, so that texts sort as their parts do."""


class PlaceInFile(NamedTuple):
    """Where a claim comes in its file (filing_place), under which number its text lies, and its likeness."""

    place: str
    text: int
    likeness: int

    @property
    def control_number(self) -> str:
        """CLM01, the last part of its place."""
        return self.place.rpartition(_BETWEEN)[2]


class FileText:
    """A file as it is written, on the disk until it is where it goes."""

    def __init__(self) -> None:
        self._spool, self._sha256 = SealedSpool(), hashlib.sha256()

    def write(self, text: str) -> None:
        """Takes the next piece."""
        self._sha256.update(text.encode())
        self._spool.put(text)

    @property
    def sha256(self) -> str:
        """The hash of what was written, as hexadecimal digits."""
        return self._sha256.hexdigest()

    def __iter__(self) -> Iterator[str]:
        return iter(self._spool)


class ClaimsToFile:
    """Claims by who takes their files."""

    def __init__(self, directory: Directory, *, as_csv: bool) -> None:
        self._directory, self._as_csv = directory, as_csv
        self._texts = SealedSpool()
        self._receivers: dict[str, Receiver] = {}
        self._found: dict[Receiver, list[PlaceInFile]] = {}

    def add(self, payer: str, claim: Claim, filed: ClaimForFile) -> None:
        """A claim to a payer; MissingSettings where nobody is named who takes it."""
        if payer not in self._receivers:
            self._receivers[payer] = receiver_of(self._directory, payer)
        number = self._texts.put(_JSON([filed, csv_lines(claim) if self._as_csv else ""]))
        place = PlaceInFile(_BETWEEN.join(filing_place(claim)), number, filed.likeness)
        self._found.setdefault(self._receivers[payer], []).append(place)

    def files(self) -> Iterator[tuple[Receiver, list[PlaceInFile]]]:
        """The claims of each receiver, in filing order."""
        for receiver, places in sorted(self._found.items(), key=lambda item: (item[0].name, item[0].id)):
            places.sort()
            yield receiver, places

    def texts(self, places: Sequence[PlaceInFile]) -> Iterator[ClaimForFile]:
        """What their file needs of these claims."""
        for each in places:
            number, lines, cents, likeness, (billing, insured, patient, claim) = json.loads(self._texts[each.text])[0]
            patient_level = _level(patient) if patient else None
            text = ClaimText(_level(billing), _level(insured), patient_level, _level(claim))
            yield ClaimForFile(number, lines, cents, likeness, text)

    def tables(self, places: Sequence[PlaceInFile]) -> Iterator[str]:
        """The lines of these claims as CSV."""
        return (json.loads(self._texts[each.text])[1] for each in places)


def meant(places: Sequence[PlaceInFile]) -> Iterator[Meant]:
    """What a file of these claims has to read back as."""
    return ((each.control_number, each.likeness) for each in places)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _level(level: tuple[str, int, list[list[str]]]) -> Level:
    text, segments, faults = level
    return Level(text, segments, tuple([Fault(*fault) for fault in faults]))
