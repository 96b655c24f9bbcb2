"""`/` and `/months/2026-10`: where the month stands, and what comes next (spec 9.4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.month_view import month_view
from invoicing.closing.preview import Ask
from invoicing.documents.issuing import look_at_month
from invoicing.papers.errors import NoContracts, NoGroup
from invoicing.papers.repository import heads
from invoicing.web.page import sent_to, shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.clock import today
from reads.core.month import Month
from reads.directory.service import load_directory


def newest(request: Request) -> Response:
    """The month that is to be closed next: the one before today's; no books yet: the first month's steps."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        group = load_directory(session, ("group",)).group
    if group is None:
        return shown(request, "first_steps.html")
    return sent_to(request, f"/months/{Month.of(today(site.clock, group.timezone)).previous()}")


def page(request: Request) -> Response:
    """The strip, the next step, and a row a contract."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    try:
        closing = look_at_month(site.store, Ask(month))
    except (NoGroup, NoContracts):
        return shown(request, "first_steps.html")
    with site.store.read() as session:
        issued = heads(session, month=month)
    return shown(request, "month.html", month=month, closing=closing, view=month_view(closing), papers=issued)
