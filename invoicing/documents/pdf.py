"""HTML to PDF/A-3: tagged, embedded fonts, data attached, and the same bytes wherever and whenever it is made."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from invoicing.documents.errors import FaultyTemplate, RefusedResource
from invoicing.documents.loaded_styles import LoadedStyles, load_styles
from invoicing.documents.own_fonts import own_fonts
from invoicing.documents.own_templates import PAPER, STYLESHEET, books_templates, stylesheet
from invoicing.documents.repeated_papers import forget_forms, laid_out
from invoicing.documents.schedule_layout import NO_ROWS, Layout
from invoicing.documents.weasyprint_import import import_weasyprint
from reads.core.without_cycle_search import uncollected

VARIANT = "pdf/a-3a"
_DATA = re.compile(r"['\"]?data:\S+")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF; `source` marks what the paper was made from, the others are its data."""

    name: str
    content: str
    description: str
    source: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a PDF is made of; `identifier` is hexadecimal and the same for the same paper."""

    html: str
    dated: date
    identifier: str
    attached: tuple[Attached, ...] = ()
    layout: Layout = NO_ROWS
    footer: tuple[str, str] = ("", "")
    styles: tuple[str, ...] = (STYLESHEET,)


@uncollected()
def pdf_bytes(sheet: Sheet, books: Path | None) -> bytes:
    """The PDF; RefusedResource where a template asks for anything but the project's and the books' own files.

    FaultyTemplate where a picture or a stylesheet can't be used.
    """
    import_weasyprint()
    from weasyprint.urls import FatalURLFetchingError

    from invoicing.documents.allowed_files import OwnFiles, allowed_files, base_of

    fetcher = OwnFiles(allowed_files(books))
    content = b""
    with suppress(FatalURLFetchingError, RecursionError), _complaints() as complaints:
        styles = [stylesheet(books, name) for name in sheet.styles]
        own = {"url_fetcher": fetcher, "base_url": base_of(books)}
        is_own = books_templates(books) is not None
        content = _rendered(
            sheet, load_styles(styles, own, keep=not is_own), own, frozenset(digest for _, digest in own_fonts(books))
        )
    if fetcher.refused or complaints or not content:
        forget_forms()
    if fetcher.refused:
        raise RefusedResource(fetcher.refused[0])
    if complaints:
        raise FaultyTemplate(PAPER, complaints[0])
    if not content:
        raise FaultyTemplate(
            PAPER, "a file that it names can't be loaded, or its stylesheets import one another in a circle"
        )
    return content


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint leaves out in this thread, a picture or a stylesheet: it only logs that, but no paper lacks a part."""
    said: list[str] = []
    thread = threading.get_ident()
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: _note(said, record, thread)  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def _note(said: list[str], record: logging.LogRecord, thread: int) -> None:
    """What this thread's rendering complains of, a picture that stands in the text itself left out."""
    if record.thread == thread:
        said.append(_DATA.sub("a picture", record.getMessage()))


def _rendered(sheet: Sheet, styles: LoadedStyles, own: dict[str, Any], fonts_allowed: frozenset[str]) -> bytes:
    from weasyprint import HTML

    from invoicing.documents.archival_proof import prove
    from invoicing.documents.joined_tables import join_tables
    from invoicing.documents.pdf_identifiers import claim_accessibility
    from invoicing.documents.schedule_overlay import Overlay

    def html() -> Any:
        return HTML(string=sheet.html, **own)

    document = laid_out(sheet.html, styles, html) if styles.kept else styles.laid_out(html())
    claim_accessibility(document)
    overlay = Overlay(document, sheet.layout, sheet.footer)

    def finish(document: Any, pdf: Any) -> None:
        join_tables(document, pdf)
        prove(document, pdf, fonts_allowed)
        overlay.finish(document, pdf)

    content: bytes = document.write_pdf(
        finisher=finish,
        pdf_variant=VARIANT,
        pdf_identifier=sheet.identifier.encode(),
        attachments=_attachments(sheet.attached, sheet.dated, own["url_fetcher"]),
    )
    return content


def identifier_of(markup: str, attached: Sequence[Attached]) -> str:
    """The PDF's identifier: the same for the same content, so that nothing of when or where goes into it."""
    digest = hashlib.sha256(markup.encode())
    for file in attached:
        digest.update(file.content.encode())
    return digest.hexdigest()[:32]


def _attachments(attached: Sequence[Attached], dated: date, fetcher: Any) -> list[object]:
    """Made anew for each PDF, since WeasyPrint uses one up; dated as the paper is, and in the order a name tree needs.

    Nothing is fetched for them, but each would make a fetcher of its own.
    """
    from weasyprint import Attachment

    at = datetime.combine(dated, time(), UTC)
    return [
        Attachment(
            string=file.content,
            url_fetcher=fetcher,
            name=file.name,
            description=file.description,
            relationship="Source" if file.source else "Data",
            created=at,
            modified=at,
        )
        for file in sorted(attached, key=lambda file: file.name)
    ]
