"""The quarantine's rows on `/held`: two columns, decided one by one or many at once, or put right and recorded (spec 9.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.bounded_numbers import ticked
from invoicing.web.form import NothingTicked, carried_out, fields_of, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.directory.load_directory import load_directory
from reads.intake.content import CONTENT
from reads.log.decisions import ChosenRows, Decided, Decision, correct, decide
from reads.log.errors import UnknownQuarantine
from reads.log.quarantine import Quarantined
from reads.log.repository import in_quarantine, waiting

ROWS = 100
DECIDE, WAIT = "/quarantine/decide", "/held#quarantine"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of rows that wait, how many wait in all, and after which number the next page begins."""

    rows: tuple[Quarantined, ...]
    count: int
    after: int | None


def rows_waiting(session: Session, batch: int | None, after: int) -> Waiting:
    """The first hundred rows after a number, of one import where that is named."""
    every = [row for row in waiting(session) if batch in (None, row.import_id)]
    rest = [row for row in every if row.id > after]
    return Waiting(tuple(rest[:ROWS]), len(every), rest[ROWS - 1].id if len(rest) > ROWS else None)


async def look_at(request: Request) -> Response:
    """What deciding on the ticked rows, or on all of a kind, will do: by kind and fault, before anything is done."""
    form = await fields_of(request)
    return await run_in_threadpool(_look_at, request, form)


def _look_at(request: Request, form: Mapping[str, str]) -> Response:
    site: Site = request.app.state.site
    numbers = set(ticked(form, "row", "a row"))
    with site.store.read() as session:
        rows = [row for row in waiting(session) if ("every" in form or row.id in numbers)]
    decision = Decision.one_of({form.get("decision", ""): True})
    if not rows:
        raise NothingTicked("row")
    fitting = [row for row in rows if decision is Decision.DISCARD or row.kind == "conflict"]
    left = [row for row in rows if row not in fitting]
    groups = Counter((row.kind, str(row.problems[0]["message"]) if row.problems else "") for row in fitting)
    return shown(
        request,
        "quarantine_look.html",
        decision=decision.value,
        rows=fitting,
        groups=groups.most_common(),
        left=left,
        once=key_for(request, DECIDE),
    )


async def settle(request: Request) -> Response:
    """Decides alike on the rows that were looked at, all or none: one that was decided otherwise meanwhile stops the whole."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str | None:
        numbers = tuple(ticked(form, "row", "a row"))
        if not numbers:
            raise NothingTicked("row")
        decision = Decision.one_of({form.get("decision", ""): True})
        with store.write() as session:
            by = site.by(request.state.actor)
            made = decide(session, ChosenRows(numbers), decision, form.get("because", ""), by=by)
        return _told_before(request, made)

    return await carried_out(request, DECIDE, WAIT, deed, lambda again: _look_at(again, again.state.typed))


def one(request: Request) -> Response:
    """A rejected row with its fields to put right, or a conflict with both its sides."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        row = in_quarantine(session, number)
    if row is None:
        raise UnknownQuarantine(number)
    said = getattr(request.state, "typed", {})
    wrong = {str(problem.get("field", "")) for problem in row.problems}
    fields = [(name, said.get(f"field:{name}", row.content.get(name, "")), name in wrong) for name in CONTENT]
    first = sorted(fields, key=lambda each: not (each[2] or each[1]))
    once = key_for(request, f"/quarantine/{number}/correct")
    return shown(request, "quarantine_one.html", row=row, fields=first, once=once, decide=key_for(request, DECIDE))


async def put_right(request: Request) -> Response:
    """Records the row with the fields that were put right; every fault that is left is told, and then nothing is recorded."""
    site: Site = request.app.state.site
    number = request.path_params["number"]

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str | None:
        with store.write() as session:
            row = in_quarantine(session, number)
            before = row.content if row else {}
            said = {name.removeprefix("field:"): text for name, text in form.items() if name.startswith("field:")}
            changed = {name: text for name, text in said.items() if text != before.get(name, "")}
            because, by = form.get("because", ""), site.by(request.state.actor)
            made = correct(session, number, changed, because, load_directory(session), by=by)
        return _told_before(request, [made])

    return await carried_out(request, f"/quarantine/{number}/correct", WAIT, deed, one)


def _told_before(request: Request, made: Sequence[Decided]) -> str | None:
    """Where it is told of rows that were decided so before; nothing where all are decided now."""
    lines = [each.before for each in made if each.before]
    return told(request, lines, WAIT) if lines else None
