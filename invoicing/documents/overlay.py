"""Brings the drawn schedule into WeasyPrint's document: rows onto its pages, glyphs into its fonts, tags into its tree.

Three things of WeasyPrint and pydyf are used that their documentation doesn't promise: `Page.paint`, the marked contents
of a stream, and the fonts of a document. The tests of this room fail where a new version changes them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from invoicing.documents.drawing import Marked, PageDrawing, Pen
from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.fonts import REGULAR, SEMIBOLD, face
from invoicing.documents.layout import BOLD, Layout
from invoicing.documents.tagging import add_table

TEMPLATE = "_schedule.html"


class Overlay:
    """The schedule of one document; made for it, and used up by writing it."""

    def __init__(self, document: Any, layout: Layout) -> None:
        self._document = document
        self._layout = layout
        self._texts = _texts(layout)
        self._marked: dict[int, list[Marked]] = {}
        self._hang()

    def finish(self, document: Any, pdf: Any) -> None:
        """WeasyPrint's finisher: the structure tree gets the table of all rows drawn."""
        if self._marked:
            add_table(pdf, self._marked)

    def _hang(self) -> None:
        """Each page with a frame is painted with the rows of that frame; FaultyTemplate where a frame is missing."""
        found = [
            (number, page, *page.anchors[name][:2])
            for number, page in enumerate(self._document.pages)
            for name in page.anchors
            if name.startswith("frame-")
        ]
        if len(found) != len(self._layout.pages):
            raise FaultyTemplate(TEMPLATE, f"{len(self._layout.pages)} frames are needed, {len(found)} were laid out")
        for (number, page, x, y), rows in zip(found, self._layout.pages, strict=True):
            # CSS pixels to thousandths of a point
            draw = partial(self._draw, number, rows, (int(x * 750), int(y * 750)))
            page.paint = partial(_painted, page.paint, draw)

    def _draw(self, number: int, rows: Any, origin: tuple[int, int], stream: Any) -> None:
        drawing = PageDrawing(self._layout.columns, origin, len(stream._tags))
        stream.stream.append(drawing.drawn(rows, self._pens()))
        self._marked[number] = drawing.rows

    def _pens(self) -> dict[bool, Pen]:
        """The embedded fonts by weight, with every glyph that the schedule draws."""
        fonts = {font.weight: font for font in self._document.fonts.values()}
        return {bold: _pen(fonts.get(weight), weight, self._texts[bold]) for bold, weight in WEIGHTS.items()}


WEIGHTS = {False: REGULAR, True: SEMIBOLD}


def _painted(paint: Callable[..., None], draw: Callable[[Any], None], stream: Any, scale: Any = 1) -> None:
    paint(stream, scale)
    draw(stream)


def _texts(layout: Layout) -> dict[bool, str]:
    """All characters that are drawn in each weight, in their order."""
    letters: dict[bool, set[str]] = {False: {" "}, True: {" "}}
    for page in layout.pages:
        for row in page:
            letters[row.kind in BOLD].update(*(line for lines in row.cells for line in lines))
    return {bold: "".join(sorted(found)) for bold, found in letters.items()}


def _pen(font: Any, weight: int, text: str) -> Pen:
    if font is None:
        raise FaultyTemplate(TEMPLATE, f"nothing before the rows is set in the project's font of weight {weight}")
    drawn = face(weight)
    for letter in text:
        glyph = drawn.glyphs[ord(letter)]
        font.to_unicode.setdefault(glyph, letter)
        font.widths.setdefault(glyph, drawn.widths[ord(letter)])
    return Pen(font.hash, {ord(letter): f"{drawn.glyphs[ord(letter)]:04x}" for letter in text}, drawn)
