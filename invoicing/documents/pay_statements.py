"""Renders statements of pay to PDF/A: the same statement gives the same bytes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from invoicing.contractors.statement import PayStatement
from invoicing.contractors.statement_reads import detail_csv
from invoicing.documents import own_templates
from invoicing.documents.logo import logo_data
from invoicing.documents.missing_glyphs import check_letters, texts_of
from invoicing.documents.pay_view import pay_view_of
from invoicing.documents.pdf import Sheet, identifier_of, pdf_bytes
from invoicing.documents.printed_file import Rendered, write_whole


def render_pay(statement: PayStatement, out: Path, *, books: Path | None = None) -> Rendered:
    """The statement as a PDF in the file `out`, dated on the last day of its month.

    UnprintableText, FaultyTemplate, RefusedResource or MissingLogo where it can't be made; nothing is written then.
    """
    view = pay_view_of(statement)
    check_letters("the statement", texts_of("pay", view))
    dated = statement.pay.month.end - timedelta(days=1)
    logo = logo_data(books, statement.group.logo)
    markup = own_templates.rendered(own_templates.PAY, books, view=view, created=dated.isoformat(), logo=logo)
    styles = (own_templates.STYLESHEET, own_templates.STATEMENT_STYLESHEET)
    sheet = Sheet(markup, dated, identifier_of(markup, ()), footer=view.footer, styles=styles)
    return write_whole(out, pdf_bytes(sheet, books))


def write_pay(said: PayStatement, folder: Path, *, books: Path) -> tuple[Rendered, Rendered]:
    """A statement's two files: its PDF, and a CSV with a row a read."""
    name = said.pay.agreement.id
    pdf = render_pay(said, folder / f"{name}.pdf", books=books)
    return pdf, write_whole(folder / f"{name}.csv", detail_csv(said))
