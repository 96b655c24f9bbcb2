"""`/claims`: final reads to insurance: the work list by payer and reason, release, and the month's files (spec 9.4).

Nothing that names a patient is on a page. The files do, so they lie in the books' own folder, and are given out one by one, on
request, with an event in the audit log.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing import release_held
from invoicing.web.books import office_of
from invoicing.web.bounded_numbers import ticked
from invoicing.web.form import NothingTicked, carried_out, fields_of, key_for, shown_again
from invoicing.web.once_keys import StoreOnce, nonce_of
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.claims.export import export_month
from reads.claims.secondary_claims import further_claims
from reads.claims.worklist import work_list
from reads.claims.worklist_shown import codes_with_modifiers, held_by_reason, ready_by_payer
from reads.core import typed
from reads.core.english import counted
from reads.core.errors import WetreadError, WrongUse
from reads.core.month import Month
from reads.store.events import Deed, record
from reads.store.private_files import write_private

ADDRESS = "/claims"
RELEASE = "/claims/release"
EXPORT = "/claims/export"
FURTHER = "/claims/further"
GIVE = "/claims/file"
FOLDER = "claims"
SHOWN = 50


class NoClaimFile(WrongUse):
    """No file of that name was written."""

    code = "no_claim_file"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no file {name!r} of claims", "write the month's files, and choose one of the list")


def page(request: Request) -> Response:
    """What is ready by payer, what is held by payer and reason, claims whose read changed since, and the files there are."""
    site: Site = request.app.state.site
    asked = request.query_params.get("month", "")
    month = typed.month(asked) if asked else None
    with site.store.read() as session:
        work = work_list(office_of(site, session), month)
    return shown(
        request,
        "claims.html",
        month=month,
        work=work,
        ready=ready_by_payer(work),
        held=held_by_reason(work),
        codes_of=codes_with_modifiers,
        limit=SHOWN,
        files=_files(site.books, month),
        release=key_for(request, RELEASE),
        export=key_for(request, EXPORT),
        further=key_for(request, FURTHER),
        give=key_for(request, GIVE),
    )


def _files(books: Path, month: Month | None) -> list[str]:
    """The names of the files that were written of the month, or of all months."""
    return sorted(path.name for path in (books / FOLDER).glob(f"{month or ''}*") if path.is_file())


async def release(request: Request) -> Response:
    """Releases the ticked finals from the reasons that a person may decide, all or none."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        numbers = ticked(form, "read", "a read")
        if not numbers:
            raise NothingTicked("read")
        because, reason = form.get("because", ""), form.get("reason") or None
        with store.write() as session:
            office = office_of(site, session)
            release_held.release(session, office, numbers, because, reason, site.by(request.state.actor))

    return await carried_out(request, RELEASE, ADDRESS, deed, page)


async def export(request: Request) -> Response:
    """Writes the month's claims into the books' folder: what is ready once, and every file of the month again."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        month = typed.month(form.get("month", ""))
        by, as_csv = site.by(request.state.actor), form.get("form") == "csv"
        done = export_month(site.store, partial(office_of, site), month, by, as_csv=as_csv)
        lines = []
        for file in done.files:
            write_private(site.books / FOLDER / file.name, file)
            lines.append(f"{file.name}: {counted(file.claims, 'claim')}, {file.charge.printed()} to {file.receiver}")
        store.keep()  # asked again before that, the same files come out
        lines.append(f"{counted(done.new, 'claim')} for the first time, {counted(done.held, 'final')} held")
        return told(request, lines, f"{ADDRESS}?month={month}")

    return await carried_out(request, EXPORT, ADDRESS, deed, page)


async def further(request: Request) -> Response:
    """Makes the claims to further payers that the answers of those before allow; says of each other why not yet."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, _form: Mapping[str, str]) -> str:
        with store.write() as session:
            found = further_claims(office_of(site, session), None, site.by(request.state.actor))
        lines = [f"{each.claim} to {each.payer}: {each.state} {each.made}; {each.message}" for each in found]
        return told(request, lines or ["no claim has a further payer that waits for one"], ADDRESS)

    return await carried_out(request, FURTHER, ADDRESS, deed, page)


async def give(request: Request) -> Response:
    """Gives out one file, which names patients: each giving stands in the audit log, and who took it."""
    form = await fields_of(request)
    return await run_in_threadpool(_given, request, form)


def _given(request: Request, form: Mapping[str, str]) -> Response:
    site: Site = request.app.state.site
    name, by = form.get("name", ""), site.by(request.state.actor)
    try:
        nonce_of(site.secret, request.state.session, GIVE, form.get("once", ""))
        if name not in _files(site.books, None):
            raise NoClaimFile(name)
        content = (site.books / FOLDER / name).read_bytes()
        with site.store.write() as session:
            record(session, Deed("claims.given", f"claims-file:{name}", {}), actor=by.actor, at=by.at)
    except WetreadError as error:
        return shown_again(request, error, form, page)
    finally:
        site.note_anchor()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)
