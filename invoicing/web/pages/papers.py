"""`/papers` and `/papers/WR-2026-00001`: issued papers, and one with its PDF, payments and lines (spec 9.4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from invoicing.papers.errors import UnknownNumber
from invoicing.papers.repository import heads, numbered, whole
from invoicing.receivables.history import history
from invoicing.receivables.paper_status import standings
from invoicing.receivables.repository import accounts
from invoicing.web.page import shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.clock import today
from reads.directory.service import load_directory


def listed(request: Request) -> Response:
    """The papers in the order of their issue, by client and month where the address says so."""
    site: Site = request.app.state.site
    asked = request.query_params
    month = typed.month(asked["month"]) if asked.get("month") else None
    with site.store.read() as session:
        found = heads(session, client=asked.get("client") or None, month=month)
        status = {number: each for account in accounts(session) for number, each in standings(account).items()}
    return shown(request, "papers.html", papers=found, status=status, client=asked.get("client", ""), month=month)


def one(request: Request) -> Response:
    """One paper: its lines, and what became of it."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        head = numbered(session, number)
        if head is None:
            raise UnknownNumber(number, [])
        paper = whole(session, head.id)
        group = load_directory(session, ("group",)).group
        since = history(session, head, today(site.clock, group.timezone if group else "UTC"))
        status = {id_: each for account in accounts(session, head.client) for id_, each in standings(account).items()}
    return shown(request, "paper.html", head=head, paper=paper, since=since, status=status.get(head.id))
