"""`/work` and `/work/ID`: how far long work is; it survives a reload, a closed tab and another browser of the same user (spec 9.3)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from invoicing.web.form import carried_out, key_for
from invoicing.web.long_work import Work
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import refused, shown
from invoicing.web.site import Site


def listed(request: Request) -> Response:
    """All work of this person since the server was started."""
    site: Site = request.app.state.site
    return shown(request, "works.html", works=site.works.listed(request.state.actor))


def one(request: Request) -> Response:
    """One piece of work; what a script asks for with `.json` is the same."""
    site: Site = request.app.state.site
    work = _work(request)
    if work is None:
        remedy = "what was done stands in the books: look at the month or its papers"
        return refused(request, 404, "no_work", "this work is not known to the server, which was started since", remedy)
    if "json" in request.query_params:
        return JSONResponse({"percent": work.percent, "done": work.done, "total": work.total, "ended": work.ended})
    ahead = site.works.ahead(work) if not work.ended else []
    return shown(request, "work.html", work=work, ahead=ahead, once=key_for(request, f"/work/{work.id}/stop"))


async def stop(request: Request) -> Response:
    """Stops the work after the step that is under way; what is done stays done."""
    address = f"/work/{request.path_params['id']}"

    def deed(_store: StoreOnce, _form: Mapping[str, str]) -> None:
        work = _work(request)
        if work is not None:
            work.stop.set()

    return await carried_out(request, f"{address}/stop", address, deed)


def _work(request: Request) -> Work | None:
    site: Site = request.app.state.site
    return site.works.of(request.path_params["id"], request.state.actor)
