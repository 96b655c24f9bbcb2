"""Pages of a schedule that are free frames and nothing else are laid out once, and stand for all that are like them.

WeasyPrint gets the document without the others; what it says of pages (how many there are, which one has which anchor) is
as if they were there. That holds for the project's own look, in which such a page's margins say nothing.

Two things are used that WeasyPrint's documentation doesn't promise: the element tree of an HTML document, and the function
that makes a page's margin boxes. This room's tests fail where that changes.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any

from invoicing.documents.loaded_styles import LoadedStyles

_ANCHOR = "frame-"
_ONE_BY_ONE = Lock()


def leave_out(html: Any, stands_for: Mapping[str, str]) -> None:
    """Takes the frames that another stands for out of the document."""
    body = html.etree_element.find("body")
    for element in list(body) if stands_for else ():
        if element.get("id") in stands_for:
            body.remove(element)


def count_left_out(styles: LoadedStyles, number: int) -> None:
    """From now on a page laid out in these styles counts so many more pages of its document."""
    with _ONE_BY_ONE:
        _counted()
    styles.fonts.pages_left_out = number


def put_in(pages: Sequence[Any], stands_for: Mapping[str, str]) -> list[Any]:
    """The pages of the whole document: those laid out, and again those that stand for others."""
    laid_out = {anchor_of(page): page for page in pages}
    frames = {anchor for anchor in laid_out if anchor} | stands_for.keys()
    in_order = sorted(frames, key=lambda anchor: int(anchor.removeprefix(_ANCHOR)))
    return [
        *(page for page in pages if not anchor_of(page)),
        *(laid_out.get(anchor) or again(laid_out[stands_for[anchor]], anchor) for anchor in in_order),
    ]


def anchor_of(page: Any) -> str:
    """The anchor of the frame on the page, empty where there is none."""
    return next((name for name in page.anchors if name.startswith(_ANCHOR)), "")


def again(page: Any, anchor: str) -> Any:
    """Another page of the same boxes, its frame under that anchor."""
    made = copy.copy(page)
    made.anchors = {anchor: page.anchors[anchor_of(page)]}
    made.bookmarks, made.links, made.forms = [], [], {None: []}
    return made


@cache
def _counted() -> None:
    from weasyprint import layout

    make = layout.make_margin_boxes

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        left_out = getattr(context.font_config, "pages_left_out", 0)
        counters = state[1]
        if left_out:
            state = (state[0], {**counters, "pages": [counters["pages"][0] + left_out]}, *state[2:])
        return make(context, page, state)

    layout.make_margin_boxes = make_margin_boxes
