"""`/exports`: papers and payments for accounting; each batch can be had again, byte for byte (spec 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from invoicing.exports import export_files
from invoicing.exports.errors import NoSuchBatch
from invoicing.exports.export_once import Exported, again, export, exported
from invoicing.exports.export_report import exported_in_words, left_out_in_words
from invoicing.exports.export_request import ExportAsked, export_request
from invoicing.exports.formats import FORMATS, Format
from invoicing.exports.papers_and_deeds import Grouping
from invoicing.exports.repository import batch, batches
from invoicing.web.bounded_numbers import number_in
from invoicing.web.form import carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.core.errors import WrongUse

ADDRESS = "/exports"
FOLDER = "exports"
ROWS = 100


class NoSuchFormat(WrongUse):
    """Nothing is exported in that form."""

    code = "no_such_format"

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing is exported as {name!r}", f"forms are {', '.join(FORMATS)}")


class NoSuchGrouping(WrongUse):
    """A line of an export stands for nothing of that name."""

    code = "no_such_grouping"

    def __init__(self, name: str) -> None:
        super().__init__(f"no line is made {name!r}", f"a line is {', '.join(each.value for each in Grouping)}")


def page(request: Request) -> Response:
    """The form, and the batches that there are, the newest first."""
    site: Site = request.app.state.site
    before = number_in(request.query_params, "before", "a batch")
    with site.store.read() as session:
        found = [each for each in reversed(batches(session)) if before is None or each.id < before]
    return shown(
        request,
        "exports.html",
        rows=found[:ROWS],
        more=found[ROWS - 1].id if len(found) > ROWS else None,
        formats=FORMATS,
        groupings=list(Grouping),
        once=key_for(request, ADDRESS),
    )


async def make(request: Request) -> Response:
    """Exports what the product doesn't have yet; the files lie in the books' folder, and can be had below."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        kind = _format(form.get("format", ""))
        if form.get("lines", "") not in {"", *Grouping}:
            raise NoSuchGrouping(form["lines"])
        asked = ExportAsked(form.get("first", ""), form.get("last", ""), form.get("lines", ""), one_file=False)
        with site.store.read() as session:
            wanted = export_request(session, site.books, kind, asked)
        by = site.by(request.state.actor)
        folder = site.books / FOLDER / f"{by.at:%Y-%m-%d-%H%M%S}-{kind.name}"
        done = exported(store, lambda session: export(session, wanted, by), partial(_staged, kind, folder))
        store.keep()  # where all of it was exported before
        left_out = [f"! {line}" for line in left_out_in_words(done)]
        return told(request, [*exported_in_words(kind, done), *left_out], ADDRESS)

    return await carried_out(request, ADDRESS, ADDRESS, deed, page)


def _staged(kind: Format, folder: Path, drawn: Exported) -> AbstractContextManager[Callable[[], None]]:
    return export_files.ready(export_files.contents(kind, drawn, folder))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise NoSuchFormat(name)
    return FORMATS[name]


def download(request: Request) -> Response:
    """The batch's file once more, byte for byte; several are a zip."""
    site: Site = request.app.state.site
    number = request.path_params["number"]
    with site.store.read() as session:
        found = batch(session, number)
        if found is None:
            raise NoSuchBatch("", number)
        kind = FORMATS[found.request.target]
        drawn = again(session, kind.name, number).exported
    parts = drawn.written.parts
    name, content = (
        (export_files.part_name(kind, parts[0]), parts[0].content)
        if len(parts) == 1
        else (f"{kind.name}-batch-{number}.zip", export_files.zipped(kind, parts).content)
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)
