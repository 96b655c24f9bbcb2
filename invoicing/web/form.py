"""A form that was sent: read whole, checked to be ours, carried out once (spec 9.3, 9.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.long_work import Work, new_id
from invoicing.web.once_keys import CarriedOut, StoreOnce, first_outcome, new_key, only_once, sent_form
from invoicing.web.page import sent_to, status_of
from invoicing.web.site import Site
from reads.core.errors import WetreadError, WrongUse

LONGEST = 1 << 20
"""Bytes of a form without files; more is refused while it is read."""


Deed = Callable[[StoreOnce, Mapping[str, str]], str | None]
Again = Callable[[Request], Response]


class NothingTicked(WrongUse):
    """A form about many was sent with none of them ticked."""

    code = "nothing_ticked"

    def __init__(self, what: str) -> None:
        super().__init__(f"no {what} is ticked", "tick those that you have decided on")


class TooMuchInForm(WetreadError):
    """A form is longer than any that these pages give out."""

    code = "form_too_long"

    def __init__(self) -> None:
        super().__init__("the form is longer than any of these pages", "send files on the page for files")


async def fields_of(request: Request, *, strip: bool = True) -> dict[str, str]:
    """The form's fields, without blanks around them unless those count; the last of a name counts; NUL is dropped, which nobody types.

    TooMuchInForm while it is read, not after.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LONGEST:
            raise TooMuchInForm
    text = content.decode("utf-8", errors="replace").replace("%00", "").replace("\0", "")
    return {name: value.strip() if strip else value for name, value in parse_qsl(text, keep_blank_values=True)}


def key_for(request: Request, address: str) -> str:
    """The key of a form that this page gives out for that address."""
    site: Site = request.app.state.site
    return new_key(site.secret, request.state.session, address)


async def carried_out(
    request: Request, address: str, outcome: str, deed: Deed, again: Again | None = None, *, strip: bool = True
) -> Response:
    """Does the deed with the form's fields, once ever, and sends the browser to where its outcome is shown.

    The deed may name another place than `outcome`. A form that was carried out before goes where it went then. Where the deed
    is refused, `again` shows the form as it was filled in, with what is wrong on top of it.
    """
    form = await fields_of(request, strip=strip)
    return await run_in_threadpool(done, request, FormOrder(address, outcome, form), deed, again)


@dataclass(frozen=True, slots=True)
class FormOrder:
    """A form that was sent to an address, and where its outcome is shown."""

    address: str
    outcome: str
    form: Mapping[str, str]


async def begun(
    request: Request, work: FormWork, run: Callable[[Site, Work, Mapping[str, str]], None], again: Again
) -> Response:
    """Begins what a form asks for beside the pages, once ever, and shows how far it is."""
    site: Site = request.app.state.site
    actor: str = request.state.actor

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        with store.write():
            beside = Work(new_id(), actor, work.title, work.outcome, site.clock.now())
        return f"/work/{site.begin(beside, lambda each: run(site, each, form)).id}"

    return await carried_out(request, work.address, work.outcome, deed, again)


@dataclass(frozen=True, slots=True)
class FormWork:
    """Work that a form begins: the form's address, what it is called, and where its outcome is shown."""

    address: str
    title: str
    outcome: str


def done(request: Request, order: FormOrder, deed: Deed, again: Again | None) -> Response:
    """Does the deed once, and where it is refused shows the form again."""
    site: Site = request.app.state.site
    try:
        once = sent_form(site.secret, request.state.session, order.address, order.form, order.outcome)
        with site.turns.of(once.key):
            before = first_outcome(site.store, once)
            if before is not None:
                return sent_to(request, before)
            try:
                where = deed(only_once(site.store, once, site.by(request.state.actor)), order.form)
            except CarriedOut:
                where = None
            finally:
                site.note_anchor()
    except WetreadError as error:
        if again is None:
            raise
        return shown_again(request, error, order.form, again)
    return sent_to(request, where or once.outcome)


def shown_again(request: Request, error: WetreadError, form: Mapping[str, str], again: Again) -> Response:
    """The form as it was filled in, with what is wrong on top of it."""
    request.state.problem, request.state.typed = error, form
    answer = again(request)
    answer.status_code = status_of(error)
    return answer
