"""`/accounts`: what clients owe on any day; one client's account, payments booked after they were read back, and taken back (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.documents.mails import recipients_of, send_statement, statement_file
from invoicing.documents.statements import statement_pdf as statement_pdf_of
from invoicing.receivables import repository
from invoicing.receivables.aging import BUCKETS, aging, by_currency
from invoicing.receivables.book_payments import Booked, Payment, Reversal, pay, pay_seen, reverse
from invoicing.receivables.paper_status import standings
from invoicing.receivables.payment_request import booking_day, payer_of, statement_of
from invoicing.receivables.statement import Statement
from invoicing.web.bounded_numbers import number
from invoicing.web.form import carried_out, fields_of, key_for
from invoicing.web.mailing import mail_room
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, status_of, told
from invoicing.web.site import Site
from invoicing.web.worker_process import beside
from reads.core import typed
from reads.core.errors import WetreadError, WrongUse
from reads.core.money import Money
from reads.directory.load_directory import group_today, load_directory


class NoSuchAccount(WrongUse):
    """Nobody of that name has an account."""

    code = "no_such_account"

    def __init__(self, client: str) -> None:
        super().__init__(f"no client is called {client!r}", "choose one of the list of accounts")


def page(request: Request) -> Response:
    """A row an account at the end of the day asked for, today where none is."""
    site: Site = request.app.state.site
    asked = request.query_params.get("as_of", "")
    with site.store.read() as session:
        now = group_today(session, site.clock)
        day = typed.day(asked, now) if asked else now
        rows = [row for account in repository.accounts(session) if not (row := aging(account, day)).is_empty]
        clients = sorted(load_directory(session, ("clients",)).clients)
    said, totals = typed.in_words(day), by_currency(rows)
    return shown(
        request, "accounts.html", rows=rows, totals=totals, day=day, said=said, buckets=BUCKETS, clients=clients
    )


def one(request: Request) -> Response:
    """A client's papers with what is open, what was booked, and the form for a payment."""
    site: Site = request.app.state.site
    client = request.path_params["client"]
    with site.store.read() as session:
        name = load_directory(session, ("clients",)).clients.get(client)
        accounts = repository.accounts(session, client)
        now = group_today(session, site.clock)
    if name is None and not accounts:
        raise NoSuchAccount(client)
    return shown(
        request,
        "account.html",
        client=client,
        name=name.name if name else client,
        accounts=[(account, standings(account)) for account in accounts],
        now=now,
        back=key_for(request, f"/accounts/{client}/reverse"),
        statement_once=key_for(request, f"/accounts/{client}/statement"),
        email=name.email if name else "",
    )


async def look_at(request: Request) -> Response:
    """What booking the payment would do, its day in words; nothing is booked."""
    request.state.typed = await fields_of(request)
    return await run_in_threadpool(_look_at, request)


def _look_at(request: Request) -> Response:
    site: Site = request.app.state.site
    client, form = request.path_params["client"], request.state.typed
    try:
        with site.store.write() as session:
            booked = pay(session, _payment(site, session, client, form), site.by(request.state.actor))
            session.rollback()
    except WetreadError as error:
        request.state.problem = error
        answer = one(request)
        answer.status_code = status_of(error)
        return answer
    return _read_back(request, booked)


def _read_back(request: Request, booked: Booked) -> Response:
    client = request.path_params["client"]
    papers = {paper.id: paper for paper in booked.account.papers}
    status = standings(booked.account)
    settles = [
        (papers[each.paper], Money(each.amount, booked.account.currency), status[each.paper]) for each in booked.settled
    ]
    kept = {name: text for name, text in request.state.typed.items() if name != "once" and text}
    return shown(
        request,
        "pay_look.html",
        client=client,
        entry=booked.entry,
        said=typed.in_words(booked.entry.day),
        settles=settles,
        unapplied=booked.account.unapplied_now,
        kept=kept | {"day": booked.entry.day.isoformat(), "seen": booked.fingerprint},
        once=key_for(request, f"/accounts/{client}/pay"),
    )


async def book(request: Request) -> Response:
    """Books the payment that was read back, once, on the day and to the papers that were said."""
    site: Site = request.app.state.site
    client = request.path_params["client"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        with store.write() as session:
            payment = _payment(site, session, client, form)
            pay_seen(session, payment, form.get("seen", ""), site.by(request.state.actor))

    return await carried_out(request, f"/accounts/{client}/pay", f"/accounts/{client}", deed, one)


async def take_back(request: Request) -> Response:
    """Takes an entry back: a returned check, a mistake."""
    site: Site = request.app.state.site
    client = request.path_params["client"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        entry = number(form.get("entry", ""), "an entry")
        with store.write() as session:
            asked = Reversal(entry, group_today(session, site.clock), form.get("because", ""))
            reverse(session, asked, site.by(request.state.actor))

    return await carried_out(request, f"/accounts/{client}/reverse", f"/accounts/{client}", deed, one)


def _payment(site: Site, session: Session, client: str, form: Mapping[str, str]) -> Payment:
    """The payment that the form says; amounts beside papers are what each gets, none: the oldest first."""
    account = payer_of(session, client, form.get("currency") or None)
    written = typed.day(form["day"], group_today(session, site.clock)) if form.get("day") else None
    day = booking_day(session, site.clock, written, is_meant="long_ago" in form)
    to = {
        name.removeprefix("to:"): typed.amount(text, account.currency)
        for name, text in form.items()
        if name.startswith("to:") and text
    }
    amount = typed.amount(form.get("amount", ""), account.currency)
    return Payment(account.client, amount, day, form.get("reference", ""), to=to, again="again" in form)


def statement_pdf(request: Request) -> Response:
    """The account's statement at the end of a day, as PDF; nothing of it is kept."""
    site: Site = request.app.state.site
    said = _statement(site, request.path_params["client"], request.query_params)
    headers = {"Content-Disposition": f'inline; filename="{statement_file(said)}"'}
    return Response(
        beside(statement_pdf_of, said, site.books.absolute()), media_type="application/pdf", headers=headers
    )


async def mail_statement(request: Request) -> Response:
    """Mails the statement: recorded before the server is asked; sent before or in doubt, it asks."""
    site: Site = request.app.state.site
    client = request.path_params["client"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        said = _statement(site, client, form)
        recipients = recipients_of(form.get("to", "").replace(",", " ").split(), said.bill_to.email, client)
        sent = send_statement(mail_room(site, request.state.actor, store), said, recipients, again="again" in form)
        return told(request, [f"statement sent to {', '.join(sent.recipients)}"], f"/accounts/{client}")

    return await carried_out(request, f"/accounts/{client}/statement", f"/accounts/{client}", deed, one)


def _statement(site: Site, client: str, asked: Mapping[str, str]) -> Statement:
    with site.store.read() as session:
        day = typed.day(asked["as_of"], group_today(session, site.clock)) if asked.get("as_of") else None
        return statement_of(session, site.clock, client, day, asked.get("currency") or None)
