"""`/close/2026-10`: what issuing would write, each draft as PDF and as a table, and issuing it after the month was typed (spec 9.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.close import IssueOrder, IssueStep
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.drafts import drafts_of
from invoicing.documents.printable_issue import issue_month, look_at_month
from invoicing.papers.heads import heads
from invoicing.papers.paper import Paper
from invoicing.web.form import NothingTicked, carried_out, key_for
from invoicing.web.long_work import Work, WorkStopped, new_id
from invoicing.web.looks_of_the_books import month_look_of, unloaded_look_of
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import first_row, shown
from invoicing.web.printing import pdf_of, print_beside, print_in, unprinted
from invoicing.web.site import Site
from invoicing.web.stamping import stamp_in
from reads.core import typed
from reads.core.errors import WrongUse
from reads.core.money import Money, total
from reads.core.month import Month
from reads.directory.load_directory import group_today


class NotConfirmed(WrongUse):
    """The month was not typed where issuing asks for it."""

    code = "not_confirmed"

    def __init__(self, month: Month, typed_: str) -> None:
        super().__init__(f"{typed_ or 'nothing'} was typed, not {month}", f"type {month} to issue its invoices")


class NoDraft(WrongUse):
    """The contract has no draft in that month."""

    code = "no_draft"

    def __init__(self, contract: str, month: Month) -> None:
        super().__init__(
            f"the contract {contract} has no draft for {month.spelled()}", "its month is issued, or has nothing to bill"
        )


def page(request: Request) -> Response:
    """A row a contract, warnings, and the form that issues."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    asked = getattr(request.state, "typed", {}).get("dated") or request.query_params.get("dated", "")
    day = typed.day(asked, _today(site)) if asked and not hasattr(request.state, "problem") else None
    look = month_look_of(request, month, day)
    view, open_ = look.value.view, look.value.open
    view = replace(view, warnings=(*unloaded_look_of(request).value, *view.warnings))
    with site.store.read() as session:
        papers = [paper for paper in heads(session, month=month) if paper.number]
    currencies = sorted({each.total.currency for each in open_})
    return shown(
        request,
        "close.html",
        month=month,
        look=look,
        closing=look.value,
        view=view,
        said=typed.in_words(view.issued_on),
        open=open_,
        open_ids={each.contract for each in open_},
        totals=[total([part.total for part in open_ if part.total.currency == each], each) for each in currencies],
        nothing=look.value.nothing,
        papers=papers,
        unprinted=unprinted(site, papers),
        once=key_for(request, f"/close/{month}/issue"),
        print_once=key_for(request, f"/close/{month}/print"),
    )


def draft(request: Request) -> Response:
    """A contract's draft: its lines, its schedule as a table, and the PDF in the page."""
    paper = _draft(request)
    return shown(request, "draft.html", paper=paper, month=paper.month, first=first_row(request))


def draft_pdf(request: Request) -> Response:
    """The draft's PDF, marked as no invoice; nothing of it is kept."""
    site: Site = request.app.state.site
    return Response(pdf_of(site, _draft(request)), media_type="application/pdf")


def _draft(request: Request) -> Paper:
    site: Site = request.app.state.site
    month, contract = typed.month(request.path_params["month"]), request.path_params["contract"]
    found = next(
        (paper for paper in drafts_of(look_at_month(site.store, Ask(month))) if paper.contract == contract), None
    )
    if found is None:
        raise NoDraft(contract, month)
    return found


async def issue(request: Request) -> Response:
    """Issues what was seen and ticked: a contract whose total has moved since then is left, and named."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    address = f"/close/{month}"

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        if form.get("confirmed", "") != str(month):
            raise NotConfirmed(month, form.get("confirmed", ""))
        seen = {name.removeprefix("total:"): text for name, text in form.items() if name.startswith("total:")}
        ticked = {name for name in seen if f"contract:{name}" in form}
        if not ticked:
            raise NothingTicked("contract")
        expected = {name: _money(text) for name, text in seen.items() if name in ticked or f"nothing:{name}" in form}
        day = typed.day(form["dated"], _today(site)) if form.get("dated") else None
        permissions = Permissions(early="early" in form, over_cap="over_cap" in form)
        order = IssueOrder(Ask(month, day), permissions, site.by(request.state.actor), expected)
        closing = look_at_month(site.store, order.ask)
        closing.refuse(permissions)
        steps = issue_month(site.store, order, closing, site.books)
        with store.write():
            work = Work(new_id(), request.state.actor, f"Issuing {month.spelled()}", address, site.clock.now())
        work.total = len(ticked)
        return f"/work/{site.begin(work, lambda work: _issue(site, work, steps, ticked)).id}"

    return await carried_out(request, f"{address}/issue", address, deed, page)


def _issue(site: Site, work: Work, steps: Iterator[IssueStep], ticked: Collection[str]) -> None:
    """Issues paper by paper, told as each is committed; what was left is named; then the PDFs."""
    papers, waiting = [], sorted(ticked)
    try:
        for step in steps:
            contract = step.part.paper.contract
            if contract in waiting:
                waiting.remove(contract)
            if step.new and step.part.issued:
                papers.append(step.part.issued)
                work.step(f"{step.part.issued.number}: {contract}", waiting)
            elif step.left and contract in ticked:
                work.step(f"left: {step.left.message}", waiting)
        print_in(site, [paper for paper in papers if paper.number], work)
    except WorkStopped:
        work.left = [*waiting, *(f"the PDF of {paper.number}" for paper in unprinted(site, papers))]
        raise
    finally:
        stamp_in(site, work)


async def print_missing(request: Request) -> Response:
    """Prints the PDFs of the month's papers that are not there."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])

    def deed(store: StoreOnce, _form: Mapping[str, str]) -> str:
        with store.write() as session:
            papers = [paper for paper in heads(session, month=month) if paper.number]
        return f"/work/{print_beside(site, papers, request.state.actor, (), f'/close/{month}').id}"

    return await carried_out(request, f"/close/{month}/print", f"/close/{month}", deed)


def _today(site: Site) -> date:
    with site.store.read() as session:
        return group_today(session, site.clock)


def _money(text: str) -> Money:
    """The total that was seen; BadAmount where the form was not one of these pages'."""
    amount, _, currency = text.partition(" ")
    try:
        return Money.of(amount, currency)
    except ValueError:
        raise typed.BadAmount(text, "is no total that these pages showed", "open the page anew") from None
