"""The files of papers against what is recorded of them: missing, changed, saying something else, or of nothing (spec 7.1)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlmodel import Session

from invoicing.audit.print_checks import print_damage
from invoicing.audit.printed_paper import printed_paper
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_of
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.store.damage import Damage
from reads.store.raw import stored_rows

PDF, SCHEDULE = "pdf", "schedule"
UNPRINTED = "file_unrecorded"
"""The fault of a paper without a PDF: its command was killed, or prints it just now."""
_PIECE = 1 << 20
_SHOWN = 3
"""How many differences of a file are told one by one."""


@dataclass(frozen=True)
class Files:
    """Where the files of the papers are: under the books, or all in one folder that an auditor was given."""

    books: Path
    folder: Path | None = None

    def place(self, recorded: str) -> Path:
        """Where a file of that recorded path should be."""
        return self.books / recorded if self.folder is None else self.folder / Path(recorded).name

    @cached_property
    def pdfs(self) -> tuple[Path, ...]:
        """All PDFs where papers are kept, as they were when this was first asked."""
        return tuple(sorted((self.folder or self.books / "invoices").rglob("*.pdf")))

    @classmethod
    def listed(cls, books: Path, folder: Path | None) -> Files:
        """The files that are there now: what somebody prints from here on is not looked at."""
        files = cls(books, folder)
        _ = files.pdfs
        return files

    def shown(self, path: Path) -> str:
        """The path as it is told: from the books on where it is among them."""
        return path.relative_to(self.books).as_posix() if path.is_relative_to(self.books) else str(path)


@dataclass(slots=True)
class FileChecks:
    """How many files were read, what is wrong with them, and what could not be looked at."""

    checked: int = 0
    damage: list[Damage] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)

    def found(self, what: str, where: str, message: str) -> None:
        """One more fault."""
        self.damage.append(Damage(what, where, message))


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was recorded, and where it should be now."""

    shown: str
    place: Path
    sha256: str


def file_checks(session: Session, files: Files) -> FileChecks:
    """Reads every file that was recorded, and every PDF beside them.

    A copy that is gone is no damage while another of the same paper is whole.
    """
    return _Look(session, files, FileChecks()).done()


@dataclass
class _Look:
    """One look at all files."""

    session: Session
    files: Files
    checks: FileChecks

    def __post_init__(self) -> None:
        rows = stored_rows(self.session, "papers", ("number",))
        self._numbers: dict[int, str] = {paper: number for paper, number in rows if number is not None}
        self._recorded: dict[tuple[int, str], dict[str, _File]] = defaultdict(dict)
        self._prints: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for _, kind, path, sha256, paper in stored_rows(
            self.session, "paper_files", ("kind", "path", "sha256"), ("paper_id",)
        ):
            self._recorded[paper, kind][path] = _File(path, self.files.place(path), sha256)
            if kind == PDF:
                self._prints[self._number(paper)].append((path, sha256))
        self._digests: set[str | None] = set()
        self._headless = self._sealed = 0

    def done(self) -> FileChecks:
        """All checks, one after the other."""
        for (paper, kind), copies in self._recorded.items():
            self._copies(paper, kind, list(copies.values()))
        for paper, number in self._numbers.items():
            if (paper, PDF) not in self._recorded:
                message = f"no PDF of {number} is recorded: `wetread invoice pdf {number}` writes it"
                self.checks.found(UNPRINTED, number, message)
        self.checks.damage += print_damage(self.session, self._prints)
        self._strays()
        self._tell_uncovered()
        return self.checks

    def _number(self, paper: int) -> str:
        return self._numbers.get(paper, f"paper {paper}")

    def _copies(self, paper: int, kind: str, copies: list[_File]) -> None:
        """The copies of one file of a paper."""
        digests = {copy.shown: _digest(copy.place) for copy in copies}
        self._digests |= set(digests.values())
        self.checks.checked += sum(digest is not None for digest in digests.values())
        number = self._number(paper)
        whole = [copy for copy in copies if digests[copy.shown] == copy.sha256]
        for copy in copies:
            if digests[copy.shown] not in {None, copy.sha256}:
                self.checks.found(
                    "file_changed", copy.shown, f"{number}: {copy.shown} is not the file that was written"
                )
            elif not whole:
                self.checks.found("file_missing", copy.shown, f"{number}: {copy.shown} ({kind}) is not there")
        if kind == SCHEDULE:
            self._sealed += len(whole)
        elif whole:
            self._read(paper, whole)

    def _read(self, paper: int, whole: list[_File]) -> None:
        """What each print of a paper says by itself, against the paper; equal bytes are read once."""
        for copy in {each.sha256: each for each in whole}.values():
            printed, number = printed_paper(copy.place), self._number(paper)
            if printed is None:
                message = f"{number}: {copy.shown} carries no data of a paper"
                self.checks.found("file_says_otherwise", copy.shown, message)
                continue
            self._headless += not printed.shows_head
            said = list(printed.differences(stored)) if (stored := self._stored(paper)) else []
            if said:
                more = f", and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
                message = (
                    f"{number}: {copy.shown} says something else than the database: {'; '.join(said[:_SHOWN])}{more}"
                )
                self.checks.found("file_says_otherwise", copy.shown, message)

    def _stored(self, paper: int) -> Paper | None:
        """The paper of the database; None where it is past reading, which its own check says."""
        rows = list(stored_rows(self.session, "papers", ("snapshot", "schedule"), condition=f"id = {paper}"))
        try:
            return paper_of(rows[0][1], rows[0][2]) if rows else None
        except (WetreadError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
            return None

    def _strays(self) -> None:
        """PDFs that no record has: of a paper that is not there, or a second one under a paper's number."""
        known = {copy.place.absolute() for copies in self._recorded.values() for copy in copies.values()}
        unprinted = {number for paper, number in self._numbers.items() if (paper, PDF) not in self._recorded}
        others = 0
        for path in self.files.pdfs:
            if path.absolute() in known or _digest(path) in self._digests:
                continue
            printed, shown = printed_paper(path), self.files.shown(path)
            if printed is None:
                others += 1
            elif printed.number not in self._numbers.values():
                message = f"{shown} is {printed.number} of {printed.amount}, a paper that the database doesn't have"
                self.checks.found("file_stray", shown, message)
            elif printed.number not in unprinted:
                message = (
                    f"{shown} is another print of {printed.number}, of {printed.amount}, that nothing was recorded of"
                )
                self.checks.found("number_twice", shown, message)
        if others:
            where = self.files.shown(self.files.folder or self.files.books / "invoices")
            self.checks.uncovered.append(f"{counted(others, 'PDF')} in {where} that no paper of wetread is in")

    def _tell_uncovered(self) -> None:
        if self._sealed:
            self.checks.uncovered.append(
                f"what {counted(self._sealed, 'separate schedule')} says: its bytes were compared, a password keeps the rest"
            )
        if self._headless:
            self.checks.uncovered.append(
                f"the audit head of {counted(self._headless, 'PDF')}: the template that printed it shows none"
            )


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none that can be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()
