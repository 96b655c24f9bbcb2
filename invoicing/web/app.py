"""Which page answers which address (spec 9.4). Plain functions in threads, since all services are synchronous."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from invoicing.web.gate import guarded
from invoicing.web.kept_looks import BeingReckoned
from invoicing.web.long_work import told_fault
from invoicing.web.page import assets, refused, shown, status_of
from invoicing.web.routes import ROUTES
from invoicing.web.site import Site
from reads.core.errors import WetreadError
from reads.core.typed import BadMonth
from reads.directory.load_directory import load_directory
from reads.store.engine import Store

ASSETS = {"wetread.css": "text/css", "wetread.js": "text/javascript", "icon.svg": "image/svg+xml"}


def made_app(site: Site) -> Starlette:
    """The pages over these books."""

    async def gate(request: Request, answer: Callable[[Request], Any]) -> Response:
        return await guarded(site, request, partial(_answered, answer))

    routes = [Route("/assets/{name}", _asset), *ROUTES]
    app = Starlette(
        routes=[_under(site.reach.base_path, route) for route in routes],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=gate)],
        exception_handlers={WetreadError: _told, 404: _not_found, 405: _no_method},
    )
    app.state.site = site
    app.state.group = lambda: _group(site.store, "name")
    app.state.zone = lambda: _group(site.store, "timezone") or "UTC"
    return app


def _under(base: str, route: Route) -> Route:
    return Route(
        base + route.path if route.path != "/" or not base else base + "/",
        route.endpoint,
        methods=list(route.methods or ()),
    )


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        return refused(request, 404, "no_page", "there is no such page", "begin at the month")
    return FileResponse(assets() / name, media_type=ASSETS[name], headers={"Cache-Control": "max-age=3600"})


async def _answered(answer: Callable[[Request], Any], request: Request) -> Response:
    """The page's answer, or a page that says what went wrong, whatever it was; a fault of ours stands in the server's log."""
    try:
        found: Response = await answer(request)
    except BeingReckoned:
        return await run_in_threadpool(shown, request, "reckoned.html", http=202)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody is there to read it
    except Exception as error:  # noqa: BLE001 (nobody sees a bare fault)
        return await _told(request, error)
    return found


async def _told(request: Request, error: Exception) -> Response:
    """The command line's own words for what can't be done (spec 9.3)."""
    reason = told_fault(error)
    status = status_of(reason)
    if isinstance(reason, BadMonth) and "month" in request.path_params:
        status = 404  # the address is no page's
    return await run_in_threadpool(refused, request, status, reason.code, reason.message, reason.remedy)


async def _not_found(request: Request, _error: Exception) -> Response:
    return await run_in_threadpool(refused, request, 404, "no_page", "there is no such page", "begin at the month")


async def _no_method(request: Request, _error: Exception) -> Response:
    return await run_in_threadpool(
        refused, request, 405, "no_method", "this page can't be asked that way", "follow its links"
    )


def _group(store: Store, what: str) -> str:
    """Whose books they are, or on which clock; empty before they were applied, and where the database can't be read."""
    try:
        with store.read() as session:
            group = load_directory(session, ("group",)).group
    except WetreadError:
        return ""
    return str(getattr(group, what)) if group else ""
