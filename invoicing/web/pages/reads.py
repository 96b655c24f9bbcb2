"""`/reads` and `/reads/719`: the log a page at a time; one read with why it costs what it costs, and all its versions (spec 9.4).

An accession is in no address: a read is addressed by number, and the search for one is a POST.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.explain_read import explain_reads
from invoicing.closing.explained_read import rows_of
from invoicing.closing.read_list import DOORS, Filter, first_page
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import carried_out, fields_of, key_for
from invoicing.web.looks_of_the_books import ground_of
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.paper_deeds import NoSuchDeed
from invoicing.web.site import Site
from reads.core import typed
from reads.log.decisions import Which, restore, void
from reads.log.history import History, history_of

ROWS = 100


def listed(request: Request) -> Response:
    """A hundred reads in the order of signing, by what the address says."""
    asked = request.query_params
    month = typed.month(asked["month"]) if asked.get("month") else None
    batch = number_in(asked, "batch", "an import")
    door = asked.get("door", "") if asked.get("door", "") in DOORS else ""
    return _listed(request, Filter(month, asked.get("facility", ""), door, asked.get("radiologist", ""), batch))


async def search(request: Request) -> Response:
    """The reads of an accession."""
    form = await fields_of(request)
    return await run_in_threadpool(_listed, request, Filter(accession=form.get("accession", "")))


def _listed(request: Request, wanted: Filter) -> Response:
    site: Site = request.app.state.site
    after = number_in(request.query_params, "after", "a read")
    ground = ground_of(request)
    with site.store.read() as session:
        found = first_page(session, wanted, after, ROWS, ground.value)
    kept = "&".join(
        f"{name}={value}"
        for name, value in request.query_params.items()
        if name in {"month", "facility", "door", "radiologist", "batch"} and value
    )
    return shown(
        request,
        "reads.html",
        look=ground,
        rows=[each.as_json() for each in found.rows],
        wanted=wanted,
        doors=DOORS,
        after=found.after,
        kept=kept,
    )


def one(request: Request) -> Response:
    """Why it goes where it goes and costs what it costs; its versions side by side; void it, or take a void back."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        logged, history = history_of(session, number)
        answers = explain_reads(session, [logged])
    rows = [row for answer in answers for row in rows_of(answer)]
    return shown(
        request,
        "read.html",
        number=number,
        read=logged.read,
        paper=next((answer.paper for answer in answers if answer.paper), None),
        rows=rows,
        history=history,
        differs=_differs(history),
        once=key_for(request, f"/reads/{number}/void"),
    )


def _differs(history: History) -> frozenset[str]:
    """The fields that aren't the same in all versions."""
    names = {name for version in history.versions for name in version.content}
    return frozenset(name for name in names if len({each.content.get(name, "") for each in history.versions}) > 1)


_DEEDS = {"void": void, "restore": restore}


async def void_or_restore(request: Request) -> Response:
    """Makes the read void, or takes its void back, as the form says, for a reason; what another tab did before is told."""
    site: Site = request.app.state.site
    number = request.path_params["number"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str | None:
        name = form.get("deed", "")
        if name not in _DEEDS:
            raise NoSuchDeed(name)
        with store.write() as session:
            logged, history = history_of(session, number)
            read = logged.read
            which = Which(read.accession, read.facility, read.exam, read.read_type.value)
            _, changed = _DEEDS[name](session, which, form.get("because", ""), by=site.by(request.state.actor))
        return None if changed else told(request, [history.before], f"/reads/{number}")

    return await carried_out(request, f"/reads/{number}/void", f"/reads/{number}", deed, one)
