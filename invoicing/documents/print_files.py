"""Renders papers to files, one at a time.

render           the invoice, with its schedule unless the contract wants that apart
render_schedule  the schedule alone, protected by a password
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from invoicing.documents import own_templates
from invoicing.documents.logo import logo_data
from invoicing.documents.missing_glyphs import check_letters, in_every_font, is_drawable, is_plain, texts_of
from invoicing.documents.paper_view import PaperView, check_sum, view_of
from invoicing.documents.pdf import Attached, Sheet, identifier_of, pdf_bytes
from invoicing.documents.printed_file import Rendered, write_whole
from invoicing.documents.schedule import COLUMNS, Schedule, schedule_of
from invoicing.documents.schedule_layout import NO_ROWS, laid_out
from invoicing.documents.schedule_password import NoSchedulePassword
from invoicing.papers.attached_data import PaperData
from invoicing.papers.paper import Paper
from reads.core.ids import in_file_names
from reads.core.without_cycle_search import uncollected


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make: the paper's PDF, or with a password its separate schedule."""

    paper: Paper
    out: Path
    books: Path | None = None
    password: str | None = None


def render(paper: Paper, out: Path, *, books: Path | None = None) -> Rendered:
    """The paper as PDF/A-3 in the file `out`, with its data attached; the same paper gives the same bytes.

    UnprintableText, FaultyTemplate, RefusedResource, MissingLogo or DoesNotAddUp where it can't be made; then no file is
    written or changed.
    """
    return render_job(Job(paper, out, books))


def check_printable(paper: Paper) -> None:
    """UnprintableText where a text has letters that the fonts can't draw: to be asked before a paper is issued.

    What is printed are the paper's texts, figures and words of ours: where its texts are plain, nothing is laid out.
    """
    plain = in_every_font("".join(_texts_of_reads(paper)))
    if plain and is_plain(replace(paper, schedule=())):
        check_sum(paper)
        return
    _check_letters(view_of(paper), None if plain else schedule_of(paper))


def render_schedule(paper: Paper, out: Path, password: str, *, books: Path | None = None) -> Rendered:
    """The paper's schedule as a PDF of its own, encrypted with AES-256; its bytes differ each time (spec 4.3)."""
    return render_job(Job(paper, out, books, password))


def render_job(job: Job) -> Rendered:
    """Does one job; what a worker process runs."""
    if job.password == "":
        raise NoSchedulePassword
    return write_job(job, content_of(job))


@uncollected()
def content_of(job: Job) -> bytes:
    """The PDF of a job before it is encrypted: the schedule alone where the job has a password."""
    paper, view = job.paper, view_of(job.paper)
    if job.password is not None:
        return _pdf(paper, view, schedule_of(paper), own_templates.SCHEDULE, job.books)
    return _pdf(paper, view, None if paper.separate_schedule else schedule_of(paper), own_templates.PAPER, job.books)


def write_job(job: Job, content: bytes) -> Rendered:
    """The job's file with that content, encrypted where the job has a password."""
    if job.password is None:
        return write_whole(job.out, content)
    sealed = write_whole(job.out, _encrypted(content, job.password))
    return replace(sealed, sealed_from=hashlib.sha256(content).hexdigest())


def _pdf(paper: Paper, view: PaperView, schedule: Schedule | None, template: str, books: Path | None) -> bytes:
    _check_letters(view, schedule)
    layout = laid_out(schedule) if schedule else NO_ROWS
    logo = logo_data(books, paper.issuer.logo)
    markup = own_templates.rendered(
        template,
        books,
        view=view,
        frames=layout.frames(),
        bookmarks=layout.bookmarks(),
        schedule_note=schedule.note if schedule else "",
        created=paper.issued_on.isoformat(),
        logo=logo,
    )
    attached = _attached(paper) if template == own_templates.PAPER else ()
    identifier = identifier_of(markup, attached)
    styles = (own_templates.STYLESHEET,) if paper.number else (own_templates.STYLESHEET, own_templates.WATERMARK)
    return pdf_bytes(Sheet(markup, paper.issued_on, identifier, attached, layout, view.footer, styles), books)


def _attached(paper: Paper) -> tuple[Attached, ...]:
    stem, data = in_file_names(paper.number or "preview"), PaperData(paper)
    attached = (
        Attached(f"{stem}.json", data.as_json(), "The paper as JSON", source=True),
        Attached(f"{stem}-lines.csv", data.lines_as_csv(), "Its lines as CSV"),
    )
    if paper.separate_schedule or not paper.schedule:
        return attached
    return (*attached, Attached(f"{stem}-reads.csv", data.reads_as_csv(), "Its reads as CSV"))


def _encrypted(content: bytes, password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner=password, R=6, aes=True))
    return out.getvalue()


def _check_letters(view: PaperView, schedule: Schedule | None) -> None:
    if schedule is not None or not is_drawable(view):
        check_letters(view.number or "a preview", [*texts_of("paper", view), *_schedule_texts(schedule)])


def _texts_of_reads(paper: Paper) -> Iterator[str]:
    """All that the schedule says of the reads in the words of others."""
    yield from (name for pair in (*paper.facilities, *paper.print_names) for name in pair)
    for row in paper.schedule:
        yield from (row.accession, row.exam, row.description, row.facility, row.modality, row.radiologist)
        yield from (row.read_type, row.zone, row.rate, row.tier or "", row.reason)


def _schedule_texts(schedule: Schedule | None) -> Iterator[tuple[str, str]]:
    """The schedule's texts group by group: a read is not named in a message."""
    for group in schedule.groups if schedule else ():
        yield "schedule.facility", group.title
        for column, cells in zip(COLUMNS, zip(*group.rows, strict=True), strict=True):
            yield f"schedule.{column}", "".join(set(cells))
