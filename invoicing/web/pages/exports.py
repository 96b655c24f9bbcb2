"""`/exports`: papers and payments for accounting; each batch can be had again, byte for byte (spec 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from invoicing.exports import placing
from invoicing.exports.asking import account_settings, export_period
from invoicing.exports.errors import NoSuchBatch
from invoicing.exports.export_batch import Request as ExportRequest
from invoicing.exports.formats import FORMATS, Format
from invoicing.exports.gather import names_studies
from invoicing.exports.papers_and_deeds import Grouping
from invoicing.exports.repository import batch, batches
from invoicing.exports.service import Exported, again, export, exported
from invoicing.web.asked import number_in
from invoicing.web.form import carried_out, key_for
from invoicing.web.once import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.core.english import counted
from reads.core.errors import WrongUse

ADDRESS = "/exports"
FOLDER = "exports"
ROWS = 100


class NoSuchFormat(WrongUse):
    """Nothing is exported in that form."""

    code = "no_such_format"

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing is exported as {name!r}", f"forms are {', '.join(FORMATS)}")


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
        wanted = ExportRequest(
            target=kind.name,
            period=export_period(form.get("first", ""), form.get("last", "")),
            grouping=_grouping(form.get("lines") or Grouping.PER_RATE.value),
            one_file=False,
            settings=account_settings(site.books),
        )
        by = site.by(request.state.actor)
        folder = site.books / FOLDER / f"{by.at:%Y-%m-%d-%H%M%S}-{kind.name}"
        done = exported(store, lambda session: export(session, wanted, by), partial(_staged, kind, folder))
        store.keep()  # where all of it was exported before
        return told(request, _lines(kind, done), ADDRESS)

    return await carried_out(request, ADDRESS, ADDRESS, deed, page)


def _staged(kind: Format, folder: Path, drawn: Exported) -> AbstractContextManager[Callable[[], None]]:
    return placing.ready(placing.contents(kind, drawn, folder))


def _lines(kind: Format, done: Exported) -> list[str]:
    found = done.batch
    sums = ", ".join(
        (counted(len(found.documents), "document"), *(f"{sum_} {of}" for of, sum_ in found.control.items()))
    )
    lines = [f"batch {found.id}{', the same as before' if done.again else ''}: {sums}"] if found.id else []
    if kind.once and found.id:
        lines.append("import it only once")
    if names_studies(kind, found.request):
        lines.append("it names studies, which are protected health information: keep it where patients' data may lie")
    lines += done.written.notes
    return lines + [f"! {each.number} is not in the file: {each.why}" for each in done.written.left_out]


class NoSuchGrouping(WrongUse):
    """A line of an export stands for nothing of that name."""

    code = "no_such_grouping"

    def __init__(self, name: str) -> None:
        super().__init__(f"no line is made {name!r}", f"a line is {', '.join(each.value for each in Grouping)}")


def _grouping(name: str) -> Grouping:
    if name not in set(Grouping):
        raise NoSuchGrouping(name)
    return Grouping(name)


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
        (placing.part_name(kind, parts[0]), parts[0].content)
        if len(parts) == 1
        else (f"{kind.name}-batch-{number}.zip", placing.zipped(kind, parts).content)
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)
