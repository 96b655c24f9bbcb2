"""`/books` and `/contracts`: the files of the books as text, beside what they say in words; edited, looked at, saved, applied (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.applying import ApplyPermissions
from invoicing.closing.book_editing import Edit, FileLook, look, save
from invoicing.contracts.file.checks import contract_file
from invoicing.contracts.shown import contract_shown, contracts_listed, stage
from invoicing.reports.contract_trial import Trial
from invoicing.reports.trying import months_to_try, try_text
from invoicing.web.books import books_at
from invoicing.web.form import carried_out, fields_of, key_for
from invoicing.web.once import StoreOnce
from invoicing.web.page import sent_to, shown, status_of
from invoicing.web.site import Site
from reads.core import typed
from reads.core.errors import FaultyInput, WetreadError, WrongUse
from reads.core.ids import is_id
from reads.directory.schema import DIRECTORY
from reads.directory.settings import SETTINGS_FILE
from reads.directory.writing import digest_of

SETTINGS = "settings"
TABLES = {sort.kind: sort for sort in DIRECTORY if not sort.is_folder}


class NoSuchFile(WrongUse):
    """No file of the books is called so."""

    code = "no_such_file"

    def __init__(self, name: str) -> None:
        super().__init__(f"the books have no file {name!r}", "choose one of the list of the books")


@dataclass(frozen=True, slots=True)
class BooksFile:
    """A file of the books that a page may edit: its address, what it is within the books, what an empty one begins with."""

    address: str
    name: str
    begins: str = ""
    contract: str = ""


def listed(request: Request) -> Response:
    """The files of the books, and what is wrong with them."""
    site: Site = request.app.state.site
    found = books_at(site.books)
    return shown(request, "books.html", tables=TABLES, errors=found.errors, warnings=found.warnings)


def contracts(request: Request) -> Response:
    """The contracts, and whether each is in force; files that are not applied yet beside them."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        applied, day = contracts_listed(session, site.clock)
    known = {one.contract.id for one in applied}
    files = sorted(path.stem for path in (site.books / "contracts").glob("*.toml"))
    return shown(
        request,
        "contracts.html",
        rows=[(one, stage(one, day)) for one in applied],
        waiting=[name for name in files if name not in known],
    )


def new_contract(request: Request) -> Response:
    """The page on which a contract of that id is written."""
    return sent_to(request, _contract(request.query_params.get("id", "").strip()).address)


def table(request: Request) -> Response:
    """The settings or a table of the directory."""
    return _edit(request, _table(request.path_params["kind"]))


def contract(request: Request) -> Response:
    """A contract's file beside its plain words."""
    return _edit(request, _contract(request.path_params["id"]))


def _table(kind: str) -> BooksFile:
    if kind == SETTINGS:
        return BooksFile("/books/settings", SETTINGS_FILE)
    if kind not in TABLES:
        raise NoSuchFile(kind)
    header = ",".join(column.name for column in TABLES[kind].written if not column.may_be_left_out)
    return BooksFile(f"/books/{kind}", TABLES[kind].file, header + "\n")


def _contract(id_: str) -> BooksFile:
    if not is_id(id_):
        raise NoSuchFile(id_)
    return BooksFile(f"/contracts/{id_}", contract_file(id_), contract=id_)


def _edit(request: Request, file: BooksFile, found: FileLook | None = None, trial: Trial | None = None) -> Response:
    site: Site = request.app.state.site
    path = site.books / file.name
    content = path.read_bytes() if path.is_file() else None
    said: Mapping[str, str] = getattr(request.state, "typed", {})
    text = said.get("text", file.begins if content is None else content.decode("utf-8-sig", "replace"))
    return shown(
        request,
        "book_file.html",
        file=file,
        text=text,
        lines=max(12, min(40, text.count("\n") + 3)),
        seen=said.get("seen", digest_of(content)) if not _moved(request) else digest_of(content),
        is_new=content is None,
        once=key_for(request, f"{file.address}/save"),
        look=found,
        trial=trial,
        words=_words(site, file.contract) if file.contract else None,
    )


def _moved(request: Request) -> bool:
    return getattr(getattr(request.state, "problem", None), "code", "") == "file_changed"


def _words(site: Site, id_: str) -> object:
    """The contract as it was applied last, in plain words; None before it was."""
    with site.store.read() as session:
        try:
            return contract_shown(session, id_, site.clock)
        except WetreadError:
            return None


async def look_table(request: Request) -> Response:
    """What the text says and changes; nothing is written."""
    return await _looked(request, _table(request.path_params["kind"]))


async def look_contract(request: Request) -> Response:
    """The same of a contract, with what past months would have cost under it where a trial is asked for."""
    return await _looked(request, _contract(request.path_params["id"]))


async def _looked(request: Request, file: BooksFile) -> Response:
    request.state.typed = await fields_of(request, strip=False)
    return await run_in_threadpool(_look, request, file)


def _look(request: Request, file: BooksFile) -> Response:
    site: Site = request.app.state.site
    said: Mapping[str, str] = request.state.typed
    trial: Trial | None = None
    try:
        found = look(site.store, site.books, Edit(file.name, said.get("text", ""), said.get("seen", "")), books_at)
        if file.contract and "try" in said and not found.own:
            trial = _tried(site, file, said)
    except WetreadError as error:
        request.state.problem = error
        answer = _edit(request, file)
        answer.status_code = status_of(error)
        return answer
    if found.own:
        request.state.problem = FaultyInput(file.name, found.own)
    answer = _edit(request, file, found, trial)
    answer.status_code = 422 if found.own else 200
    return answer


def _tried(site: Site, file: BooksFile, said: Mapping[str, str]) -> Trial:
    first, last = (typed.month(said[name]) if said.get(name) else None for name in ("first", "last"))
    months = months_to_try(first, last, site.clock.now().date())
    with site.store.read() as session:
        return try_text(session, file.name, said.get("text", "").encode(), months)


async def save_table(request: Request) -> Response:
    """Writes the table and applies the books."""
    return await _saved(request, _table(request.path_params["kind"]))


async def save_contract(request: Request) -> Response:
    """Writes the contract and applies the books."""
    return await _saved(request, _contract(request.path_params["id"]))


async def _saved(request: Request, file: BooksFile) -> Response:
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        edit = Edit(file.name, form.get("text", ""), form.get("seen", ""))
        permitted = ApplyPermissions(reprice="reprice" in form)
        save(
            store, site.books, edit, books_at, site.by(request.state.actor), form.get("because", "").strip(), permitted
        )

    outcome = file.address if file.contract else "/books"
    return await carried_out(
        request, f"{file.address}/save", outcome, deed, lambda again: _edit(again, file), strip=False
    )
