"""`/imports`: what came in, its seven counts, and its undoing (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.import_uses import undo_import
from invoicing.contractors.books import whole_arrangements
from invoicing.contractors.paid_reads import statements_paid
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.log.batches import batches, look
from reads.log.repository import waiting

ROWS = 50
SEVEN = ("recorded", "duplicate", "amended", "voided", "ignored", "conflict", "rejected")


def listed(request: Request) -> Response:
    """The newest imports, or those that came after one, or before one; a page of them."""
    site: Site = request.app.state.site
    asked = request.query_params
    after, before = number_in(asked, "after", "an import"), number_in(asked, "before", "an import")
    with site.store.read() as session:
        found = batches(session, ROWS, before)
        rows = [each for each in found if after is None or each.id > after]
        quarantined = sum(1 for _ in waiting(session))
    more = rows[-1].id if len(rows) == ROWS else None
    return shown(
        request,
        "imports.html",
        rows=rows,
        seven=SEVEN,
        just=after is not None,
        said=site.told.of(asked.get("of", "")) if after is not None else None,
        more=more,
        quarantined=quarantined,
    )


def one(request: Request) -> Response:
    """One import: what it brought, what undoing it would take back, and the form that does."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        found = look(session, number)
    return shown(
        request, "import_one.html", found=found, batch=found.batch, seven=SEVEN, once=key_for(request, _undo(number))
    )


async def undo(request: Request) -> Response:
    """Takes the import back; what is refused says on which paper, claim or statement something of it is."""
    site: Site = request.app.state.site
    number = request.path_params["number"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str | None:
        with store.write() as session:
            arrangements = whole_arrangements(session, site.books)
            found = undo_import(
                session,
                number,
                form.get("because", ""),
                lambda keys: statements_paid(session, arrangements, keys),
                by=site.by(request.state.actor),
                keep_later="keep_later" in form,
            )
        return None if found.changed else told(request, [found.before], f"/imports/{number}")

    return await carried_out(request, _undo(number), f"/imports/{number}", deed, one)


def _undo(number: int) -> str:
    return f"/imports/{number}/undo"
