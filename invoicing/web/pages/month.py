"""`/` and `/months/2026-10`: where the month stands, and what comes next (spec 9.4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from invoicing.papers.errors import NoContracts, NoGroup
from invoicing.papers.heads import heads
from invoicing.receivables.repository import accounts
from invoicing.reports.issued_sent_paid import PaperProgress, sums
from invoicing.web.looks_of_the_books import month_look_of
from invoicing.web.page import sent_to, shown
from invoicing.web.site import Site
from reads.core import typed
from reads.directory.load_directory import last_whole_month, load_directory
from reads.log.batches import batches
from reads.log.repository import waiting


def newest(request: Request) -> Response:
    """The month that is to be closed next: the one before today's; no books yet: the first month's steps."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        if load_directory(session, ("group",)).group is None:
            return shown(request, "first_steps.html")
        return sent_to(request, f"/months/{last_whole_month(session, site.clock)}")


def page(request: Request) -> Response:
    """The strip, the next step, and a row a contract."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    try:
        look = month_look_of(request, month)
    except (NoGroup, NoContracts):
        return shown(request, "first_steps.html")
    view = look.value.view
    with site.store.read() as session:
        progress = PaperProgress.load(session, accounts(session))
        out = progress.of(heads(session, month=month))
        last, quarantined = batches(session, 5), sum(1 for _ in waiting(session))
    return shown(
        request,
        "month.html",
        month=month,
        look=look,
        closing=look.value,
        view=view,
        out=out,
        open=look.value.open,
        priced=sums([row.total for row in view.rows]),
        issued=sums([paper.total for paper in out.issued]),
        sent=sums([paper.total for paper in out.sent]),
        paid=sums([progress.received(paper) for paper in out.issued]),
        last=last,
        quarantined=quarantined,
    )
