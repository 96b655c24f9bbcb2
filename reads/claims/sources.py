"""Which source a file is, told by its first bytes, and the reads that it gives by the books' profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session

from reads.core.findings import Finding
from reads.directory.directory import Directory
from reads.intake.downtime import downtime_reads
from reads.intake.errors import UnknownColumns
from reads.intake.fhir.file import FhirReads
from reads.intake.fields_of_finals import PATIENT
from reads.intake.file_types import HEAD, is_fhir, is_hl7
from reads.intake.hl7.file import Hl7Reads
from reads.intake.profiles.books import fhir_profile_named, hl7_profiles, table_profile_named, table_profiles
from reads.intake.read_fields import Fields
from reads.intake.table_files import rows_of, table_of
from reads.intake.table_reads import TableReads
from reads.log.orders import find_order

Reads = TableReads | Hl7Reads | FhirReads

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class How:
    """What the person said about the files."""

    amend: bool = False
    encoding: str | None = None
    expected: int | None = None
    profile: str = ""
    sheet: str = ""
    downtime: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A file that was named, or found in a folder that was; `profile` is its own, where one was chosen for it alone."""

    path: Path
    found: bool = False
    profile: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file being read: its path as the person named it, and its bytes, able to go back to their start."""

    path: Path
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Reader:
    """What files are read with: the books with their profiles, the directory, and the orders of the log."""

    session: Session
    books: Path
    directory: Directory
    fields: Fields

    def reads_of(self, file: File, how: How) -> Reads:
        """The reads of a file, of whatever kind it is; UnreadableFile, UnknownColumns where it gives none."""
        path, stream = str(file.path), file.stream
        head = stream.read(HEAD)
        stream.seek(0)
        if how.downtime:
            return downtime_reads(stream, path, self.fields, encoding=how.encoding, sheet=how.sheet)
        if is_hl7(head, file.path.name):
            profiles = hl7_profiles(self.books, how.profile)
            orders = partial(find_order, self.session)
            return Hl7Reads(stream, path, self.fields, self.directory, profiles, corrects=how.amend, orders=orders)
        if is_fhir(head):
            fhir = fhir_profile_named(self.books, how.profile)
            return FhirReads(stream, path, self.fields, self.directory, fhir, corrects=how.amend)
        profile = table_profile_named(self.books, how.profile)
        try:
            return table_of(
                stream, path, self.fields, profile, encoding=how.encoding, sheet=how.sheet, corrects=how.amend
            )
        except UnknownColumns as unknown:
            raise UnknownColumns(path, unknown.problems, self._remedy(file, how)) from None

    def _remedy(self, file: File, how: How) -> str:
        """What helps a table whose columns are called otherwise: the profiles of the books that fit, else a guess."""
        fitting = [] if how.profile else list(self.fitting(file, how))
        again = f"wetread reads import {file.path}"
        if fitting:
            return f"the books have a profile that fits: {' or '.join(f'{again} --profile {name}' for name in fitting)}"
        return (
            f"`{again} --guess` proposes a profile for it; or name the columns as the fields are named: facility, accession, "
            "exam_code or cpt, read_type, signed_at, …"
        )

    def fitting(self, file: File, how: How) -> Iterator[str]:
        """The names of the books' profiles whose columns a table has."""
        for profile in table_profiles(self.books):
            file.stream.seek(0)
            try:
                header = rows_of(
                    file.stream, str(file.path), profile.fits, profile, encoding=how.encoding, sheet=how.sheet
                ).header
            except UnknownColumns:
                continue
            if profile.fits(tuple(header.cells)):
                yield profile.name


def files_of(paths: Iterable[Path]) -> Iterator[Named]:
    """The files, those of a folder in the order of their names; what begins with a dot is no file of anybody's."""
    for path in paths:
        if path == STDIN or not path.is_dir():
            yield Named(path)
            continue
        found = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
        yield from (Named(file, found=True) for file in found)


def warnings_of(reads: Reads) -> Sequence[Finding]:
    """What there is to say of a source once it is read through, beside its rows."""
    if isinstance(reads, Hl7Reads):
        return reads.warnings
    return [*reads.header.warnings, *reads.notes] if isinstance(reads, TableReads) else reads.notes


def patient_columns(reads: Reads) -> tuple[str, ...]:
    """Where in the source patients' fields stood that were not kept."""
    if isinstance(reads, TableReads):
        return tuple(name for name in PATIENT if name in reads.dropped)
    return ("PID",) if reads.kind == "hl7" else ("subject",)
