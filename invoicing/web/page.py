"""Templates to answers: strict about names, escaped, the same frame around every page (spec 9.2, 9.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from invoicing.web.bounded_numbers import BadNumber
from invoicing.web.long_work import Work, new_id
from invoicing.web.remedies import remedy_on_page
from reads.core.english import counted
from reads.core.errors import InternalFault, MemoryFull, SystemFault, WetreadError
from reads.core.time_zones import zone as zone_of
from reads.store.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from jinja2 import Environment

    from invoicing.web.site import Site

SEE_OTHER = 303
PAGES = (
    ("/", "Month"),
    ("/import", "Import"),
    ("/reads", "Reads"),
    ("/held", "Held"),
    ("/contracts", "Contracts"),
    ("/books", "Books"),
    ("/papers", "Papers"),
    ("/accounts", "Money"),
    ("/claims", "Claims"),
)
"""What the head of each page leads to."""

MORE = (
    ("/bank", "Bank files"),
    ("/reminders", "Reminders"),
    ("/pay", "Readers' pay"),
    ("/margin", "Margin"),
    ("/report", "Report"),
    ("/reconcile", "Reconcile"),
    ("/exports", "Exports"),
    ("/fees", "Fees"),
    ("/audit", "Audit log"),
    ("/health", "Health"),
    ("/work", "Work"),
)
"""What it leads to under *More*."""


class Typed(dict[str, str]):
    """What a form that was refused said; empty for what it didn't say."""

    def __missing__(self, name: str) -> str:
        return ""


def shown(request: Request, template: str, *, http: int = 200, **values: object) -> Response:
    """The page; `values` are what its template names, and every template has the site's frame."""
    site: Site = request.app.state.site
    frame = {
        "base": site.reach.base_path,
        "actor": request.state.actor,
        "read_only": request.state.read_only,
        "here": request.url.path.removeprefix(site.reach.base_path) or "/",
        "books": site.books.resolve().name,
        "group": request.app.state.group(),
        "pages": PAGES,
        "further_pages": MORE,
        "told": _told(request),
        "remedy_on_page": partial(remedy_on_page, base=site.reach.base_path),
        "problem": getattr(request.state, "problem", None),
        "typed": Typed(getattr(request.state, "typed", {})),
    }
    text = _templates(request.app.state.zone()).get_template(template).render(frame | values)
    return HTMLResponse(text, http)


def _told(request: Request) -> list[str]:
    """What the deed did that led here, a line each; empty where none has, or it is too long ago."""
    site: Site = request.app.state.site
    work = site.works.of(request.query_params.get("told", ""), request.state.actor)
    return work.lines if work else []


def told(request: Request, lines: Sequence[str], outcome: str) -> str:
    """The outcome's address, on whose page these lines are shown once."""
    site: Site = request.app.state.site
    return site.works.told(Work(new_id(), request.state.actor, "", outcome, site.clock.now(), lines=list(lines)))


def status_of(error: WetreadError) -> int:
    """What a script is told of why nothing was done (spec 9.3)."""
    match error:
        case BadNumber():
            return 400
        case DatabaseUnavailable() | SystemFault() | MemoryFull():
            return 503
        case InternalFault():
            return 500
    return 409 if error.exit_status == 3 else 422


def refused(request: Request, status: int, code: str, message: str, remedy: str) -> Response:
    """An answer that says why there is no page, what to do, and by which code a script knows it."""
    request.state.actor = getattr(request.state, "actor", "")
    request.state.read_only = getattr(request.state, "read_only", True)
    return shown(request, "refused.html", http=status, code=code, message=message, remedy=remedy)


def first_row(request: Request) -> int:
    """From which row of a paper's schedule on the page shows it; its rows never change."""
    asked = request.query_params.get("from", "")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 0


def sent_to(request: Request, address: str) -> Response:
    """After a deed the browser is sent on, so that a reload repeats nothing."""
    site: Site = request.app.state.site
    return RedirectResponse(site.reach.base_path + address, SEE_OTHER)


def assets() -> Path:
    """The folder of the stylesheet and the script."""
    return Path(str(files("templates"))) / "web"


def in_words(at: str | datetime, zone: str) -> str:
    """A time on the group's clock, with its letters: Nov 2, 2026, 8:02 AM CST."""
    local = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(zone_of(zone))
    return f"{local:%b} {local.day}, {local.year}, {local.hour % 12 or 12}:{local:%M %p %Z}"


@cache
def _templates(zone: str) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["money"] = lambda amount: amount.printed()
    made.filters["counted"] = counted
    made.filters["local"] = lambda text: in_words(text, zone)
    return made
