"""Brings the drawn schedule into WeasyPrint's document: glyphs into its fonts, rows onto its pages, tags into its tree.

Two things are used that WeasyPrint's documentation doesn't promise: that a page's `paint` may be replaced, and that the
fonts of a document gather the glyphs to embed until all pages are painted. This room's tests fail where that changes.
"""

from __future__ import annotations

from typing import Any

from invoicing.documents.drawing import PageDrawing, Pen
from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.fonts import REGULAR, SEMIBOLD, face
from invoicing.documents.layout import BOLD, HEIGHT, WIDTH, Layout
from invoicing.documents.tagging import Tree, Written
from invoicing.documents.writing import Writer

TEMPLATE = "_schedule.html"
WEIGHTS = {False: REGULAR, True: SEMIBOLD}
PER_PIXEL = 750  # thousandths of a point


class Overlay:
    """The schedule of one document; made for it after it was laid out, and used up by writing it."""

    def __init__(self, document: Any, layout: Layout) -> None:
        self._document = document
        self._layout = layout
        self._pens: dict[bool, Pen] = {}
        self._frames = _frames(document, len(layout.pages))
        if self._frames:
            last = document.pages[-1]
            self._paint, last.paint = last.paint, self._paint_last

    def finish(self, document: Any, pdf: Any) -> None:
        """WeasyPrint's finisher: frames get their rows, the tree its table; `Writer` writes it all."""
        pdf.write = Writer(pdf).write
        if not self._frames:
            return
        tree = Tree(pdf)
        for (number, origin), rows in zip(self._frames, self._layout.pages, strict=True):
            drawing = PageDrawing(self._layout.columns, origin, tree.contents_of(number))
            content = Written.stream(drawing.drawn(rows, self._pens))
            pdf.add_object(content)
            page = tree.page(number)
            page["Contents"] = b"[%b %b]" % (page["Contents"], content.reference)
            tree.add_rows(number, drawing.rows)

    def _paint_last(self, stream: Any, scale: Any = 1) -> None:
        """Paints the last page, after which all fonts are known and none is embedded yet."""
        self._paint(stream, scale)
        fonts = {font.weight: font for font in self._document.fonts.values()}
        texts = _letters(self._layout)
        self._pens = {bold: _pen(fonts.get(weight), weight, texts[bold]) for bold, weight in WEIGHTS.items()}


def _frames(document: Any, needed: int) -> list[tuple[int, tuple[int, int]]]:
    """Page and place of each frame; FaultyTemplate where one is missing or too small for the rows meant for it."""
    found = []
    for number, page in enumerate(document.pages):
        for name, (left, top, right, _) in page.anchors.items():
            if name.startswith("frame-"):
                found.append((number, (int(left * PER_PIXEL), int(top * PER_PIXEL))))
                if int(right * PER_PIXEL) - int(left * PER_PIXEL) < WIDTH - 1_000:
                    raise FaultyTemplate(TEMPLATE, f"a frame for rows is narrower than {WIDTH // 1000} points")
                if int(page.height * PER_PIXEL) - int(top * PER_PIXEL) < HEIGHT // 2:
                    raise FaultyTemplate(TEMPLATE, "a frame for rows stands too low on its page")
    if len(found) != needed or len({number for number, _ in found}) != needed:
        raise FaultyTemplate(TEMPLATE, f"{needed} frames for rows are needed, each on a page of its own")
    return found


def _letters(layout: Layout) -> dict[bool, str]:
    """All characters that are drawn in each weight, in their order."""
    letters: dict[bool, set[str]] = {False: {" "}, True: {" "}}
    for page in layout.pages:
        for row in page:
            letters[row.kind in BOLD].update(*(line for lines in row.cells for line in lines))
    return {bold: "".join(sorted(found)) for bold, found in letters.items()}


def _pen(font: Any, weight: int, text: str) -> Pen:
    """The embedded font of that weight, with every glyph that the text needs."""
    if font is None:
        raise FaultyTemplate(TEMPLATE, f"nothing before the rows is set in the project's font of weight {weight}")
    drawn = face(weight)
    for letter in text:
        glyph = drawn.glyphs[ord(letter)]
        font.to_unicode.setdefault(glyph, letter)
        font.widths.setdefault(glyph, drawn.widths[ord(letter)])
    return Pen(font.hash, {ord(letter): f"{drawn.glyphs[ord(letter)]:04x}" for letter in text}, drawn)
