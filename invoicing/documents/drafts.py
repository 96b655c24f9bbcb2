"""A month before it has numbers: every paper of the preview as a watermarked PDF, and the workbook; nothing is stored (spec 4.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import Closing
from invoicing.documents.paper_files import tried
from invoicing.documents.print_files import Job, render_job
from invoicing.documents.printed_file import write_whole
from invoicing.exports import xlsx
from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.papers_and_deeds import ExportPeriod, Material
from invoicing.papers.paper import Paper
from reads.core.errors import WetreadError
from reads.core.ids import slug

WORKBOOK = "drafts.xlsx"


@dataclass(frozen=True, slots=True)
class Drafting:
    """Where drafts go, the books whose logo and templates they have, and the password of separate schedules."""

    out: Path
    books: Path
    password: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was written; contracts whose paper can't be printed, each with why; those whose schedule waits for a password."""

    written: tuple[Path, ...]
    failed: tuple[tuple[str, WetreadError], ...]
    locked: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Files, contracts and codes as a script reads them."""
        return {
            "written": [str(path) for path in self.written],
            "failed": [
                {"contract": contract, "code": error.code, "message": error.message, "remedy": error.remedy}
                for contract, error in self.failed
            ],
            "locked": list(self.locked),
        }


def drafts_of(closing: Closing) -> tuple[Paper, ...]:
    """The month's papers that are not issued yet, each with its schedule, as `--issue` would number them."""
    return tuple(
        scheduled(part.paper, part.priced, part.open.due)
        for part in closing.contracts.values()
        if part.issued is None and part.priced is not None and part.bills
    )


def draft_month(closing: Closing, drafting: Drafting) -> Drafted:
    """Writes the drafts, a file a contract, and one workbook of them all; a paper that can't be printed keeps no other back.

    OSError where the folder can't be written.
    """
    papers = drafts_of(closing)
    written: list[Path] = []
    failed: list[tuple[str, WetreadError]] = []
    for contract, job in ((paper.contract, job) for paper in papers for job in _jobs(paper, drafting)):
        done = tried(partial(render_job, job))
        if isinstance(done, WetreadError):
            failed.append((contract, done))
        elif isinstance(done, Exception):
            raise done
        else:
            written.append(done.path)
    if papers:
        written.append(_workbook(closing, papers, drafting))
    locked = () if drafting.password else tuple(paper.contract for paper in papers if _is_apart(paper))
    return Drafted(tuple(written), tuple(failed), locked)


def _jobs(paper: Paper, drafting: Drafting) -> list[Job]:
    """The paper, and its schedule where the contract wants it apart."""
    stem = f"draft-{paper.month}-{slug(paper.contract)}"
    jobs = [Job(paper, drafting.out / f"{stem}.pdf", drafting.books)]
    if _is_apart(paper) and drafting.password:
        jobs.append(Job(paper, drafting.out / f"{stem}-schedule.pdf", drafting.books, drafting.password))
    return jobs


def _is_apart(paper: Paper) -> bool:
    return paper.separate_schedule and bool(paper.schedule)


def _workbook(closing: Closing, papers: Sequence[Paper], drafting: Drafting) -> Path:
    """The tables that the export of the issued papers will have; its schedule is for the group itself."""
    material = Material(ExportPeriod(closing.month, closing.month), tuple(papers), Chart.of({}))
    return write_whole(drafting.out / WORKBOOK, xlsx.workbook(material).parts[0].content).path
