"""A form with files that is carried out at once: the files are there while it is, and gone after (spec 9.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.form import Again, FormOrder, done, shown_again
from invoicing.web.once_keys import StoreOnce
from invoicing.web.upload import Sent, arriving
from reads.core.errors import WetreadError

FileDeed = Callable[[StoreOnce, Mapping[str, str], Sequence[Sent]], str | None]


async def carried_out_with_files(
    request: Request, address: str, outcome: str, deed: FileDeed, again: Again
) -> Response:
    """Does the deed with the form's fields and files, once ever, as `carried_out` does a form without files."""
    try:
        async with arriving(request, address) as coming:
            files = tuple(coming.files)
            form = coming.fields | {f"file:{each.sha256}": each.name for each in files}
            order = FormOrder(address, outcome, form)
            return await run_in_threadpool(done, request, order, lambda store, said: deed(store, said, files), again)
    except WetreadError as error:  # the form itself was refused: nothing of it is ours
        return await run_in_threadpool(shown_again, request, error, {}, again)


async def looked_with_files(
    request: Request, address: str, look: Callable[[Mapping[str, str], Sequence[Sent]], Response], again: Again
) -> Response:
    """Shows what a look at the form's files finds; nothing is kept of them."""
    try:
        async with arriving(request, address) as coming:
            return await run_in_threadpool(_looked, request, coming.fields, look, tuple(coming.files), again)
    except WetreadError as error:
        return await run_in_threadpool(shown_again, request, error, {}, again)


def _looked(
    request: Request,
    form: Mapping[str, str],
    look: Callable[[Mapping[str, str], Sequence[Sent]], Response],
    files: Sequence[Sent],
    again: Again,
) -> Response:
    request.state.typed = form
    try:
        return look(form, files)
    except WetreadError as error:
        return shown_again(request, error, form, again)
