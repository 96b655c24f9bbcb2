"""Signing in: the link shows one button, its POST takes the token, so that no preview or prefetch uses it up (spec 9.5)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.form import fields_of
from invoicing.web.gate import local_actor
from invoicing.web.page import refused, sent_to, shown
from invoicing.web.sessions import TOKEN_LIVES
from invoicing.web.site import Site


async def page(request: Request) -> Response:
    """The button, or what pressing it gives: a strict cookie."""
    if request.method != "POST":
        return shown(request, "sign_in.html", token=request.query_params.get("token", ""))
    site: Site = request.app.state.site
    form = await fields_of(request)
    session = site.sessions.sign_in(form.get("token", ""), local_actor(), site.clock.now())
    if session is None:
        remedy = "press Enter in the terminal where `wetread serve` runs, and open the new link"
        return refused(
            request,
            403,
            "link_used",
            f"this link was used before, or is older than {TOKEN_LIVES.seconds // 60} minutes",
            remedy,
        )
    response = sent_to(request, "/")
    response.set_cookie(
        site.reach.cookie,
        session.id,
        path=site.reach.base_path or "/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


async def sign_out(request: Request) -> Response:
    """Ends the session; the cookie goes."""
    site: Site = request.app.state.site
    site.sessions.sign_out(request.state.session)
    response = shown(request, "signed_out.html")
    response.delete_cookie(site.reach.cookie, path=site.reach.base_path or "/")
    return response
