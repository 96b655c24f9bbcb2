"""Pages of a schedule that are free frames and nothing else are laid out once, and stand for all that are like them.

WeasyPrint gets the document without the others; what it says of pages (how many there are, which one has which anchor) is
as if they were there. That holds for the project's own look, in which such a page's margins say nothing.

Two things are used that WeasyPrint's documentation doesn't promise: the element tree of an HTML document, and the function
that makes a page's margin boxes. This room's tests fail where that changes.
"""

from __future__ import annotations

import copy
from functools import cache
from threading import Lock
from typing import Any

from invoicing.documents.loaded_styles import LoadedStyles

_CLASS, _ANCHOR = "schedule", "frame-"
_ONE_BY_ONE = Lock()


class RepeatedFrames:
    """The frames that were left out of one document, each by its anchor with the anchor of the one that stands for it."""

    def __init__(self, html: Any) -> None:
        self._html = html
        self._stands_for: dict[str, str] = {}
        first: dict[str, str] = {}
        body = html.etree_element.find("body")
        for element in list(body) if body is not None else ():
            anchor = element.get("id", "")
            if element.tag != "div" or element.get("class") != _CLASS or not anchor.startswith(_ANCHOR) or len(element):
                continue
            like = first.setdefault(element.get("style", ""), anchor)
            if like != anchor:
                self._stands_for[anchor] = like
                body.remove(element)

    def render(self, styles: LoadedStyles) -> Any:
        """The document, laid out, with all its pages."""
        with _ONE_BY_ONE:
            _counted()
        styles.fonts.pages_left_out = len(self._stands_for)
        document = styles.laid_out(self._html)
        if not self._stands_for:
            return document
        laid_out = {_frame_of(page): page for page in document.pages}
        frames = {anchor for anchor in laid_out if anchor} | self._stands_for.keys()
        in_order = sorted(frames, key=lambda anchor: int(anchor.removeprefix(_ANCHOR)))
        document.pages = [
            *(page for page in document.pages if not _frame_of(page)),
            *(laid_out.get(anchor) or _again(laid_out[self._stands_for[anchor]], anchor) for anchor in in_order),
        ]
        return document


def _frame_of(page: Any) -> str:
    return next((name for name in page.anchors if name.startswith(_ANCHOR)), "")


def _again(page: Any, anchor: str) -> Any:
    """Another page of the same boxes, under its own anchor."""
    again = copy.copy(page)
    again.anchors = {anchor: next(iter(page.anchors.values()))}
    again.bookmarks, again.links, again.forms = [], [], {None: []}
    return again


@cache
def _counted() -> None:
    """From now on a page counts those that were left out of its document too."""
    from weasyprint import layout

    make = layout.make_margin_boxes

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        left_out = getattr(context.font_config, "pages_left_out", 0)
        counters = state[1]
        if left_out:
            state = (state[0], {**counters, "pages": [counters["pages"][0] + left_out]}, *state[2:])
        return make(context, page, state)

    layout.make_margin_boxes = make_margin_boxes
