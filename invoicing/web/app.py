"""Which page answers which address (spec 9.4). Plain functions in threads, since all services are synchronous."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from invoicing.web.gate import guarded
from invoicing.web.page import assets, refused, status_of
from invoicing.web.pages import (
    accounts,
    bank,
    books,
    close,
    held,
    importing,
    imports,
    month,
    papers,
    quarantine,
    reads,
    sign_in,
    work,
)
from invoicing.web.site import Site
from reads.core.errors import WetreadError
from reads.directory.service import load_directory
from reads.store.engine import Store

ASSETS = {"wetread.css": "text/css", "wetread.js": "text/javascript", "icon.svg": "image/svg+xml"}

ROUTES = (
    Route("/sign-in", sign_in.page, methods=["GET", "POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    Route("/", month.newest, methods=["GET"]),
    Route("/months/{month}", month.page, methods=["GET"]),
    Route("/import", importing.begin, methods=["GET", "POST"]),
    Route("/import/{id}", importing.looked, methods=["GET"]),
    Route("/import/{id}/run", importing.run, methods=["POST"]),
    Route("/import/{id}/columns/{number:int}", importing.columns, methods=["GET"]),
    Route("/import/{id}/columns/{number:int}", importing.save_columns, methods=["POST"]),
    Route("/imports", imports.listed, methods=["GET"]),
    Route("/imports/{number:int}", imports.one, methods=["GET"]),
    Route("/imports/{number:int}/undo", imports.undo, methods=["POST"]),
    Route("/books", books.listed, methods=["GET"]),
    Route("/books/{kind}", books.table, methods=["GET"]),
    Route("/look/books/{kind}", books.look_table, methods=["POST"]),
    Route("/books/{kind}/save", books.save_table, methods=["POST"]),
    Route("/contracts", books.contracts, methods=["GET"]),
    Route("/new-contract", books.new_contract, methods=["GET"]),
    Route("/contracts/{id}", books.contract, methods=["GET"]),
    Route("/look/contracts/{id}", books.look_contract, methods=["POST"]),
    Route("/contracts/{id}/save", books.save_contract, methods=["POST"]),
    Route("/held", held.page, methods=["GET"]),
    Route("/look/held", held.look_at, methods=["POST"]),
    Route("/held/fix", held.mend, methods=["POST"]),
    Route("/held/release", held.release, methods=["POST"]),
    Route("/look/quarantine", quarantine.look_at, methods=["POST"]),
    Route("/quarantine/decide", quarantine.settle, methods=["POST"]),
    Route("/quarantine/{number:int}", quarantine.one, methods=["GET"]),
    Route("/quarantine/{number:int}/correct", quarantine.put_right, methods=["POST"]),
    Route("/close/{month}", close.page, methods=["GET"]),
    Route("/close/{month}/issue", close.issue, methods=["POST"]),
    Route("/close/{month}/print", close.print_missing, methods=["POST"]),
    Route("/close/{month}/draft/{contract}", close.draft, methods=["GET"]),
    Route("/close/{month}/draft/{contract}/pdf", close.draft_pdf, methods=["GET"]),
    Route("/work", work.listed, methods=["GET"]),
    Route("/work/{id}", work.one, methods=["GET"]),
    Route("/work/{id}/stop", work.stop, methods=["POST"]),
    Route("/papers", papers.listed, methods=["GET"]),
    Route("/papers/{number:path}/pdf", papers.pdf, methods=["GET"]),
    Route("/papers/{number:path}/do", papers.do, methods=["POST"]),
    Route("/papers/{number:path}", papers.one, methods=["GET"]),
    Route("/reads", reads.listed, methods=["GET"]),
    Route("/search", reads.search, methods=["POST"]),
    Route("/reads/{number:int}", reads.one, methods=["GET"]),
    Route("/reads/{number:int}/void", reads.void_or_restore, methods=["POST"]),
    Route("/bank", bank.page, methods=["GET"]),
    Route("/bank", bank.take, methods=["POST"]),
    Route("/bank/lines", bank.decided, methods=["GET"]),
    Route("/bank/book", bank.book, methods=["POST"]),
    Route("/accounts", accounts.page, methods=["GET"]),
    Route("/accounts/{client}", accounts.one, methods=["GET"]),
    Route("/look/payment/{client}", accounts.look_at, methods=["POST"]),
    Route("/accounts/{client}/pay", accounts.book, methods=["POST"]),
    Route("/accounts/{client}/reverse", accounts.take_back, methods=["POST"]),
)


def made_app(site: Site) -> Starlette:
    """The pages over these books."""

    async def gate(request: Request, answer: Callable[[Request], Any]) -> Response:
        return await guarded(site, request, answer)

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


async def _told(request: Request, error: Exception) -> Response:
    """The command line's own words for what can't be done (spec 9.3)."""
    if not isinstance(error, WetreadError):
        raise error
    return await run_in_threadpool(refused, request, status_of(error), error.code, error.message, error.remedy)


async def _not_found(request: Request, _error: Exception) -> Response:
    return await run_in_threadpool(refused, request, 404, "no_page", "there is no such page", "begin at the month")


async def _no_method(request: Request, _error: Exception) -> Response:
    return await run_in_threadpool(
        refused, request, 405, "no_method", "this page can't be asked that way", "follow its links"
    )


def _group(store: Store, what: str) -> str:
    """Whose books they are, or on which clock; empty before they were applied."""
    with store.read() as session:
        group = load_directory(session, ("group",)).group
    return str(getattr(group, what)) if group else ""
