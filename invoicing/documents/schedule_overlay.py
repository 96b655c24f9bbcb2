"""Brings the drawn schedule into WeasyPrint's document: glyphs into its fonts, rows onto its pages, tags into its tree.

Two things are used that WeasyPrint's documentation doesn't promise: that a page's `paint` may be replaced, and that the
fonts of a document gather the glyphs to embed until all pages are painted. This room's tests fail where that changes.
"""

from __future__ import annotations

from typing import Any

from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.fonts import REGULAR, SEMIBOLD, face
from invoicing.documents.line_breaks import Wrapper
from invoicing.documents.pdf_objects import Writer, WrittenStream
from invoicing.documents.schedule_layout import BOLD, SIZE, WIDTH, Layout
from invoicing.documents.schedule_tags import TagTree
from invoicing.documents.schedule_text import FOOTER, Frame, PageDrawing, Pen
from reads.core.english import counted

TEMPLATE = "_schedule.html"
WEIGHTS = {False: REGULAR, True: SEMIBOLD}
PER_PIXEL = 750  # thousandths of a point


class Overlay:
    """The schedule of one document; made for it after it was laid out, and used up by writing it."""

    def __init__(self, document: Any, layout: Layout, footer: tuple[str, str]) -> None:
        self._document = document
        self._layout = layout
        self._footer = footer
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
        tree = TagTree(pdf)
        for frame, rows in zip(self._frames, self._layout.pages, strict=True):
            drawing = PageDrawing(self._layout.columns, frame, tree.contents_of(frame.page))
            drawn = drawing.drawn(rows, self._pens)
            label = f"Page {frame.page + 1} of {len(document.pages)}"
            content = WrittenStream(drawn + b"\n" + drawing.footer(self._footer, label, self._pens[False]))
            pdf.add_object(content)
            page = tree.page(frame.page)
            page["Contents"] = b"[%b %b]" % (page["Contents"], content.reference)
            tree.add_rows(frame.page, drawing.rows)

    def _paint_last(self, stream: Any, scale: Any = 1) -> None:
        """Paints the last page, after which all fonts are known and none is embedded yet."""
        self._paint(stream, scale)
        fonts = {font.weight: font for font in self._document.fonts.values()}
        texts = _letters(self._layout, "".join(self._footer))
        self._pens = {bold: _pen(fonts.get(weight), weight, texts[bold]) for bold, weight in WEIGHTS.items()}
        self._document = None  # its last page holds this overlay: both go when the document is written


def _frames(document: Any, needed: int) -> list[Frame]:
    """Page and place of each frame; FaultyTemplate where one is missing or too small for the rows meant for it."""
    found = []
    for number, page in enumerate(document.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            if name.startswith("frame-"):
                frame = Frame(number, *(int(place * PER_PIXEL) for place in (left, top, page.height)))
                if int(right * PER_PIXEL) - frame.left < WIDTH - 1_000:
                    raise FaultyTemplate(TEMPLATE, f"a frame for rows is narrower than {WIDTH // 1000} points")
                if int(bottom * PER_PIXEL) > frame.bottom - FOOTER:
                    raise FaultyTemplate(TEMPLATE, "a frame for rows stands too low on its page")
                found.append(frame)
    if len(found) != needed or len({frame.page for frame in found}) != needed:
        raise FaultyTemplate(TEMPLATE, f"{counted(needed, 'frame')} for rows must be there, each on a page of its own")
    return found


def _letters(layout: Layout, footer: str) -> dict[bool, str]:
    """All characters that are drawn in each weight, in their order."""
    texts = {False: {"Page of 0123456789", footer}, True: {" "}}
    for page in layout.pages:
        for row in page:
            texts[row.kind in BOLD].update(*row.cells)
    return {bold: "".join(sorted(set("".join(found)))) for bold, found in texts.items()}


def _pen(font: Any, weight: int, text: str) -> Pen:
    """The embedded font of that weight, with every glyph that the text needs."""
    if font is None:
        raise FaultyTemplate(TEMPLATE, f"nothing before the rows is set in the project's font of weight {weight}")
    drawn = face(weight)
    for letter in text:
        glyph = drawn.glyphs[ord(letter)]
        font.to_unicode.setdefault(glyph, letter)
        font.widths.setdefault(glyph, drawn.widths[ord(letter)])
    return Pen(font.hash, {letter: f"{drawn.glyphs[ord(letter)]:04x}" for letter in text}, Wrapper(drawn, SIZE))
