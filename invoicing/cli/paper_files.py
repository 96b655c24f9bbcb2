"""The files of issued papers: writes what is missing, and remembers each with its hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reads.cli.desk import Desk
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.ids import in_file_names, slug

if TYPE_CHECKING:
    from invoicing.documents.files import Rendered
    from invoicing.documents.print_files import Job
    from invoicing.papers.invoice_json import PaperAccount
    from invoicing.papers.issued_paper import IssuedPaper

T = TypeVar("T")

PASSWORD = "WETREAD_SCHEDULE_PASSWORD"  # noqa: S105 (the variable's name)
"""The environment variable that holds the password of separate schedules; never an argument, which others can see."""

PDF = "pdf"
SCHEDULE = "schedule"

_WORTH_PROCESSES = 4
"""From how many files on starting processes is quicker than doing without."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Where the files go (None: the books' own folder of invoices), and in how many processes they are made."""

    out: Path | None
    jobs: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a paper should have."""

    paper: IssuedPaper
    kind: str
    path: Path


def print_missing(desk: Desk, papers: Sequence[IssuedPaper], printing: Printing) -> None:
    """Writes the files that papers should have and that aren't there; NotRendered names those that could not be.

    All others are written and recorded all the same, each as soon as it is done.
    """
    from invoicing.papers.errors import NotRendered
    from reads.store.files import remove_leftovers

    wanted = list(_wanted(desk, papers, printing.out))
    for folder in {file.path.parent for file in wanted}:
        remove_leftovers(folder)
    missing = _missing(desk, wanted)
    failed: dict[str, Exception] = {}
    with _progress(desk, len(missing)) as advance:
        for file, done in _rendered(desk, missing, printing.jobs):
            if isinstance(done, Exception):
                failed[file.paper.number or ""] = done
            elif trouble := _tried(partial(remember, desk, file, done)):
                failed[file.paper.number or ""] = trouble
            advance()
    if len(missing) > len(failed):
        desk.say(f"{counted(len(missing) - len(failed), 'file')} written to {missing[0].path.parent}")
    if failed:
        raise NotRendered(list(failed), _why(next(iter(failed.values()))))


def file_name(paper: IssuedPaper, kind: str) -> str:
    """A name that is safe everywhere: the number and the client's id."""
    ending = "" if kind == PDF else f"-{kind}"
    return f"{in_file_names(paper.number or '')}-{slug(paper.client)}{ending}.pdf"


def path_of(desk: Desk, paper: IssuedPaper, kind: str, out: Path | None) -> Path:
    """Where a file of the paper goes: the folder asked for, else the books' invoices of its month."""
    folder = desk.books / "invoices" / str(paper.month) if out is None else out
    return folder / file_name(paper, kind)


def is_changed(desk: Desk, paper: IssuedPaper, path: Path) -> bool:
    """Whether the paper's PDF lies there with other bytes than were written."""
    from invoicing.papers.repository import files_of

    with desk.store.read() as session:
        written = {desk.books / file.path: file.sha256 for file in files_of(session, [paper.id]) if file.kind == PDF}
    return path in written and hashlib.sha256(path.read_bytes()).hexdigest() != written[path]


def accounts_of(desk: Desk, papers: Sequence[IssuedPaper]) -> dict[int, PaperAccount]:
    """Status, balance and file of issued papers, by their ids."""
    from invoicing.papers.invoice_json import PaperAccount
    from invoicing.papers.repository import files_of
    from invoicing.receivables.paper_status import Standing, standings
    from invoicing.receivables.repository import accounts

    clients = {paper.client for paper in papers}
    with desk.store.read() as session:
        files = files_of(session, [paper.id for paper in papers])
        found = accounts(session, next(iter(clients)) if len(clients) == 1 else None)
    standing = {paper: each for account in found for paper, each in standings(account).items()}
    paths = {file.paper_id: str(desk.books / file.path) for file in files if file.kind == PDF}
    return {
        paper.id: PaperAccount(stands.status, stands.paid, stands.balance, paper.sha256, paths.get(paper.id))
        for paper in papers
        for stands in [standing.get(paper.id) or Standing.closed(paper.total)]
    }


