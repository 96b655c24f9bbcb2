"""`/close/2026-10`: what issuing would write, and issuing it after the month was typed (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.month_view import month_view
from invoicing.closing.preview import Ask
from invoicing.documents.issuing import issue_month, look_at_month
from invoicing.web.form import carried_out, key_for
from invoicing.web.once import StoreOnce
from invoicing.web.page import shown
from invoicing.web.site import Site
from reads.core import typed
from reads.core.errors import WrongUse
from reads.core.money import Money
from reads.core.month import Month


class NotConfirmed(WrongUse):
    """The month was not typed where issuing asks for it."""

    code = "not_confirmed"

    def __init__(self, month: Month, typed_: str) -> None:
        super().__init__(f"{typed_ or 'nothing'} was typed, not {month}", f"type {month} to issue its invoices")


def page(request: Request) -> Response:
    """A row a contract, warnings, and the form that issues."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])
    closing = look_at_month(site.store, Ask(month))
    open_ = [part for part in closing.contracts.values() if part.issued is None and part.bills]
    return shown(
        request,
        "close.html",
        month=month,
        closing=closing,
        view=month_view(closing),
        open=open_,
        once=key_for(request, f"/close/{month}/issue"),
    )


async def issue(request: Request) -> Response:
    """Issues what was seen: a contract whose total has moved since then is left."""
    site: Site = request.app.state.site
    month = typed.month(request.path_params["month"])

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        if form.get("confirmed", "") != str(month):
            raise NotConfirmed(month, form.get("confirmed", ""))
        day = typed.day(form["dated"], site.clock.now().date()) if form.get("dated") else None
        expected = {
            name.removeprefix("total:"): _money(value) for name, value in form.items() if name.startswith("total:")
        }
        permissions = Permissions(early="early" in form, over_cap="over_cap" in form)
        by = site.by(request.state.actor)
        for _ in issue_month(store, IssueOrder(Ask(month, day), permissions, by, expected), books=site.books):
            pass

    return await carried_out(request, f"/close/{month}/issue", f"/months/{month}", deed)


def _money(text: str) -> Money:
    amount, _, currency = text.partition(" ")
    return Money.of(amount, currency)
