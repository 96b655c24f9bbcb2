"""`/fees`: CMS relative value files, and what a change of release does to a month (spec 3.5, 9.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.fee_imports import SentFile, import_files
from invoicing.closing.load_books import ApplyPermissions
from invoicing.reports.release_comparison import compare_releases
from invoicing.web.file_form import carried_out_with_files
from invoicing.web.form import key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from invoicing.web.upload import Sent
from reads.core import typed
from reads.directory.load_directory import last_whole_month
from reads.fees.import_report import imported_in_words
from reads.fees.loaded_releases import newest_revisions

ADDRESS = "/fees"
CODES = 50


def page(request: Request) -> Response:
    """The releases that came in, and where two are named what going from one to the other does to a month's reads."""
    site: Site = request.app.state.site
    asked = request.query_params
    before, after = asked.get("before", "").strip().upper(), asked.get("after", "").strip().upper()
    with site.store.read() as session:
        rows = newest_revisions(session)
        month = last_whole_month(session, site.clock)
        if asked.get("month"):
            month = typed.month(asked["month"])
        found = compare_releases(session, before, after, month) if before and after else None
    return shown(
        request,
        "fees.html",
        rows=rows,
        month=month,
        before=before,
        after=after,
        found=found,
        codes=CODES,
        once=key_for(request, ADDRESS),
    )


async def take(request: Request) -> Response:
    """Imports CMS's files, all or none; refused where issued months would cost something else, unless that is ticked."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str], files: Sequence[Sent]) -> str:
        sent = []
        for each in files:
            with each.path.open("rb") as stream:
                sent.append(SentFile.of(each.name, stream))
        permitted = ApplyPermissions("reprice" in form)
        done = import_files(store, sent, site.by(request.state.actor), form.get("release") or None, permitted)
        return told(request, [imported_in_words(each) for each in done.files] + list(map(str, done.repriced)), ADDRESS)

    return await carried_out_with_files(request, ADDRESS, ADDRESS, deed, page)
