"""PDFs for the pages: drafts as bytes, and the files of issued papers as work beside the pages, in processes of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from invoicing.documents.paper_files import PDF, Printing, Shelf
from invoicing.documents.print_files import Job, render_job
from invoicing.documents.print_processes import processes
from invoicing.documents.schedule_password import VARIABLE, schedule_password
from invoicing.papers.heads import files_of
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper
from invoicing.web.long_work import Work, WorkStopped, new_id
from invoicing.web.site import Site
from reads.core.english import counted


def pdf_of(site: Site, paper: Paper) -> bytes:
    """The paper as PDF, made in a process of its own; nothing of it stays on the disk."""
    with TemporaryDirectory(prefix="wetread-") as folder, processes(1) as executor:
        out = Path(folder) / "paper.pdf"
        executor.submit(render_job, Job(paper, out, site.books.absolute())).result()
        return out.read_bytes()


def stored_pdf(site: Site, paper: IssuedPaper) -> Path | None:
    """Where the paper's PDF lies; None where it was not made, or is gone, or changed since."""
    shelf = Shelf(site.store, site.books)
    with site.store.read() as session:
        kept = [site.books / file.path for file in files_of(session, [paper.id]) if file.kind == PDF]
    return next((path for path in kept if path.is_file() and not shelf.is_changed(paper, path)), None)


def unprinted(site: Site, papers: Sequence[IssuedPaper]) -> list[IssuedPaper]:
    """The papers with a number whose PDF is not there."""
    with site.store.read() as session:
        kept = {
            file.paper_id
            for file in files_of(session, [paper.id for paper in papers])
            if file.kind == PDF and (site.books / file.path).is_file()
        }
    return [paper for paper in papers if paper.number and paper.id not in kept]


def print_beside(site: Site, papers: Sequence[IssuedPaper], actor: str, told: Sequence[str], outcome: str) -> Work:
    """Begins to print what is missing of the papers; `told` is what its page says first."""
    work = Work(new_id(), actor, "Printing papers", outcome, site.clock.now(), lines=list(told))
    return site.begin(work, lambda work: print_in(site, papers, work))


def print_in(site: Site, papers: Sequence[IssuedPaper], work: Work) -> None:
    """Prints what is missing of the papers, a step of the work each; stopped, what is printed stays."""

    @contextmanager
    def progress(count: int) -> Iterator[Callable[[], object]]:
        work.total += count
        yield work.step

    jobs = min(os.cpu_count() or 1, 4)
    try:
        work.go_on()
        printed = Shelf(site.store, site.books).print_missing(
            papers, Printing(None, jobs, schedule_password(), progress)
        )
    except WorkStopped:
        work.left = [f"the PDF of {paper.number}" for paper in unprinted(site, papers)]
        raise
    work.lines.append(f"{counted(len(printed.written), 'PDF')} written")
    work.lines += [f"{number}: its separate schedule waits for ${VARIABLE}" for number in printed.locked]
    printed.refuse_failures()
