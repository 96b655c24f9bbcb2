"""Who may ask, and how: looked at before any page is, on every request (spec 9.5).

method     GET, HEAD and POST; nothing else                       405
Host       a name of ours, so that no other site points at us     400
address    without NUL, which no text of the books holds          400
POST       from our own pages alone                               403 foreign_request
who        a session, or the user that the proxy names            401 sign_in, 403 no_user
POST       nothing but looks where everything is read-only        403 read_only
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from invoicing.web.page import refused
from invoicing.web.site import Proxy, Site
from reads.core.system_user import system_actor

METHODS = frozenset({"GET", "HEAD", "POST"})
OPEN = ("/sign-in", "/assets/")
"""What anybody may ask for: the page with the one button, and what it looks like."""

LOOKS = ("/sign-in", "/sign-out", "/search", "/look/")
"""Addresses whose POST changes nothing: they are open where everything is read-only."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {framed}"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

NOTHING = "\0"
"""What no database keeps in a text, and no page asks for."""

Handler = Callable[[Request], Awaitable[Response]]


async def guarded(site: Site, request: Request, answer: Handler) -> Response:
    """The page's answer, or why there is none; either way with the headers that every answer has."""
    response = _refusal(site, request) or await answer(request)
    is_pdf = response.headers.get("content-type", "").startswith("application/pdf")
    framed = "'self'" if is_pdf else "'none'"
    policy: str = getattr(request.state, "policy", "") or POLICY.format(framed=framed)
    response.headers["Content-Security-Policy"] = policy
    response.headers.update(HEADERS)
    if not request.url.path.startswith(f"{site.reach.base_path}/assets/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _refusal(site: Site, request: Request) -> Response | None:
    """Why the request is not answered, None where it may be; leaves who asks on the request."""
    reach = site.reach
    if request.method not in METHODS:
        return PlainTextResponse("405 no such method here\n", 405, {"Allow": "GET, HEAD, POST"})
    if request.headers.get("host", "").casefold() not in reach.host_names:
        return PlainTextResponse("400 this is not the address of these pages\n", 400)
    path = request.url.path.removeprefix(reach.base_path)
    if NOTHING in path or NOTHING in request.url.query or "%00" in request.url.query:
        return PlainTextResponse("400 no address holds such a character\n", 400)
    if request.method == "POST" and not _is_own(site, request):
        return refused(
            request, 403, "foreign_request", "this came from another site", "open the page here, and send it again"
        )
    if path.startswith(OPEN):
        request.state.actor, request.state.session, request.state.read_only = "", "", reach.read_only
        return None
    who = _who(site, request)
    if isinstance(who, Response):
        return who
    request.state.actor, request.state.session = who
    viewer = reach.proxy is not None and who[0] in reach.proxy.viewers
    request.state.read_only = reach.read_only or viewer
    if request.method == "POST" and request.state.read_only and not path.startswith(LOOKS):
        return refused(request, 403, "read_only", "these pages only show", "start `wetread serve` without --read-only")
    return None


def _is_own(site: Site, request: Request) -> bool:
    """Whether a POST comes from a page of ours (fetch metadata; without it, the origin)."""
    site_said = request.headers.get("sec-fetch-site")
    if site_said is not None:
        return site_said == "same-origin"
    return request.headers.get("origin", "").casefold() in site.reach.origins


def _who(site: Site, request: Request) -> tuple[str, str] | Response:
    """The actor and the session's id."""
    if site.reach.proxy is not None:
        return _named_by(site.reach.proxy, request)
    cookie = request.cookies.get(site.reach.cookie, "")
    session = site.sessions.of(cookie, site.clock.now())
    if session is None:
        said, remedy = (
            "this browser is not signed in",
            "press Enter in the terminal where `wetread serve` runs, and open the link that it prints",
        )
        if request.method == "POST":  # the browser still has what was typed, while its page is not left
            said += "; nothing was done of what it sent"
            remedy += " in another tab; then reload this page and let the browser send it again, to see it filled in"
        return refused(request, 401, "sign_in", said, remedy)
    return session.actor, session.id


def _named_by(proxy: Proxy, request: Request) -> tuple[str, str] | Response:
    """The user whom the proxy names, if it is the proxy that speaks."""
    given = request.headers.get("x-wetread-proxy", "")
    trusted = proxy.socket or (bool(proxy.secret) and hmac.compare_digest(given.encode(), proxy.secret.encode()))
    user = request.headers.get(proxy.header, "").strip() if trusted else ""
    if not user:
        return refused(
            request, 403, "no_user", "the proxy named no user", "sign in at the proxy in front of these pages"
        )
    return user, user


def local_actor() -> str:
    """Who acts where nobody signs in but by the link: the user of this machine who started the server."""
    return system_actor()
