"""Files of reads brought into the log: all in one transaction, with a report of what became of every row (spec 2.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session

from reads.claims.final_intake import OpenVault, import_reads
from reads.claims.import_report import Brought, ImportReport
from reads.claims.sources import File, How, Named, Reader, patient_columns, warnings_of
from reads.core.actor_and_moment import By
from reads.core.findings import Finding, Severity, Where
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.intake.errors import UnknownColumns, UnreadableFile
from reads.intake.read_fields import Fields
from reads.log.accessions_with_marks import marked_twins
from reads.log.accessions_without_zeros import near_twins
from reads.log.downtime_doubles import retyped_twice
from reads.log.outcome import Source, expect_rows
from reads.log.repository import newest_version
from reads.store.engine import Store

Progress = Callable[[int], object]
_SMALL = 1 << 16
"""How many bytes of a file a savepoint is good for."""


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    return path.open("rb")


def _unwatched(_path: Path, _stream: BinaryIO) -> AbstractContextManager[Progress | None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Bringing:
    """Where and by whom files are brought in: the books, what opens their vault, and how a file is opened and watched."""

    books: Path
    vault_of: Callable[[Session], OpenVault]
    by: By
    opened: Callable[[Path], AbstractContextManager[BinaryIO]] = field(default=_opened)
    watched: Callable[[Path, BinaryIO], AbstractContextManager[Progress | None]] = field(default=_unwatched)

    def bring(self, store: Store, files: Iterable[Named], how: How, *, dry_run: bool = False) -> ImportReport:
        """All files or none; one that was only found in a folder and can't be read is named and passed over.

        A dry run says the same and leaves the log as it was. Raises what the files' formats raise, and UnexpectedRows.
        """
        with store.write() as session:
            directory, before = load_directory(session), newest_version(session)
            brought: list[Brought] = []
            skipped: list[Finding] = []
            for named in files:
                try:
                    own = replace(how, profile=named.profile) if named.profile else how
                    bring = self._found if named.found else self._one
                    brought.append(bring(session, directory, named.path, own))
                except (UnreadableFile, UnknownColumns) as error:
                    if not named.found:
                        raise
                    where = Where(str(named.path))
                    skipped.append(
                        Finding(
                            "file_skipped",
                            error.message.removeprefix(f"{where.file}: "),
                            error.remedy,
                            where,
                            Severity.WARNING,
                        )
                    )
            if how.expected is not None:
                expect_rows([each.outcome for each in brought], how.expected)
            new = {each.outcome.import_id for each in brought} - {None}
            twice = [each for each in retyped_twice(session) if each.imports & new] if new else []
            twins = (*near_twins(session, before), *marked_twins(session, before)) if new else ()
            report = ImportReport(tuple(brought), tuple(skipped), tuple(twice), twins, dry_run)
            if dry_run:
                session.rollback()
        return report

    def _found(self, session: Session, directory: Directory, path: Path, how: How) -> Brought:
        """Brings in a file of a folder, whole or not at all.

        What a savepoint would keep of it grows by 30 KB a read: a large file is read through once before.
        """
        if path.stat().st_size <= _SMALL:
            with session.begin_nested():
                return self._one(session, directory, path, how)
        with self.opened(path) as stream:
            for _ in Reader(session, self.books, directory, Fields(directory, self.by.at)).reads_of(
                File(path, stream), how
            ):
                pass
        return self._one(session, directory, path, how)

    def _one(self, session: Session, directory: Directory, path: Path, how: How) -> Brought:
        with self.opened(path) as stream, self.watched(path, stream) as moved:
            return self.bring_one(session, directory, File(path, stream), how, moved)

    def bring_one(
        self, session: Session, directory: Directory, file: File, how: How, moved: Progress | None = None
    ) -> Brought:
        """Brings one file in, in the caller's transaction."""
        fields = Fields(directory, self.by.at)
        digest = _sha256(file.stream)
        reads = Reader(session, self.books, directory, fields).reads_of(file, how)
        source = Source(reads.kind, str(file.path), digest)
        outcome = import_reads(
            session,
            reads,
            source,
            directory,
            self.vault_of(session),
            actor=self.by.actor,
            at=self.by.at,
            progress=moved,
        )
        return Brought(
            outcome,
            reads.patients,
            patient_columns(reads),
            tuple(fields.modalities.most_common()),
            (*warnings_of(reads),),
        )


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while some := stream.read(1 << 20):
        digest.update(some)
    stream.seek(0)
    return digest.hexdigest()
