"""`/held`: what waits for a person, by cause, with the form that mends it here; what may be released (spec 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing import load_books, release_held
from invoicing.closing.held_fix import FixableWords, FixLook, fix, fixable, look
from invoicing.web.books import books_at, office_of
from invoicing.web.bounded_numbers import number_in, ticked
from invoicing.web.form import NothingTicked, carried_out, fields_of, key_for
from invoicing.web.looks_of_the_books import held_look_of
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, status_of
from invoicing.web.pages.quarantine import rows_waiting
from invoicing.web.site import Site
from reads.core import typed
from reads.core.errors import WetreadError, WrongUse
from reads.directory.proposals import Lacking, RowProposal
from reads.routing.reasons import RELEASABLE

FIX = "/held/fix"
RELEASE = "/held/release"
OTHER = "other"


class NothingChosen(WrongUse):
    """The form was sent without a meaning for any word, or for words alone that wait for none any more."""

    code = "nothing_chosen"

    def __init__(self, gone: Sequence[str] = ()) -> None:
        if gone:
            said = f"{gone[0]!r} waits for no meaning any more: the books have one, or nothing is held for it"
            super().__init__(said, "look at the page Books, and change it there if it should mean something else")
        else:
            super().__init__("no meaning is chosen", "choose one for a word at least, then look")


def page(request: Request) -> Response:
    """Words that the books lack, each with what it may mean; then the other causes; then the quarantine."""
    site: Site = request.app.state.site
    asked = request.query_params
    month = typed.month(asked["month"]) if asked.get("month") else None
    batch = number_in(asked, "batch", "an import")
    after = number_in(asked, "after", "a row") or 0
    look = held_look_of(request, month)
    with site.store.read() as session:
        quarantine = rows_waiting(session, batch, after)
    return shown(
        request,
        "held.html",
        month=month,
        look=look,
        words=look.value.words,
        groups=look.value.groups,
        releasable=RELEASABLE,
        quarantine=quarantine,
        batch=batch,
        release=key_for(request, RELEASE),
        decide=key_for(request, "/quarantine/decide"),
    )


async def look_at(request: Request) -> Response:
    """What the chosen meanings would write and change, and the form that does; nothing is stored."""
    form = await fields_of(request)
    return await run_in_threadpool(_look_at, request, form)


def _look_at(request: Request, form: Mapping[str, str]) -> Response:
    site: Site = request.app.state.site
    request.state.typed = form
    try:
        found = look(site.store, site.books, chosen(fixable(site.store), form), books_at)
    except WetreadError as error:
        request.state.problem = error
        answer = page(request)
        answer.status_code = status_of(error)
        return answer
    return _looked(request, found, form)


def _looked(request: Request, found: FixLook, form: Mapping[str, str]) -> Response:
    kept = {name: text for name, text in form.items() if name.startswith(("word:", "meaning:")) and text}
    return shown(
        request,
        "held_look.html",
        look=found,
        kept=kept,
        once=key_for(request, FIX),
    )


async def mend(request: Request) -> Response:
    """Writes what was looked at into the books' files, and applies them."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        seen = {name.removeprefix("seen:"): text for name, text in form.items() if name.startswith("seen:")}
        by = site.by(request.state.actor)
        permitted = load_books.ApplyPermissions(reprice="reprice" in form)
        rows = chosen(fixable(site.store), form)
        fix(store, site.books, rows, lambda: books_at(site.books), by, seen, permitted)

    return await carried_out(request, FIX, "/held", deed, page)


async def release(request: Request) -> Response:
    """Releases the ticked reads from the reasons that a person may decide, all of them or none."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        numbers = ticked(form, "read", "a read")
        if not numbers:
            raise NothingTicked("read")
        with store.write() as session:
            office = office_of(site, session)
            release_held.release(
                session,
                office,
                numbers,
                form.get("because", ""),
                form.get("reason") or None,
                site.by(request.state.actor),
            )

    return await carried_out(request, RELEASE, "/held", deed, page)


def chosen(words: FixableWords, form: Mapping[str, str]) -> list[RowProposal]:
    """The rows that the form's choices stand for; NothingChosen, MeansNothing.

    A choice names its word by kind, word and facility, so that it means the same after others were mended.
    """
    found = list(_chosen(words, form))
    if not found:
        waiting = {_name(each.lacking) for each in words.words}
        said = [name.removeprefix("word:") for name, text in form.items() if name.startswith("word:") and text]
        raise NothingChosen([name.split(":")[1] for name in said if name.count(":") == 2 and name not in waiting])
    return found


def _chosen(words: FixableWords, form: Mapping[str, str]) -> Iterator[RowProposal]:
    for each in words.words:
        name = _name(each.lacking)
        said = form.get(f"word:{name}", "")
        meant = form.get(f"meaning:{name}", "")
        if said in map(str, range(len(each.proposals))):
            yield each.proposals[int(said)]
        elif meant and said in (OTHER, ""):
            yield words.meaning(each.lacking, meant)


def _name(lacking: Lacking) -> str:
    """How the forms name a word: by its kind, itself and its facility."""
    return f"{lacking.kind}:{lacking.word}:{lacking.facility}"
