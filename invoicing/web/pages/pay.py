"""`/pay/2026-10`, `/margin/2026-10`: what readers are owed, each statement as PDF and CSV, and what is left of the month (spec 9.4)."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from invoicing.contractors.agreement_list import listed
from invoicing.contractors.books import Arrangements, whole_arrangements
from invoicing.contractors.margin import margin_of
from invoicing.contractors.statement import PayStatement, payroll
from invoicing.contractors.year import named_year, year_of
from invoicing.contractors.year_rows import year_csv
from invoicing.documents.pay_statements import write_pay
from invoicing.documents.print_processes import processes
from invoicing.receivables.payment_request import today_at
from invoicing.web.page import sent_to, shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.errors import WrongUse
from reads.core.month import Month
from reads.directory.load_directory import last_whole_month, load_directory


class NoStatement(WrongUse):
    """The agreement has no statement in that month."""

    code = "no_statement"

    def __init__(self, agreement: str, month: Month) -> None:
        super().__init__(
            f"the agreement {agreement} is not in force in {month.spelled()}", "choose one of the month's list"
        )


def newest(request: Request) -> Response:
    """The month before today's."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        month = last_whole_month(session, site.clock)
    return sent_to(request, f"{request.url.path.removeprefix(site.reach.base_path)}/{month}")


def page(request: Request) -> Response:
    """A row a statement with what holds its payment; the agreements and tax forms below."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    with site.store.read() as session:
        found = whole_arrangements(session, site.books)
        said = payroll(session, found, month)
        rows = listed(found.agreements, load_directory(session), today_at(session, site.clock))
    return shown(request, "pay.html", month=month, said=said, agreements=rows, findings=found.findings)


def statement_pdf(request: Request) -> Response:
    """A reader's statement as PDF, drawn in a process of its own; nothing of it is kept."""
    return _file(request, 0, "application/pdf")


def statement_csv(request: Request) -> Response:
    """The statement's reads as CSV."""
    return _file(request, 1, "text/csv; charset=utf-8")


def _file(request: Request, which: int, kind: str) -> Response:
    site: Site = request.app.state.site
    month, agreement = typed.month(request.path_params["month"]), request.path_params["agreement"]
    with site.store.read() as session:
        said = payroll(session, whole_arrangements(session, site.books), month)
    found = next((each for each in said.statements if each.pay.agreement.id == agreement), None)
    if found is None:
        raise NoStatement(agreement, month)
    with TemporaryDirectory(prefix="wetread-") as folder, processes(1) as executor:
        content = _written(executor, found, Path(folder), site.books.absolute())[which]
    ending = "pdf" if which == 0 else "csv"
    shown_as = "inline" if which == 0 else "attachment"
    name = {"Content-Disposition": f'{shown_as}; filename="{agreement}-{month}.{ending}"'}
    return Response(content, media_type=kind, headers=name)


def _written(executor: Executor, said: PayStatement, folder: Path, books: Path) -> tuple[bytes, bytes]:
    pdf, table = executor.submit(write_pay, said, folder, books=books).result()
    return pdf.path.read_bytes(), table.path.read_bytes()


def year(request: Request) -> Response:
    """What was paid in a year and where the work was done, as CSV for the accountant."""
    site: Site = request.app.state.site
    asked = named_year(request.path_params["year"])
    with site.store.read() as session:
        content = year_csv(year_of(session, _arrangements(site, session), asked))
    name = {"Content-Disposition": f'attachment; filename="readers-{asked}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=name)


def _arrangements(site: Site, session: Session) -> Arrangements:
    return whole_arrangements(session, site.books)


def margin(request: Request) -> Response:
    """Revenue, pay and what is left, by client, facility and modality."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    with site.store.read() as session:
        found = whole_arrangements(session, site.books)
        told = margin_of(session, found, month, request.query_params.get("currency") or None)
    return shown(request, "margin.html", month=month, margin=told, findings=found.findings)
