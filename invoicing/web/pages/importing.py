"""`/import`: files are dropped, looked at, given columns where they need some, and brought in (spec 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.bounded_numbers import LONGEST
from invoicing.web.form import carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import sent_to, shown, status_of
from invoicing.web.site import Site
from invoicing.web.told_of_imports import SaidOfImport
from invoicing.web.upload import Sent, Upload, UploadGone, forget, received, waiting
from reads.claims.file_import import Bringing
from reads.claims.kind_of_file import WhatItIs, what_it_is
from reads.claims.sources import File, How, Named, Reader
from reads.claims.vault import vault_opener
from reads.core.errors import WetreadError, WrongUse
from reads.directory.load_directory import load_directory
from reads.intake.content import CONTENT
from reads.intake.guess.told_by_person import Said
from reads.intake.read_fields import Fields
from reads.log.batches import batches
from reads.log.look_at_unknown_file import look, save_profile

ADDRESS = "/import"
COLUMNS = tuple(name for name in CONTENT if name != "test_patient")


class NothingToBring(WrongUse):
    """No file was ticked that can be brought in."""

    code = "nothing_to_bring"

    def __init__(self) -> None:
        super().__init__("no file is chosen that can be brought in", "tick one, or choose the columns of a table first")


async def begin(request: Request) -> Response:
    """The place to drop files, and what came in last; a POST takes the files."""
    if request.method == "POST":
        try:
            upload = await received(request, ADDRESS)
        except WetreadError as error:
            request.state.problem = error
            answer = await run_in_threadpool(_begin, request)
            answer.status_code = status_of(error)
            return answer
        return sent_to(request, f"{ADDRESS}/{upload.id}")
    return await run_in_threadpool(_begin, request)


def _begin(request: Request) -> Response:
    site: Site = request.app.state.site
    with site.store.read() as session:
        last = batches(session, 10)
    return shown(request, "import.html", last=last, once=key_for(request, ADDRESS))


def looked(request: Request) -> Response:
    """What each file is, and the form that brings them in."""
    site: Site = request.app.state.site
    upload = _upload(request)
    with site.store.read() as session:
        found = list(_looked(site, session, upload))
    ready = [each for _, each in found if each.can_come_in]
    once = key_for(request, f"{ADDRESS}/{upload.id}/run")
    return shown(request, "import_look.html", upload=upload, found=found, ready=ready, once=once)


def columns(request: Request) -> Response:
    """The columns of a table: those that were guessed or chosen, and ten rows as they will be read through them."""
    site: Site = request.app.state.site
    upload, file = _file(request)
    said = _said(request.query_params if request.method == "GET" else request.state.typed)
    with site.store.read() as session:
        directory = load_directory(session)
    with file.path.open("rb") as stream:
        found = look(stream, file.name, directory, site.clock.now(), said)
    chosen = {name: column.names for name, column in found.proposal.profile.columns.items()}
    headers = {header.casefold(): header for header in found.proposal.header}
    return shown(
        request,
        "import_columns.html",
        upload=upload,
        file=file,
        number=request.path_params["number"],
        looked=found,
        fields=COLUMNS,
        chosen={name: headers.get(names[0], names[0]) for name, names in chosen.items()},
        facilities=sorted(directory.facilities),
        facility=said.facility,
        name=request.state.typed.get("name", "") if hasattr(request.state, "typed") else "",
        once=key_for(request, _columns(upload, request)),
    )


async def save_columns(request: Request) -> Response:
    """Keeps the columns as a profile of the books, by which the file can then be read."""
    site: Site = request.app.state.site
    upload, file = _file(request)

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        with store.write() as session, file.path.open("rb") as stream:
            found = look(stream, file.name, load_directory(session), site.clock.now(), _said(form))
            save_profile(site.books, form.get("name", ""), found.text)

    return await carried_out(request, _columns(upload, request), f"{ADDRESS}/{upload.id}", deed, columns)


async def run(request: Request) -> Response:
    """Brings the chosen files in, all of them or none; then what became of them is shown."""
    site: Site = request.app.state.site
    try:
        upload: Upload | None = _upload(request)
    except UploadGone:
        upload = None  # a form that was carried out still goes where it went
    with site.store.read() as session:
        newest = next((each.id for each in batches(session, 1)), 0)
    address = f"{ADDRESS}/{request.path_params['id']}/run"

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        if upload is None:
            raise UploadGone
        files = {sent.name: sent for at, sent in enumerate(upload.files) if f"file:{at}" in form}
        if not files:
            raise NothingToBring
        named = [
            Named(Path(sent.name), profile=form.get(f"profile:{at}", ""))
            for at, sent in enumerate(upload.files)
            if f"file:{at}" in form
        ]
        bringing = Bringing(
            books=site.books,
            vault_of=partial(vault_opener, site.books, site.clock),
            by=site.by(request.state.actor),
            opened=lambda path: files[path.name].path.open("rb"),
        )
        expected = form.get("expected", "")
        how = How(amend="amend" in form, expected=_count(expected) if expected else None, downtime="downtime" in form)
        report = bringing.bring(store, named, how)
        site.told.keep(upload.id, SaidOfImport(report.counts.rows, report.told))
        forget(site, upload.id)

    return await carried_out(
        request, address, f"/imports?after={newest}&of={request.path_params['id']}", deed, looked if upload else None
    )


def _count(text: str) -> int:
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST):
        raise WrongUse(f"{text!r} is not a number of rows", "write it in figures, such as 4812, or leave it empty")
    return int(plain)


def _looked(site: Site, session: Session, upload: Upload) -> Iterator[tuple[Sent, WhatItIs]]:
    directory = load_directory(session)
    for sent in upload.files:
        reader = Reader(session, site.books, directory, Fields(directory, site.clock.now()))
        with sent.path.open("rb") as stream:
            yield sent, what_it_is(reader, File(Path(sent.name), stream), sent.sha256)


def _upload(request: Request) -> Upload:
    return waiting(request.app.state.site, request.path_params["id"], request.state.actor)


def _file(request: Request) -> tuple[Upload, Sent]:
    upload = _upload(request)
    number = int(request.path_params["number"])
    if number >= len(upload.files):
        raise UploadGone
    return upload, upload.files[number]


def _columns(upload: Upload, request: Request) -> str:
    return f"{ADDRESS}/{upload.id}/columns/{request.path_params['number']}"


def _said(asked: Mapping[str, str]) -> Said:
    """What the form says of the table: only fields that were answered."""
    chosen = {name.removeprefix("column:"): value for name, value in asked.items() if name.startswith("column:")}
    return Said(
        facility=asked.get("facility", ""), columns={name: text for name, text in chosen.items() if name in COLUMNS}
    )