def remember(desk: Desk, file: Wanted, done: Rendered) -> None:
    """Records the file with its hash: its path from the books where it lies in them."""
    from invoicing.closing.close import record_file
    from invoicing.papers.repository import PaperFile

    path, books = done.path.absolute(), desk.books.absolute()
    shown = path.relative_to(books) if path.is_relative_to(books) else path
    record_file(desk.store, PaperFile(file.paper.id, file.kind, shown.as_posix(), done.sha256), desk.clock.now())


def _wanted(desk: Desk, papers: Sequence[IssuedPaper], out: Path | None) -> Iterator[Wanted]:
    """Each paper's PDF, and the separate schedule of its reads where the contract wants one and there is a password."""
    from invoicing.papers.repository import has_schedule, snapshot
    from invoicing.papers.snapshot import paper_of

    with desk.store.read() as session:
        apart = {
            paper.id
            for paper in papers
            if paper_of(snapshot(session, paper.id)).separate_schedule and has_schedule(session, paper.id)
        }
    for paper in papers:
        yield Wanted(paper, PDF, path_of(desk, paper, PDF, out))
        if paper.id in apart and os.environ.get(PASSWORD):
            yield Wanted(paper, SCHEDULE, path_of(desk, paper, SCHEDULE, out))
        elif paper.id in apart:
            desk.say(f"{paper.number}: its separate schedule was not written\n    → set ${PASSWORD} and run it again")
            desk.needs_a_person()


def _missing(desk: Desk, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Those that are not there, or that no record vouches for."""
    from invoicing.papers.repository import files_of

    with desk.store.read() as session:
        recorded = files_of(session, [file.paper.id for file in wanted])
    known = {(file.paper_id, file.kind, (desk.books.absolute() / file.path)) for file in recorded}
    return [
        file
        for file in wanted
        if (file.paper.id, file.kind, file.path.absolute()) not in known or not file.path.exists()
    ]


def job_of(desk: Desk, file: Wanted) -> Job:
    """What makes the file, from the paper as it is stored."""
    from invoicing.documents.print_files import Job
    from invoicing.papers.repository import whole

    with desk.store.read() as session:
        paper = whole(session, file.paper.id)
    password = os.environ.get(PASSWORD) if file.kind == SCHEDULE else None
    return Job(paper, file.path, desk.books.absolute(), password)


def _rendered(desk: Desk, files: Sequence[Wanted], jobs: int) -> Iterator[tuple[Wanted, Rendered | Exception]]:
    """Each file as it is done, or why it could not be; a few at a time, so that memory stays flat."""
    from invoicing.documents.print_files import processes, render_job

    if jobs == 1 or len(files) < _WORTH_PROCESSES:
        for file in files:
            yield file, _tried(partial(render_job, job_of(desk, file)))
        return
    with processes(min(jobs, len(files))) as executor:
        waiting: dict[Future[Rendered], Wanted] = {}
        for file in files:
            if len(waiting) >= 2 * jobs:
                yield from _done(waiting)
            try:
                waiting[executor.submit(render_job, job_of(desk, file))] = file
            except BrokenExecutor as gone:
                yield file, gone
        while waiting:
            yield from _done(waiting)


def _done(waiting: dict[Future[Rendered], Wanted]) -> Iterator[tuple[Wanted, Rendered | Exception]]:
    """Takes out what is done, waiting for one at least."""
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), _tried(future.result)


def _tried(make: Callable[[], T]) -> T | Exception:
    """What it makes, or why it can't: a paper that can't be printed or recorded must not keep the others back."""
    try:
        return make()
    except (WetreadError, OSError, RuntimeError) as error:
        return error


def _why(error: Exception) -> str:
    if isinstance(error, WetreadError):
        return error.message
    return getattr(error, "strerror", None) or f"a fault of wetread itself, {type(error).__name__}"


@contextmanager
def _progress(desk: Desk, count: int) -> Iterator[Callable[[], object]]:
    """A bar on a terminal; the function it gives is called after each file."""
    if not desk.shows_progress or not count:
        yield lambda: None
        return
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task("Printing", total=count)
        yield lambda: bar.advance(task)
