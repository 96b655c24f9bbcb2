"""Which source a file is, told by its first bytes, and the reads that it gives by the books' profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reads.cli.desk import Desk
from reads.intake.field_parsers import PATIENT
from reads.intake.profiles.books import fhir_profile_named, hl7_profiles, table_profile_named

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.core.findings import Finding
    from reads.directory.directory import Directory
    from reads.intake.fhir.file import FhirReads
    from reads.intake.hl7.file import Hl7Reads
    from reads.intake.read_fields import Fields
    from reads.intake.table_reads import TableReads

    Reads = TableReads | Hl7Reads | FhirReads


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
class File:
    """A file being read: its path as the person named it, and its bytes, able to go back to their start."""

    path: Path
    stream: BinaryIO


def reads_of(desk: Desk, session: Session, directory: Directory, fields: Fields, file: File, how: How) -> Reads:
    """The reads of a file, of whatever kind it is; what its columns give occasion to say is said."""
    from reads.intake.file_types import HEAD, is_fhir, is_hl7

    head = file.stream.read(HEAD)
    file.stream.seek(0)
    if how.downtime:
        return _downtime(fields, file, how)
    if is_hl7(head, file.path.name):
        return _hl7(desk, session, directory, fields, file, how)
    if is_fhir(head):
        return _fhir(desk, directory, fields, file, how)
    return _table(desk, fields, file, how)


def warnings_of(reads: Reads) -> Sequence[Finding]:
    """What there is to say of a source once it is read through, beside its rows."""
    from reads.intake.hl7.file import Hl7Reads

    return reads.warnings if isinstance(reads, Hl7Reads) else reads.notes


def patient_columns(reads: Reads) -> tuple[str, ...]:
    """Where in the source patients' fields stood."""
    from reads.intake.table_reads import TableReads

    if isinstance(reads, TableReads):
        return tuple(name for name in reads.header.names if name in PATIENT)
    return ("PID",) if reads.kind == "hl7" else ("subject",)


def _downtime(fields: Fields, file: File, how: How) -> Reads:
    from reads.intake.downtime import downtime_reads

    return downtime_reads(file.stream, str(file.path), fields, encoding=how.encoding, sheet=how.sheet)


def _hl7(desk: Desk, session: Session, directory: Directory, fields: Fields, file: File, how: How) -> Reads:
    from reads.intake.hl7.file import Hl7Reads
    from reads.log.orders import find_order

    profiles = hl7_profiles(desk.books, how.profile)
    orders = partial(find_order, session)
    return Hl7Reads(file.stream, str(file.path), fields, directory, profiles, corrects=how.amend, orders=orders)


def _fhir(desk: Desk, directory: Directory, fields: Fields, file: File, how: How) -> Reads:
    from reads.intake.fhir.file import FhirReads

    profile = fhir_profile_named(desk.books, how.profile)
    return FhirReads(file.stream, str(file.path), fields, directory, profile, corrects=how.amend)


def _table(desk: Desk, fields: Fields, file: File, how: How) -> Reads:
    from reads.intake.table_files import table_of

    profile = table_profile_named(desk.books, how.profile)
    path, stream = str(file.path), file.stream
    table = table_of(stream, path, fields, profile, encoding=how.encoding, sheet=how.sheet, corrects=how.amend)
    desk.report(table.header.warnings)
    return table
