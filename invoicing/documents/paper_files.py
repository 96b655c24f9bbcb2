"""Which files an issued paper should have, what is missing of them, and their making: each is remembered with its hash (spec 4.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session

from invoicing.documents import print_files
from invoicing.documents.print_files import Job
from invoicing.documents.print_inputs import PrintInputs
from invoicing.documents.print_place import Press, press_of
from invoicing.documents.printed_file import Rendered
from invoicing.documents.reprint import Print, PrintsOtherwise
from invoicing.papers import repository
from invoicing.papers.errors import NotRendered
from invoicing.papers.heads import PaperFile, files_of, heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.papers.repository import has_schedule, snapshot, whole
from invoicing.papers.snapshot import paper_of
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.core.ids import in_file_names, slug
from reads.core.month import Month
from reads.store.engine import Store
from reads.store.private_files import remove_leftovers
from reads.store.retry_when_busy import with_patience

T = TypeVar("T")

PDF = "pdf"
SCHEDULE = "schedule"

_WORTH_PROCESSES = 4
"""From how many files on starting processes is quicker than doing without."""

Progress = Callable[[int], AbstractContextManager[Callable[[], object]]]
"""Given how many files there are, a context whose function is called after each."""


def _untold(_: int) -> AbstractContextManager[Callable[[], object]]:
    return nullcontext(lambda: None)


@dataclass(frozen=True, slots=True)
class Printing:
    """Where the files go (None: the books' own folder of invoices), in how many processes, and the password of separate schedules.

    `executor` is the address of a cluster that prints instead (`dask_cluster`), empty for none. `actor` prints; a reason (`because`) permits a print with other bytes than the paper's first had.
    """

    out: Path | None = None
    jobs: int = 1
    password: str = ""
    progress: Progress = _untold
    actor: str = ""
    because: str = ""
    executor: str = ""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that a paper should have."""

    paper: IssuedPaper
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written, the papers whose separate schedule waits for a password, and what could not be made and why."""

    written: tuple[Path, ...] = ()
    locked: tuple[str, ...] = ()
    failed: tuple[tuple[str, Exception], ...] = ()

    def refuse_failures(self) -> None:
        """PrintsOtherwise or NotRendered where a file could not be made; the others are written and recorded all the same."""
        for _, error in self.failed:
            if isinstance(error, PrintsOtherwise):
                raise error
        if self.failed:
            raise NotRendered([number for number, _ in self.failed], _why(self.failed[0][1]))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of the papers of some books."""

    store: Store
    books: Path

    def print_missing(self, papers: Sequence[IssuedPaper], printing: Printing) -> Printed:
        """Writes the files that papers should have and that aren't there, each recorded as soon as it is done."""
        locked = self._separate(papers)
        wanted = list(self._wanted(papers, locked, printing))
        for folder in {file.path.parent for file in wanted}:
            remove_leftovers(folder)
        missing = self._missing(wanted)
        failed: dict[str, Exception] = {}
        written = []
        with printing.progress(len(missing)) as advance:
            for file, done in self._rendered(missing, printing):
                kept = done if isinstance(done, Exception) else tried(partial(self._kept, file, done, printing))
                if isinstance(kept, Exception):
                    failed[file.paper.number or ""] = kept
                else:
                    written.append(kept.path)
                advance()
        waiting = () if printing.password else tuple(each.number or "" for each in papers if each.id in locked)
        return Printed(tuple(written), waiting, tuple(failed.items()))

    def begun(self, client: str, month: Month) -> list[IssuedPaper]:
        """The memos of a client's month that were issued and never printed: what issued them was killed."""
        with self.store.read() as session:
            memos = [each for each in heads(session, client=client, month=month) if each.kind is not PaperKind.INVOICE]
            printed = {file.paper_id for file in files_of(session, [each.id for each in memos])}
        return [each for each in memos if each.id not in printed]

    def path_of(self, paper: IssuedPaper, kind: str, out: Path | None) -> Path:
        """Where a file of the paper goes: the folder asked for, else the books' invoices of its month."""
        folder = self.books / "invoices" / str(paper.month) if out is None else out
        return folder / file_name(paper, kind)

    def is_changed(self, paper: IssuedPaper, path: Path) -> bool:
        """Whether the paper's PDF lies there with other bytes than were written."""
        with self.store.read() as session:
            written = {
                self.books / file.path: file.sha256 for file in files_of(session, [paper.id]) if file.kind == PDF
            }
        return path in written and hashlib.sha256(path.read_bytes()).hexdigest() != written[path]

    def job_of(self, file: WantedFile, password: str) -> Job:
        """What makes the file, from the paper as it is stored."""
        with self.store.read() as session:
            paper = whole(session, file.paper.id)
        made_at = file.path.with_name(f"{file.path.name}.new")
        return Job(paper, made_at, self.books.absolute(), password if file.kind == SCHEDULE else None)

    def _kept(self, file: WantedFile, done: Rendered, printing: Printing) -> Rendered:
        """Puts the file where it belongs and records it with its hash; PrintsOtherwise where it was printed with another."""
        try:
            with_patience(partial(self._put, file, done, printing))
        except BaseException:
            done.path.unlink(missing_ok=True)
            raise
        return replace(done, path=file.path)

    def _put(self, file: WantedFile, done: Rendered, printing: Printing) -> None:
        """One transaction: the record of the file, the event of its print, and the file itself under its name."""
        path, books, at = file.path.absolute(), self.books.absolute(), self.store.clock.now()
        shown = path.relative_to(books) if path.is_relative_to(books) else path
        found = PaperFile(file.paper.id, file.kind, shown.as_posix(), done.sha256)
        with self.store.write() as session:
            before = files_of(session, [file.paper.id])
            printed = self._print(session, file, done, printing)
            if file.kind == PDF:
                printed.record(session, next((each.sha256 for each in before if each.kind == PDF), ""))
            elif done.sealed_from:
                printed.record_schedule(session)
            if found not in before:
                repository.add_file(session, found, at)
            if done.path.exists():
                done.path.replace(file.path)

    def _print(self, session: Session, file: WantedFile, done: Rendered, printing: Printing) -> Print:
        """The print as the audit log is told of it."""

        def inputs() -> PrintInputs:
            return PrintInputs.of(self.books, paper_of(snapshot(session, file.paper.id)).issuer.logo)

        by = By(printing.actor, self.store.clock.now())
        return Print(file.paper.number or "", done.sealed_from or done.sha256, inputs, by, printing.because)

    def _separate(self, papers: Sequence[IssuedPaper]) -> frozenset[int]:
        """The papers whose contract wants the schedule of their reads apart."""
        with self.store.read() as session:
            return frozenset(
                paper.id
                for paper in papers
                if paper_of(snapshot(session, paper.id)).separate_schedule and has_schedule(session, paper.id)
            )

    def _wanted(
        self, papers: Sequence[IssuedPaper], separate: frozenset[int], printing: Printing
    ) -> Iterator[WantedFile]:
        """Each paper's PDF, and the separate schedule of its reads where there is a password."""
        for paper in papers:
            yield WantedFile(paper, PDF, self.path_of(paper, PDF, printing.out))
            if paper.id in separate and printing.password:
                yield WantedFile(paper, SCHEDULE, self.path_of(paper, SCHEDULE, printing.out))

    def _missing(self, wanted: Sequence[WantedFile]) -> list[WantedFile]:
        """Those that are not there, or that no record vouches for."""
        with self.store.read() as session:
            recorded = files_of(session, [file.paper.id for file in wanted])
        known = {(file.paper_id, file.kind, (self.books.absolute() / file.path)) for file in recorded}
        return [
            file
            for file in wanted
            if (file.paper.id, file.kind, file.path.absolute()) not in known or not file.path.exists()
        ]

    def _rendered(
        self, files: Sequence[WantedFile], printing: Printing
    ) -> Iterator[tuple[WantedFile, Rendered | Exception]]:
        """Each file as it is done, or why it could not be; each job is read when its turn comes, so that memory stays flat."""
        if files and (printing.executor or (printing.jobs > 1 and len(files) >= _WORTH_PROCESSES)):
            with press_of(printing.executor, min(printing.jobs, len(files))) as press:
                yield from self._submitted(files, printing, press)
            return
        for file in files:
            yield file, tried(partial(print_files.render_job, self.job_of(file, printing.password)))

    def _submitted(
        self, files: Sequence[WantedFile], printing: Printing, press: Press
    ) -> Iterator[tuple[WantedFile, Rendered | Exception]]:
        """A few at a time."""
        waiting: dict[Future[Any], tuple[WantedFile, Job]] = {}
        for file in files:
            if len(waiting) >= press.ahead:
                yield from _done(waiting, press)
            job = self.job_of(file, printing.password)
            try:
                waiting[press.submit(job)] = (file, job)
            except (BrokenExecutor, WetreadError) as gone:
                yield file, gone
        while waiting:
            yield from _done(waiting, press)


def file_name(paper: IssuedPaper, kind: str) -> str:
    """A name that is safe everywhere: the number and the client's id."""
    ending = "" if kind == PDF else f"-{kind}"
    return f"{in_file_names(paper.number or '')}-{slug(paper.client)}{ending}.pdf"


def _done(
    waiting: dict[Future[Any], tuple[WantedFile, Job]], press: Press
) -> Iterator[tuple[WantedFile, Rendered | Exception]]:
    """Takes out what is done, waiting for one at least."""
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        file, job = waiting.pop(future)
        yield file, tried(partial(press.take, job, future))


def tried(make: Callable[[], T]) -> T | Exception:
    """What it makes, or why it can't: a paper that can't be printed must not keep the others back."""
    try:
        return make()
    except (WetreadError, OSError, RuntimeError) as error:
        return error


def _why(error: Exception) -> str:
    if isinstance(error, WetreadError):
        return error.message
    return getattr(error, "strerror", None) or f"a fault of wetread itself, {type(error).__name__}"
