"""`/` and `/months/2026-10`: where the month stands, and what comes next (spec 9.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from invoicing.papers.errors import NoContracts, NoGroup
from invoicing.papers.heads import heads
from invoicing.receivables.paper_status import standings
from invoicing.receivables.repository import accounts
from invoicing.receivables.sent_mail import sent_entities
from invoicing.web.looks_of_the_books import month_look_of
from invoicing.web.page import sent_to, shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.clock import today
from reads.core.money import Money, total
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.log.batches import batches
from reads.log.repository import waiting


def newest(request: Request) -> Response:
    """The month that is to be closed next: the one before today's; no books yet: the first month's steps."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        group = load_directory(session, ("group",)).group
    if group is None:
        return shown(request, "first_steps.html")
    return sent_to(request, f"/months/{Month.of(today(site.clock, group.timezone)).previous()}")


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
        issued = [paper for paper in heads(session, month=month) if paper.number]
        status = {id_: each for account in accounts(session) for id_, each in standings(account).items()}
        went = sent_entities(session)
        last, quarantined = batches(session, 5), sum(1 for _ in waiting(session))
    sent = [paper for paper in issued if paper.number in went]
    paid = [paper for paper in issued if paper.id in status and not status[paper.id].balance.minor]
    return shown(
        request,
        "month.html",
        month=month,
        look=look,
        closing=look.value,
        view=view,
        papers=issued,
        open=look.value.open,
        priced=_sums([(row.total, row.total.currency) for row in view.rows]),
        issued=_sums([(paper.total, paper.total.currency) for paper in issued]),
        sent=sent,
        sent_sums=_sums([(paper.total, paper.total.currency) for paper in sent]),
        paid=paid,
        paid_sums=_sums([(status[paper.id].paid, paper.total.currency) for paper in issued if paper.id in status]),
        last=last,
        quarantined=quarantined,
    )


def _sums(amounts: Iterable[tuple[Money, str]]) -> list[Money]:
    """One sum a currency."""
    found: defaultdict[str, list[Money]] = defaultdict(list)
    for amount, currency in amounts:
        found[currency].append(amount)
    return [total(some, currency) for currency, some in sorted(found.items())]
