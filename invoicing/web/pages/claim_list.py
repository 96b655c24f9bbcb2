"""`/claims/list` and `/claims/C000000017`: claims with their states; one with its lines and answers; void and replace (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.books import office_of
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.paper_deeds import NoSuchDeed
from invoicing.web.site import Site
from reads.claims import claim_list
from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.void_and_replace import CorrectionAsked, replace_claim, void_claim
from reads.core import typed

ROWS = 100
CORRECTIONS = {"void": void_claim, "replace": replace_claim}


def listed(request: Request) -> Response:
    """A hundred claims of a month or of all, in the order in which they were made, by state."""
    site: Site = request.app.state.site
    asked = request.query_params
    month = typed.month(asked["month"]) if asked.get("month") else None
    state = asked.get("state", "") if asked.get("state", "") in set(ClaimState) else ""
    after = number_in(asked, "after", "a claim") or 0
    with site.store.read() as session:
        rows, more = claim_list.listed_after(session, after, ROWS, month=month, state=state)
    return shown(
        request,
        "claim_list.html",
        rows=rows,
        after=rows[-1].row.id if more else None,
        month=month,
        state=state,
        states=list(ClaimState),
    )


def one(request: Request) -> Response:
    """A claim with its account, its lines and every answer; nothing of it names the patient."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        found = claim_list.shown(session, number)
    return shown(request, "claim.html", found=found, once=key_for(request, f"/claims/{number}/correct"))


async def correct(request: Request) -> Response:
    """Voids the claim at the payer, or replaces it by what the log says now; either goes out with the next export."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    address = f"/claims/{number}"

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        asked = CorrectionAsked(number, form.get("because", ""), form.get("payer_number", ""))
        if form.get("deed") not in CORRECTIONS:
            raise NoSuchDeed(form.get("deed", ""))
        act = CORRECTIONS[form["deed"]]
        with store.write() as session:
            row = act(office_of(site, session), asked, site.by(request.state.actor))
        said = f"{row.control_number} corrects {number}; it goes out with the next files of {row.month}"
        return told(request, [said], f"/claims/{row.control_number}")

    return await carried_out(request, f"{address}/correct", address, deed, one)
