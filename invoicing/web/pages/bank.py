"""`/bank`: the bank's files dropped in, each line beside what it pays, booked on *Book* alone and once ever (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from invoicing.receivables.bank import posting
from invoicing.receivables.bank.importing import TakenFile, import_file
from invoicing.receivables.bank.match_ground import exact_by, matches
from invoicing.receivables.bank.posting import DecidedLine, PostOrder
from invoicing.receivables.bank.repository import newest_lines
from invoicing.receivables.payment_request import booking_day, today_at, worded_targets
from invoicing.web.bounded_numbers import number, number_in, ticked
from invoicing.web.file_form import carried_out_with_files
from invoicing.web.form import NothingTicked, carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from invoicing.web.upload import Sent
from reads.core import typed
from reads.core.english import counted
from reads.intake.profiles.books import bank_profile_named, bank_profiles

ADDRESS = "/bank"
BOOK, ONE, LEAVE = "/bank/book", "/bank/one", "/bank/leave"
ROWS = 100


def page(request: Request) -> Response:
    """The open lines with what each pays and why, those that match exactly ticked; files are taken above them."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        found = matches(session)
        exact = exact_by(found, today_at(session, site.clock))
    return shown(
        request,
        "bank.html",
        lines=sorted(found, key=lambda pair: (pair[0].number not in exact, pair[0].number)),
        exact=exact,
        profiles=bank_profiles(site.books),
        once=key_for(request, ADDRESS),
        book=key_for(request, BOOK),
        one=key_for(request, ONE),
        leave=key_for(request, LEAVE),
    )


def decided(request: Request) -> Response:
    """Every line of the bank with what became of it, the newest first."""
    site: Site = request.app.state.site
    before = number_in(request.query_params, "before", "a line")
    with site.store.read() as session:
        lines = newest_lines(session, ROWS + 1, before)
    more = lines[ROWS - 1].number if len(lines) > ROWS else None
    return shown(request, "bank_lines.html", lines=lines[:ROWS], more=more)


async def take(request: Request) -> Response:
    """Takes the lines of the files, each line once; books nothing."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str], files: Sequence[Sent]) -> str:
        meaning = bank_profile_named(site.books, form["profile"]) if form.get("profile") else None
        by = site.by(request.state.actor)
        with store.write() as session:
            taken = [import_file(session, each.path.read_bytes(), each.name, by, meaning) for each in files]
        return told(request, [line for file in taken for line in _taken(file)], ADDRESS)

    return await carried_out_with_files(request, ADDRESS, ADDRESS, deed, page)


def _taken(file: TakenFile) -> list[str]:
    said = f"{file.name} ({file.kind}): {counted(file.lines, 'line')}, {file.new} new, {file.before} taken before"
    return [said + (f", {file.not_cash} not booked money" if file.not_cash else ""), *file.remarks]


async def book(request: Request) -> Response:
    """Books what is ticked as it was proposed; all or none."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        seen = {number: form.get(f"seen:{number}", "") for number in _some(ticked(form, "line", "a line"))}
        with store.write() as session:
            done = posting.post_seen(session, seen, today_at(session, site.clock), site.by(request.state.actor))
        return _told(request, done)

    return await carried_out(request, BOOK, ADDRESS, deed, page)


async def book_one(request: Request) -> Response:
    """Books one line as it is said: to papers, or as the payment that it is."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        with store.write() as session:
            today = today_at(session, site.clock)
            written = typed.day(form["day"], today) if form.get("day") else None
            day = booking_day(session, site.clock, written, is_meant="long_ago" in form) if written else None
            done = posting.post(session, _order(form, day, today), site.by(request.state.actor))
        return _told(request, [done])

    return await carried_out(request, ONE, ADDRESS, deed, page)


async def leave(request: Request) -> Response:
    """Leaves what is ticked to be left, for a reason; all or none. What is ticked to be booked is none of it."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        numbers = _some(ticked(form, "leave", "a line"))
        with store.write() as session:
            done = posting.leave(session, numbers, form.get("because", ""), site.by(request.state.actor))
        return _told(request, done)

    return await carried_out(request, LEAVE, ADDRESS, deed, page)


def _some(numbers: list[int]) -> list[int]:
    if not numbers:
        raise NothingTicked("line")
    return numbers


def _told(request: Request, done: Sequence[DecidedLine]) -> str:
    return told(request, [line for each in done for line in _done(each)], ADDRESS)


def _order(form: Mapping[str, str], day: date | None, today: date) -> PostOrder:
    """One line as the form says it: to papers, one a row, or as the payment that it is."""
    return PostOrder(
        line=number(form.get("one", ""), "a line"),
        today=today,
        to=worded_targets(form.get("to", "").splitlines()),
        entry=number_in(form, "entry", "a payment"),
        day=day,
        because=form.get("because", ""),
        again="again" in form,
    )


def _done(each: DecidedLine) -> list[str]:
    entries = ", ".join(str(entry) for entry in each.entries)
    said = f"line {each.line.number} {each.kind}" + (f" as payment {entries}" if entries else "") + f": {each.why}"
    return [said, *(f"query on {query.number}: {query.amount.printed()}, {query.words}" for query in each.queries)]
