"""`/reconcile`: a hospital's own list dropped in, bridged to what is billed, and what is contested disputed from there (spec 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.memos import Withdrawn
from invoicing.closing.ticked_reads import withdraw_ticked
from invoicing.papers.adjustment import Fact
from invoicing.reports.reconcile import CLASSES_IN_WORDS, Class
from invoicing.reports.reconcile_billed import ours_of
from invoicing.reports.reconcile_list import Known, read_list
from invoicing.reports.reconciliation_tolerance import reconciled, tolerance
from invoicing.web.file_form import looked_with_files
from invoicing.web.form import NothingTicked, carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from invoicing.web.upload import Sent
from reads.core import typed
from reads.core.english import counted
from reads.directory.load_directory import load_directory

ADDRESS = "/reconcile"
LOOK = "/look/reconcile"
DISPUTE = "/reconcile/dispute"
SHOWN = 200


def page(request: Request) -> Response:
    """The place to drop a list, and whose it is."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        clients = load_directory(session, ("clients",)).clients
    return shown(request, "reconcile.html", clients=clients, once=key_for(request, LOOK))


async def look(request: Request) -> Response:
    """The bridge from their total to ours, and every item that differs; nothing of the list is kept."""
    site: Site = request.app.state.site

    def found(form: Mapping[str, str], files: Sequence[Sent]) -> Response:
        client, month = form.get("client", ""), typed.month(form.get("month", ""))
        limit = tolerance(form.get("tolerance", ""))
        with site.store.read() as session:
            ours = ours_of(session, client, month, form.get("contract") or None)
        encoding, sheet = form.get("encoding") or None, form.get("sheet", "")
        known = Known(ours.directory, ours.facilities, ours.currency, site.clock.now(), encoding, sheet)
        with files[0].path.open("rb") as stream:
            theirs = read_list(stream, files[0].name, known)
        said = reconciled(theirs, ours)
        return shown(
            request,
            "reconcile_look.html",
            client=client,
            month=month,
            list_name=files[0].name,
            bridge=said,
            differing={kind: said.of(kind) for kind in Class if kind is not Class.MATCHED and said.of(kind)},
            words=CLASSES_IN_WORDS,
            findings=theirs.findings,
            above=said.percent_apart > limit,
            limit=limit,
            shown_items=SHOWN,
            once=key_for(request, DISPUTE),
        )

    return await looked_with_files(request, LOOK, found, page)


async def dispute(request: Request) -> Response:
    """Disputes the ticked reads, each on the paper that it is billed on; all or none."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        keys: dict[str, list[str]] = {}
        for name in form:
            if name.startswith("read:"):
                number, _, key = name.removeprefix("read:").partition("|")
                keys.setdefault(number, []).append(key)
        if not keys:
            raise NothingTicked("read")
        because, by = form.get("because", ""), site.by(request.state.actor)
        with store.write() as session:
            done = withdraw_ticked(session, keys, Fact.DISPUTE, because, by)
        return told(request, [line for each in done for line in _disputed(each)], ADDRESS)

    return await carried_out(request, DISPUTE, ADDRESS, deed, page)


def _disputed(done: Withdrawn) -> Iterator[str]:
    if done.changed:
        yield f"{counted(len(done.changed), 'read')} of {done.paper.number} disputed"
    if done.unchanged:
        yield f"{counted(len(done.unchanged), 'read')} of {done.paper.number} credited or disputed before, left as they are"
