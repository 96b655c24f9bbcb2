"""`/accounts`: what clients owe and since when, on any day (spec 9.4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from invoicing.receivables.aging import BUCKETS, aging, by_currency
from invoicing.receivables.repository import accounts
from invoicing.web.page import shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.clock import today
from reads.directory.service import load_directory


def page(request: Request) -> Response:
    """A row an account at the end of the day asked for, today where none is."""
    site: Site = request.app.state.site
    asked = request.query_params.get("as_of", "")
    with site.store.read() as session:
        group = load_directory(session, ("group",)).group
        now = today(site.clock, group.timezone if group else "UTC")
        day = typed.day(asked, now) if asked else now
        rows = [row for account in accounts(session) if not (row := aging(account, day)).is_empty]
    said, totals = typed.in_words(day), by_currency(rows)
    return shown(request, "accounts.html", rows=rows, totals=totals, day=day, said=said, buckets=BUCKETS)
