"""Renders statements of account to PDF/A: the same statement gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from invoicing.documents import own_templates
from invoicing.documents.logo import logo_data
from invoicing.documents.missing_glyphs import check_letters, texts_of
from invoicing.documents.pdf import Sheet, identifier_of, pdf_bytes
from invoicing.documents.printed_file import Rendered, write_whole
from invoicing.documents.statement_view import statement_view_of
from invoicing.receivables.statement import Statement


def render_statement(statement: Statement, out: Path, *, books: Path | None = None) -> Rendered:
    """The statement as a PDF in the file `out`; nothing is written where it can't be made, as with papers."""
    return write_whole(out, statement_pdf(statement, books))


def statement_pdf(statement: Statement, books: Path | None) -> bytes:
    """The bytes of the statement's PDF; UnprintableText, FaultyTemplate, RefusedResource or MissingLogo."""
    view = statement_view_of(statement)
    check_letters("the statement", texts_of("statement", view))
    logo = logo_data(books, statement.issuer.logo)
    markup = own_templates.rendered(
        own_templates.STATEMENT, books, view=view, created=statement.day.isoformat(), logo=logo
    )
    styles = (own_templates.STYLESHEET, own_templates.STATEMENT_STYLESHEET)
    sheet = Sheet(markup, statement.day, identifier_of(markup, ()), footer=view.footer, styles=styles)
    return pdf_bytes(sheet, books)
