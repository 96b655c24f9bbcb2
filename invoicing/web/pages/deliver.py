"""`/deliver/2026-10`: a month's papers to their clients, by mail or into the outbox; `/reminders`: who is to be reminded (spec 9.4).

A mail is recorded before the server is asked, so that nothing goes out twice; what is long runs beside the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from invoicing.documents.mail_steps import MailStep
from invoicing.documents.mailing_month import mails_of_month
from invoicing.documents.outbox import ClientDelivered, DeliveryOrder, deliver_month
from invoicing.documents.reminder_mails import mails_of_reminders
from invoicing.documents.schedule_password import password_to_send
from invoicing.papers.heads import heads
from invoicing.receivables.payment_request import today_at
from invoicing.receivables.reminders import NoReminderLevels, Reminder, reminder_levels
from invoicing.receivables.reminders import reminders as due_reminders
from invoicing.receivables.sent_mail import sendings
from invoicing.web.form import FormWork, begun, key_for
from invoicing.web.long_work import Work
from invoicing.web.mailing import mail_room
from invoicing.web.page import shown
from invoicing.web.site import Site
from reads.core import typed
from reads.directory.load_directory import load_directory

REMIND = "/reminders"


def page(request: Request) -> Response:
    """The month's papers, each with its client's address and delivery, and what went out."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    with site.store.read() as session:
        papers = [head for head in heads(session, month=month) if head.number]
        went = {head.id: sendings(session, head.number or "") for head in papers}
        clients = load_directory(session, ("clients",)).clients
    address = f"/deliver/{month}"
    return shown(
        request,
        "deliver.html",
        month=month,
        papers=papers,
        went=went,
        clients=clients,
        mail=key_for(request, f"{address}/mail"),
        outbox=key_for(request, f"{address}/outbox"),
    )


async def mail(request: Request) -> Response:
    """Mails what no mail has taken yet, each paper to its client; one that can't go is named, the others go."""
    month = typed.month(request.path_params["month"])
    address = f"/deliver/{month}"

    def send(site: Site, work: Work, form: Mapping[str, str]) -> None:
        password = password_to_send(with_schedule="with_schedule" in form)
        _mail(work, mails_of_month(mail_room(site, work.actor), month, password))

    return await begun(request, FormWork(f"{address}/mail", f"Mailing {month.spelled()}", address), send, page)


async def outbox(request: Request) -> Response:
    """Writes each client's papers into the books' outbox, as its delivery wants them, each once."""
    month = typed.month(request.path_params["month"])
    address = f"/deliver/{month}"

    def write(site: Site, work: Work, form: Mapping[str, str]) -> None:
        order = DeliveryOrder(month, site.books, site.by(work.actor), form.get("client", ""), "again" in form)
        for each in deliver_month(site.store, order):
            work.step(_delivered(each), each.rest)

    return await begun(request, FormWork(f"{address}/outbox", f"Delivering {month.spelled()}", address), write, page)


def _delivered(each: ClientDelivered) -> str:
    if each.failed is not None:
        return f"! {each.client}: not delivered: {each.failed.message}; {each.failed.remedy}"
    if not each.profile:
        return f"! {each.client}: clients.csv names no delivery: mail its papers, or name one"
    before = f"; {', '.join(each.before)} went out before" if each.before else ""
    if not each.papers:
        return f"{each.client}: nothing new{before}"
    return f"{each.client}: {', '.join(each.papers)} by {each.profile}, into outbox/{each.files[0].parent.parent.name}{before}"


def _mail(work: Work, steps: Iterator[MailStep]) -> None:
    """Sends one by one, told as each went out; stopped, the others are left and named."""
    for step in steps:
        if step.mail is not None:
            line = f"{step.mail.entity} sent to {', '.join(step.mail.recipients)}"
        else:
            line = f"! {step.name}: {step.failed.message}; {step.failed.remedy}" if step.failed else ""
        work.step(line, step.rest)
    if not work.done:
        work.lines.append("nothing was to be sent")


def reminders(request: Request) -> Response:
    """Clients with overdue papers, by levels, net of payments, credits and what they query."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        try:
            found, day = _due(site, session)
        except NoReminderLevels as error:
            request.state.problem = error
            found, day = [], today_at(session, site.clock)
    return shown(request, "reminders.html", found=found, day=day, once=key_for(request, REMIND))


async def remind(request: Request) -> Response:
    """Mails each reminder that is due, with the statement as a PDF; once a level."""

    def send(site: Site, work: Work, _form: Mapping[str, str]) -> None:
        with site.store.read() as session:
            found, day = _due(site, session)
        _mail(work, mails_of_reminders(mail_room(site, work.actor), found, day))

    return await begun(request, FormWork(REMIND, "Reminding", REMIND), send, reminders)


def _due(site: Site, session: Session) -> tuple[list[Reminder], date]:
    day = today_at(session, site.clock)
    return due_reminders(session, reminder_levels(site.books), day), day
