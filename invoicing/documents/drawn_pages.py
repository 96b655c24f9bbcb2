"""A page's drawing, noted when WeasyPrint first paints it, and written again with only those texts drawn that are others by then.

Between a text's beginning and its end nothing is drawn but that text, so that all else on the page stays word for word what
it was. A page that draws more than into its own stream (a pattern behind it, a part of it as a group) is painted each time.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Fonts = dict[Any, Any]
"""WeasyPrint's fonts of a document by their key: each gathers the letters and widths of the glyphs to embed, in their order."""


@dataclass(slots=True)
class _DrawnText:
    """A text's place in what was drawn, and its box; what it asks of its fonts, once that was looked at."""

    start: int
    end: int
    box: Any
    asks: Fonts | None = None


class DrawnPage:
    """Paints one page of WeasyPrint's, of which lines may be put in the place of others meanwhile."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._noted: _NotedDrawing | None = None
        self._is_odd = False

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Takes the place of WeasyPrint's `Page.paint`."""
        boxes = list(_drawn_boxes(self._page._page_box))  # noqa: SLF001  it gives the boxes nowhere else
        if self._noted and self._noted.is_of(boxes):
            self._noted.write(stream, boxes)
        elif self._noted or self._is_odd:
            self._page.paint(stream, scale)
        else:
            watch = _Watch(stream)
            self._page.paint(stream, scale)
            watch.end()
            self._noted = _noted(watch, boxes) if _is_plain(self._page._page_box) else None  # noqa: SLF001
            self._is_odd = self._noted is None


