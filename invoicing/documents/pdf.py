"""HTML to PDF/A-3: tagged, embedded fonts, data attached, and the same bytes wherever and whenever it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from invoicing.documents.errors import RefusedResource
from invoicing.documents.fonts import font_faces
from invoicing.documents.html import stylesheet
from invoicing.documents.layout import NO_ROWS, Layout

VARIANT = "pdf/a-3a"


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


def pdf_bytes(sheet: Sheet, books: Path | None, logo: Path | None) -> bytes:
    """The PDF; RefusedResource where a template asks for anything but the project's and the books' own files."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from invoicing.documents.fetching import Refused, allowed_files, arguments
    from invoicing.documents.overlay import Overlay

    own = arguments(books, allowed_files(books, logo))
    fonts = FontConfiguration()
    try:
        css = [CSS(string=text, font_config=fonts, **own) for text in (font_faces(), stylesheet(books))]
        document = HTML(string=sheet.html, **own).render(font_config=fonts, stylesheets=css)
        overlay = Overlay(document, sheet.layout)
        content: bytes = document.write_pdf(
            finisher=overlay.finish,
            pdf_variant=VARIANT,
            pdf_identifier=sheet.identifier.encode(),
            attachments=_attachments(sheet.attached, sheet.dated),
        )
    except Refused as refused:
        raise RefusedResource(refused.url) from refused
    return content


def identifier_of(markup: str, attached: Sequence[Attached]) -> str:
    """The PDF's identifier: the same for the same content, so that nothing of when or where goes into it."""
    digest = hashlib.sha256(markup.encode())
    for file in attached:
        digest.update(file.content.encode())
    return digest.hexdigest()[:32]


def _attachments(attached: Sequence[Attached], dated: date) -> list[object]:
    """Made anew for each PDF, since WeasyPrint uses one up; dated as the paper is, and in the order a name tree needs."""
    from weasyprint import Attachment

    at = datetime.combine(dated, time(), UTC)
    return [
        Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            relationship="Source" if file.source else "Data",
            created=at,
            modified=at,
        )
        for file in sorted(attached, key=lambda file: file.name)
    ]
