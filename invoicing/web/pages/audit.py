"""`/audit`: who did what, when and why; whether all of it still stands; a copy for whoever checks it elsewhere (spec 9.4)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from invoicing.audit.export import exported
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import FormWork, begun, key_for
from invoicing.web.long_work import Work
from invoicing.web.page import shown
from invoicing.web.site import Site
from invoicing.web.worker_process import verified
from reads.core import typed
from reads.store.event_pages import EventFilter, events_before

ROWS = 100
VERIFY = "/audit/verify"


def page(request: Request) -> Response:
    """A hundred events, the newest first, of what, of whom, between which days."""
    site: Site = request.app.state.site
    asked = request.query_params
    first = typed.day(asked["from"]) if asked.get("from") else None
    last = typed.day(asked["to"]) if asked.get("to") else None
    before = number_in(asked, "before", "an event")
    wanted = EventFilter(asked.get("entity", "").strip(), asked.get("actor", "").strip(), first, last)
    with site.store.read() as session:
        found = events_before(session, wanted, before, ROWS)
    kept = {name: asked[name] for name in ("entity", "actor", "from", "to") if asked.get(name)}
    return shown(
        request,
        "audit.html",
        rows=found,
        wanted=wanted,
        kept=kept,
        more=found[-1].id if len(found) == ROWS else None,
        once=key_for(request, VERIFY),
    )


async def verify(request: Request) -> Response:
    """Recomputes hashes, chains, number series and sums, and reads all PDFs, in a process of its own."""

    def run(site: Site, work: Work, _form: Mapping[str, str]) -> None:
        found = verified(site, work)
        work.lines += [f"! {each.as_json()['message']} [{each.what}]" for each in found.damage]
        work.lines.append(found.in_words())
        work.lines += found.remedies

    return await begun(request, FormWork(VERIFY, "Verifying the books", "/audit"), run, page)


def export(request: Request) -> Response:
    """The audit log and the papers' chain, a JSON object a line; it names reads that were decided on."""
    site: Site = request.app.state.site

    def lines() -> Iterator[str]:
        with site.store.read() as session:
            for each in exported(session):
                yield json.dumps(each) + "\n"

    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)
