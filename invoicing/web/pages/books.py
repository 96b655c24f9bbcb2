"""`/books` and `/contracts`: the files of the books as text, beside what they say in words; edited, looked at, saved, applied (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.closing.book_editing import Edit, FileLook, look, save
from invoicing.closing.load_books import ApplyPermissions
from invoicing.contracts.file.checks import contract_file
from invoicing.contracts.shown import contract_shown, stage
from invoicing.reports.contract_trial import Trial
from invoicing.reports.draft_on_past_months import months_to_try, try_text
from invoicing.web.books import books_at
from invoicing.web.form import carried_out, fields_of, key_for
from invoicing.web.looks_of_the_books import files_look_of, ground_of
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import sent_to, shown, status_of
from invoicing.web.site import Site
from reads.core import typed
from reads.core.clock import today
from reads.core.errors import FaultyInput, WetreadError, WrongUse
from reads.core.ids import is_id
from reads.directory.load_directory import last_whole_month
from reads.directory.row_writer import digest_of
from reads.directory.schema import DIRECTORY
from reads.directory.settings import SETTINGS_FILE

ROWS = 100
SETTINGS = "settings"
LONGEST = 120
"""Characters of a file's name that every file system has room for."""

TABLES = {sort.kind: sort for sort in DIRECTORY if not sort.is_folder}
FOLDERS: Mapping[str, tuple[str, ...]] = {
    "agreements": (".toml", ".csv"),
    "profiles": (".toml",),
    "delivery": (".toml",),
    "payers": (".toml",),
}
"""Which other files of the books a person writes, by folder and ending."""


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
    look = files_look_of(request)
    found = look.value
    texts = texts_of(site.books)
    return shown(
        request, "books.html", look=look, tables=TABLES, texts=texts, errors=found.errors, warnings=found.warnings
    )


def texts_of(books: Path) -> dict[str, list[str]]:
    """The other files that there are, by folder."""
    return {
        folder: sorted(path.name for path in (books / folder).glob("*") if path.suffix in endings)
        for folder, endings in FOLDERS.items()
    }


def new_text(request: Request) -> Response:
    """The page on which a file of that folder and name is written."""
    asked = request.query_params
    return sent_to(request, _text(asked.get("folder", ""), asked.get("name", "").strip()).address)


def contracts(request: Request) -> Response:
    """The contracts, and whether each is in force; files that are not applied yet beside them."""
    site: Site = request.app.state.site
    look, after = ground_of(request), request.query_params.get("after", "")
    group = look.value.directory.group
    day = today(site.clock, group.timezone if group else "UTC")
    applied = sorted(look.value.contracts, key=lambda one: one.contract.id)
    known = {one.contract.id for one in applied}
    rest = [one for one in applied if one.contract.id > after]
    files = sorted(path.stem for path in (site.books / "contracts").glob("*.toml"))
    return shown(
        request,
        "contracts.html",
        look=look,
        count=len(applied),
        rows=[(one, stage(one, day)) for one in rest[:ROWS]],
        more=rest[ROWS - 1].contract.id if len(rest) > ROWS else "",
        waiting=[name for name in files if name not in known],
    )


def new_contract(request: Request) -> Response:
    """The page on which a contract of that id is written."""
    return sent_to(request, _contract(request.query_params.get("id", "").strip()).address)


def table(request: Request) -> Response:
    """The settings or a table of the directory."""
    return edited(request, _table(request.path_params["kind"]))


def contract(request: Request) -> Response:
    """A contract's file beside its plain words."""
    return edited(request, _contract(request.path_params["id"]))


def _table(kind: str) -> BooksFile:
    if kind == SETTINGS:
        return BooksFile("/books/settings", SETTINGS_FILE)
    if kind not in TABLES:
        raise NoSuchFile(kind)
    header = ",".join(column.name for column in TABLES[kind].written if not column.may_be_left_out)
    return BooksFile(f"/books/{kind}", TABLES[kind].file, header + "\n")


def _text(folder: str, name: str) -> BooksFile:
    stem, dot, ending = name.rpartition(".")
    if dot + ending not in FOLDERS.get(folder, ()) or not is_id(stem) or len(stem) > LONGEST:
        raise NoSuchFile(f"{folder}/{name}")
    return BooksFile(f"/books/{folder}/{name}", f"{folder}/{name}")


def _text_of(request: Request) -> BooksFile:
    return _text(request.path_params["folder"], request.path_params["name"])


def text(request: Request) -> Response:
    """An agreement, a profile, a delivery, the payers' rules as text; a new file begins empty."""
    return edited(request, _text_of(request))


async def look_text(request: Request) -> Response:
    """What it says and changes; nothing is written."""
    return await looked(request, _text_of(request))


async def save_text(request: Request) -> Response:
    """Writes it and applies the books."""
    return await saved(request, _text_of(request))


def _contract(id_: str) -> BooksFile:
    if not is_id(id_) or len(id_) > LONGEST:
        raise NoSuchFile(id_)
    return BooksFile(f"/contracts/{id_}", contract_file(id_), contract=id_)


def edited(request: Request, file: BooksFile, found: FileLook | None = None, trial: Trial | None = None) -> Response:
    """The file as text, with what a look at it found."""
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
    return await looked(request, _table(request.path_params["kind"]))


async def look_contract(request: Request) -> Response:
    """The same of a contract, with what past months would have cost under it where a trial is asked for."""
    return await looked(request, _contract(request.path_params["id"]))


async def looked(request: Request, file: BooksFile) -> Response:
    """What the text says and changes; nothing is written."""
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
        answer = edited(request, file)
        answer.status_code = status_of(error)
        return answer
    if found.own:
        request.state.problem = FaultyInput(file.name, found.own)
    answer = edited(request, file, found, trial)
    answer.status_code = 422 if found.own else 200
    return answer


def _tried(site: Site, file: BooksFile, said: Mapping[str, str]) -> Trial:
    first, last = (typed.month(said[name]) if said.get(name) else None for name in ("first", "last"))
    with site.store.read() as session:
        months = months_to_try(first, last, last_whole_month(session, site.clock))
        return try_text(session, file.name, said.get("text", "").encode(), months)


async def save_table(request: Request) -> Response:
    """Writes the table and applies the books."""
    return await saved(request, _table(request.path_params["kind"]))


async def save_contract(request: Request) -> Response:
    """Writes the contract and applies the books."""
    return await saved(request, _contract(request.path_params["id"]))


async def saved(request: Request, file: BooksFile) -> Response:
    """Writes the file and applies the books."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> None:
        edit = Edit(file.name, form.get("text", ""), form.get("seen", ""))
        permitted = ApplyPermissions(reprice="reprice" in form)
        save(
            store, site.books, edit, books_at, site.by(request.state.actor), form.get("because", "").strip(), permitted
        )

    outcome = file.address if file.contract else "/books"
    return await carried_out(
        request, f"{file.address}/save", outcome, deed, lambda again: edited(again, file), strip=False
    )