class _Watch:
    """What is drawn into a stream meanwhile."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.start = len(stream.stream)
        self.texts: list[_DrawnText] = []
        self.marked: list[Any] = []
        self.pictures: dict[str, tuple[Any, ...]] = {}
        self._others = self._beside()
        for name in ("marked", "begin_text", "end_text", "add_image"):
            setattr(stream, name, getattr(self, f"_{name}"))

    def end(self) -> None:
        """No more is noted."""
        for name in ("marked", "begin_text", "end_text", "add_image"):
            delattr(self.stream, name)

    def is_all(self) -> bool:
        """Whether all that was drawn was noted: pictures and, each by itself, marked texts."""
        kinds = {name[0] for name in self.stream._resources["ExtGState"]}  # noqa: SLF001
        drawn = self.stream.stream
        return (
            self._others == self._beside()
            and kinds <= {"a", "A"}
            and all(text.box is not None and drawn[text.start - 1] == b"BT" for text in self.texts)
            and len({id(text.box) for text in self.texts}) == len(self.texts)
            and not any(font.png or font.svg or font.colr for font in self.stream._fonts.values())  # noqa: SLF001
        )

    def _beside(self) -> set[str]:
        """What the page draws beside its own stream, pictures left out."""
        kinds = ("XObject", "Pattern", "Shading")
        return {name for kind in kinds for name in self.stream._resources[kind]} - self.pictures.keys()  # noqa: SLF001

    def _marked(self, box: Any, tag: str) -> Any:
        self.marked.append(box)
        return type(self.stream).marked(self.stream, box, tag)

    def _begin_text(self) -> None:
        type(self.stream).begin_text(self.stream)
        self.texts.append(_DrawnText(len(self.stream.stream), 0, self.marked[-1] if self.marked else None))

    def _end_text(self) -> None:
        self.texts[-1].end = len(self.stream.stream)
        type(self.stream).end_text(self.stream)

    def _add_image(self, *picture: Any) -> str:
        name: str = type(self.stream).add_image(self.stream, *picture)
        self.pictures[name] = picture
        return name


@dataclass(slots=True)
class _NotedDrawing:
    """What was drawn: the operators, the texts among them, and what was asked of the document beside."""

    operators: list[bytes]
    texts: list[tuple[int, _DrawnText]]
    tags: list[tuple[int, str]]
    pictures: list[tuple[Any, ...]]
    states: dict[str, Any]
    fonts: Fonts
    kinds: list[type]

    def is_of(self, boxes: list[Any]) -> bool:
        """Whether a page with these boxes is drawn like it."""
        return list(map(type, boxes)) == self.kinds

    def write(self, stream: Any, boxes: list[Any]) -> None:
        """Draws the page with the boxes that it has now."""
        for name, state in self.states.items():
            stream._resources["ExtGState"].setdefault(name, copy.copy(state))  # noqa: SLF001
        for picture in self.pictures:
            stream.add_image(*picture)
        for place, tag in self.tags:
            stream._tags[boxes[place]] = {"tag": tag, "mcid": len(stream._tags)}  # noqa: SLF001
        at = 0
        for place, text in self.texts:
            stream.stream += self.operators[at : text.start]
            if boxes[place] is text.box and len(self._asks(stream, text)) == 1:
                stream.stream += self.operators[text.start : text.end]
                _ask(stream, *next(iter(self._asks(stream, text).items())))
            else:
                _draw(stream, boxes[place])
            at = text.end
        stream.stream += self.operators[at:]

    def _asks(self, stream: Any, text: _DrawnText) -> Fonts:
        """The fonts that a text is set in, each with the glyphs of this text alone."""
        if text.asks is None:
            alone = stream.clone(fonts={key: _empty(font) for key, font in self.fonts.items()})
            _draw(alone, text.box)
            text.asks = {key: font for key, font in alone._fonts.items() if font.widths}  # noqa: SLF001
        return text.asks


def _noted(watch: _Watch, boxes: list[Any]) -> _NotedDrawing | None:
    """What was drawn of a page with these boxes; None where there was more."""
    stream, number = watch.stream, {id(box): place for place, box in enumerate(boxes)}
    if not watch.is_all() or not all(id(box) in number for box in stream._tags):  # noqa: SLF001
        return None
    for text in watch.texts:
        text.start, text.end = text.start - watch.start, text.end - watch.start
    return _NotedDrawing(
        operators=stream.stream[watch.start :],
        texts=[(number[id(text.box)], text) for text in watch.texts],
        tags=[(number[id(box)], tag["tag"]) for box, tag in stream._tags.items()],  # noqa: SLF001
        pictures=list(watch.pictures.values()),
        states=dict(stream._resources["ExtGState"]),  # noqa: SLF001
        fonts={key: copy.copy(font) for key, font in stream._fonts.items()},  # noqa: SLF001
        kinds=list(map(type, boxes)),
    )


def _ask(stream: Any, key: Any, asked: Any) -> None:
    """Has the document's font of that key embed the glyphs that are asked for."""
    font = stream._fonts.get(key) or _empty(asked)  # noqa: SLF001
    stream._fonts[key] = font  # noqa: SLF001
    for glyph, letters in asked.to_unicode.items():
        font.to_unicode.setdefault(glyph, letters)
    for glyph, width in asked.widths.items():
        font.widths.setdefault(glyph, width)


def _empty(font: Any) -> Any:
    """The font before any glyph was asked of it."""
    made = copy.copy(font)
    made.widths, made.to_unicode, made.missing = {}, {}, {}
    return made


def _draw(stream: Any, box: Any) -> None:
    """Draws one text, as WeasyPrint does between its beginning and its end."""
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix

    stream._current_font = None  # noqa: SLF001
    box.pango_layout.reactivate(box.style)
    draw_first_line(stream, box, "clip", "none", Matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline))
    box.pango_layout.deactivate()


def _drawn_boxes(page: Any) -> Iterator[Any]:
    """The boxes of a page that are marked where they are drawn, in the order of the page."""
    from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

    return (box for box in page.descendants() if isinstance(box, (TextBox, ReplacedBox)))


def _is_plain(page: Any) -> bool:
    """Whether no text is cut off, hidden or underlined."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    return all(
        (box.text_overflow, box.block_ellipsis) == ("clip", "none")
        if isinstance(box, LineBox)
        else (box.style["text_decoration_line"], box.style["visibility"]) == ("none", "visible")
        for box in page.descendants()
        if isinstance(box, (LineBox, TextBox))
    )
