"""`/papers` and `/papers/WR-2026-00001`: issued papers; one with its PDF, what became of it, and what is done with it (spec 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from invoicing.documents.mails import address_of, recipients_of, send_paper
from invoicing.documents.paper_files import PDF, file_name
from invoicing.documents.schedule_password import password_to_send
from invoicing.papers.heads import heads, newest_heads
from invoicing.papers.paper import PaperKind
from invoicing.papers.paper_by_number import paper_named
from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.papers.repository import whole
from invoicing.receivables.account import Account
from invoicing.receivables.history import history
from invoicing.receivables.paper_status import Standing, standings
from invoicing.receivables.repository import accounts
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import carried_out, key_for
from invoicing.web.mailing import mail_room
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import first_row, shown, told
from invoicing.web.paper_deeds import DEEDS, NoSuchDeed, PaperForm
from invoicing.web.printing import pdf_of, print_beside, stored_pdf
from invoicing.web.site import Site
from reads.core import typed
from reads.directory.load_directory import group_today

ROWS = 100


def listed(request: Request) -> Response:
    """A hundred papers, the newest first, by client, month and status where the address says so."""
    site: Site = request.app.state.site
    asked = request.query_params
    month = typed.month(asked["month"]) if asked.get("month") else None
    client, wanted, before = asked.get("client") or None, asked.get("status", ""), number_in(asked, "before", "a paper")
    with site.store.read() as session:
        if wanted:
            status = _statuses(accounts(session, client))
            every = reversed(heads(session, client=client, month=month))
            fitting = (paper for paper in every if before is None or paper.id < before)
            found = list(islice((each for each in fitting if _is(status.get(each.id), wanted)), ROWS + 1))
        else:
            found = newest_heads(session, ROWS + 1, before, client=client, month=month)
            clients = {paper.client for paper in found}
            status = _statuses(account for each in clients for account in accounts(session, each))
    kept = {name: asked[name] for name in ("client", "month", "status") if asked.get(name)}
    return shown(
        request,
        "papers.html",
        papers=found[:ROWS],
        more=found[ROWS - 1].id if len(found) > ROWS else None,
        kept=kept,
        status=status,
        client=client or "",
        month=month,
        wanted=wanted,
    )


def _statuses(some: Iterable[Account]) -> dict[int, Standing]:
    return {paper: each for account in some for paper, each in standings(account).items()}


def _is(standing: Standing | None, wanted: str) -> bool:
    return standing is not None and standing.status == wanted


def one(request: Request) -> Response:
    """One paper: its PDF, lines and schedule, what became of it, and the forms of what can be done."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        head = paper_named(session, request.path_params["number"])
        paper = whole(session, head.id)
        since = history(session, head, group_today(session, site.clock))
        status = {id_: each for account in accounts(session, head.client) for id_, each in standings(account).items()}
        facts, address = withdrawn(session), address_of(session, head.client)
    number = head.number or ""
    return shown(
        request,
        "paper.html",
        head=head,
        paper=paper,
        since=since,
        status=status.get(head.id),
        pdf=stored_pdf(site, head),
        is_invoice=head.kind is PaperKind.INVOICE,
        facts={row.read_key: facts[row.read_key] for row in paper.schedule if row.read_key in facts},
        first=first_row(request),
        address=address,
        once=key_for(request, f"/papers/{number}/do"),
        mail_once=key_for(request, f"/papers/{number}/mail"),
    )


def pdf(request: Request) -> Response:
    """The paper's PDF: the file that was made of it, else the same bytes made anew."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        head = paper_named(session, request.path_params["number"])
        paper = whole(session, head.id)
    kept = stored_pdf(site, head)
    content = kept.read_bytes() if kept else pdf_of(site, paper)
    shown_as = {"Content-Disposition": f'inline; filename="{file_name(head, PDF)}"'}
    return Response(content, media_type="application/pdf", headers=shown_as)


async def do(request: Request) -> Response:
    """Carries out what the form says, by the service that the command calls; a memo that it issues is printed."""
    site: Site = request.app.state.site
    address = f"/papers/{request.path_params['number']}"

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str | None:
        name = form.get("deed", "")
        if name not in DEEDS:
            raise NoSuchDeed(name)
        with site.store.read() as session:
            head = paper_named(session, request.path_params["number"])
        done = DEEDS[name](store, PaperForm(head, form, site.by(request.state.actor), site.clock))
        if done is None or isinstance(done, str):
            return told(request, [done], address) if done else None
        lines = [f"{done.number} is issued, {done.total.printed()} {done.total.currency}"]
        return f"/work/{print_beside(site, [done], request.state.actor, lines, f'/papers/{done.number}').id}"

    return await carried_out(request, f"{address}/do", address, deed, one)


async def mail(request: Request) -> Response:
    """Mails the paper: recorded before the server is asked; sent before or in doubt, it asks."""
    site: Site = request.app.state.site
    address = f"/papers/{request.path_params['number']}"

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        with site.store.read() as session:
            head = paper_named(session, request.path_params["number"])
            paper = whole(session, head.id)
            known = address_of(session, head.client)
        recipients = recipients_of(
            [part for part in form.get("to", "").replace(",", " ").split() if part], known, head.client
        )
        password = password_to_send(with_schedule="with_schedule" in form)
        sent = send_paper(
            mail_room(site, request.state.actor, store), paper, recipients, password, again="again" in form
        )
        return told(request, [f"sent to {', '.join(sent.recipients)}"], address)

    return await carried_out(request, f"{address}/mail", address, deed, one)
