"""`/report/2026-10`: the month on one page for the partners, by its key figures, by itself, and to download (spec 4.7, 9.4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from invoicing.documents.report_page import page_assets, rendered_page
from invoicing.reports.month.gather import Wanted, month_report
from invoicing.reports.month.page import ReportPage
from invoicing.reports.month.view import page_of
from invoicing.web.page import shown
from invoicing.web.site import Site
from reads.claims.vault import vault_opener
from reads.core import typed
from reads.core.month import Month


def page(request: Request) -> Response:
    """The key figures, and where the whole page is."""
    return shown(request, "report.html", month=_month(request), report=_report(request))


def whole(request: Request) -> Response:
    """The report as the command writes it, under its own policy; `?download` saves it."""
    site: Site = request.app.state.site
    books = site.books.absolute()
    request.state.policy = f"{page_assets(books).policy}; frame-ancestors 'none'"
    headers = {}
    if "download" in request.query_params:
        headers["Content-Disposition"] = f'attachment; filename="{_month(request)}.html"'
    return HTMLResponse(rendered_page(_report(request), books), headers=headers)


def _month(request: Request) -> Month:
    return typed.month(request.path_params["month"])


def _report(request: Request) -> ReportPage:
    site: Site = request.app.state.site
    wanted = Wanted(site.books, _month(request))
    with site.store.read() as session:
        opener = vault_opener(site.books, site.clock, session)
        return page_of(month_report(session, wanted, opener, site.clock))
