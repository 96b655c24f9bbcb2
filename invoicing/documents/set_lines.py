"""Lines of text as WeasyPrint set them, each with all that it was set from, so that one can be set again with another text.

WeasyPrint breaks and places a line by one function of the line's source, its block and the floats around; then it moves
the line with what it stands in. Both are noted here while a document is laid out, and done again in the same order, so that
every figure comes out as it would in a layout of the whole.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from invoicing.documents.numbered_texts import number_texts, put_words

_ONE_BY_ONE = threading.Lock()
_AROUND = object()


@dataclass(slots=True)
class LaidOut:
    """The texts that a document is laid out with, by their number, and the context of its layout."""

    texts: Sequence[str]
    context: Any = None


@dataclass
class _Noting(threading.local):
    """Into what this thread's layout is noted just now."""

    laid_out: LaidOut | None = None


_NOTING = _Noting()


@dataclass(frozen=True, slots=True, eq=False)
class SetFrom:
    """What a line was set from; block and floats as they stood then."""

    source: Any
    block: Any
    floats: tuple[Any, ...]
    position_y: float
    bottom_space: float
    indent: float
    start: Any
    plain: bool


@contextmanager
def noted(texts: Sequence[str]) -> Iterator[LaidOut]:
    """Notes what a document of these texts, laid out within, is made from."""
    with _ONE_BY_ONE:
        _noting()
    _NOTING.laid_out = LaidOut(texts)
    try:
        yield _NOTING.laid_out
    finally:
        _NOTING.laid_out = None


@dataclass(slots=True)
class SetText:
    """All lines of one source, where each stands in its block."""

    lines: list[Any] = field(default_factory=list)
    parents: list[Any] = field(default_factory=list)

    def numbers(self) -> set[int]:
        """The numbers of its texts."""
        return {box.text_number for box in self._texts()}

    def put_words(self, words: Mapping[int, str]) -> None:
        """Has the source say other words, by the number of their text."""
        for box in self._texts():
            if box.text_number in words:
                put_words(box, words[box.text_number])

    def comes_out_again(self, context: Any) -> bool:
        """Whether its lines, set again, are to the last figure what they are."""
        if not all(line.set_from.plain for line in self.lines):
            return False
        again = self.again(context) or []
        return list(map(_figures, self.lines)) == list(map(_figures, again))

    def _texts(self) -> Iterator[Any]:
        return (box for box in self.lines[0].set_from.source.descendants() if hasattr(box, "text_number"))

    def again(self, context: Any) -> list[Any] | None:
        """The lines with the source's present texts; None where they would be others in number, height or kind."""
        made = []
        start = self.lines[0].set_from.start
        for line in self.lines:
            again, start = _set(context, line.set_from, start)
            if again is None or (start is None) != (line.resume_at is None):
                return None
            for move in line.moves:
                again.translate(*move)
            again.resume_at = start
            if not _alike(line, again):
                return None
            made.append(again)
        return made

    def put(self, lines: list[Any]) -> None:
        """Puts the lines in the place of those that stood there."""
        for place, (before, line, parent) in enumerate(zip(self.lines, lines, self.parents, strict=True)):
            parent.children = type(parent.children)(line if child is before else child for child in parent.children)
            self.lines[place] = line


def set_texts(pages: Sequence[Any]) -> Iterator[SetText]:
    """All that is set on these pages, margins left out."""
    open_ones: dict[int, SetText] = {}
    for parent, line in (found for page in pages for found in _lines(page)):
        source = id(line.set_from.source)
        if line.set_from.start is None or source not in open_ones:
            if source in open_ones:
                yield open_ones.pop(source)
            open_ones[source] = SetText()
        open_ones[source].lines.append(line)
        open_ones[source].parents.append(parent)
    yield from open_ones.values()


def _lines(parent: Any) -> Iterator[tuple[Any, Any]]:
    from weasyprint.formatting_structure.boxes import MarginBox

    for child in () if isinstance(parent, MarginBox) else getattr(parent, "children", ()):
        if hasattr(child, "set_from"):
            yield parent, child
        else:
            yield from _lines(child)


def _figures(line: Any) -> list[tuple[float, ...]]:
    return [(box.position_x, box.position_y, box.width, box.height) for box in line.descendants()]


def _set(context: Any, made_from: SetFrom, start: Any) -> tuple[Any, Any]:
    """The line from the start on, and where the next begins."""
    from weasyprint.layout import inline

    made_from.source.text_indent = made_from.indent
    context._excluded_shapes_root_boxes.append(_AROUND)  # noqa: SLF001
    context._excluded_shapes[_AROUND] = list(made_from.floats)  # noqa: SLF001
    try:
        line, resume_at = inline.get_next_linebox(
            context,
            made_from.source,
            made_from.position_y,
            made_from.bottom_space,
            start,
            made_from.block.copy(),
            [],
            [],
            None,
            None,
        )
    finally:
        context._excluded_shapes_root_boxes.pop()  # noqa: SLF001
        del context._excluded_shapes[_AROUND]  # noqa: SLF001
    if line is not None:
        line.set_from, line.moves = made_from, ()
    return line, resume_at


def _alike(before: Any, now: Any) -> bool:
    """Whether the lines are of the same boxes, as high and as far down; what else is known of the first is told the other."""
    pair = list(before.descendants()), list(now.descendants())
    if len(pair[0]) != len(pair[1]):
        return False
    for old, new in zip(*pair, strict=True):
        if type(old) is not type(new) or old.element is not new.element or old.style is not new.style:
            return False
        if _place(old) != _place(new):
            return False
        for name, value in old.__dict__.items():
            new.__dict__.setdefault(name, value)
    return True


def _place(box: Any) -> tuple[float, float, float | None]:
    return box.position_y, box.height, getattr(box, "baseline", None)


@cache
def _noting() -> None:
    """From now on WeasyPrint tells this thread's notes, where it keeps any."""
    from weasyprint import document
    from weasyprint.formatting_structure.boxes import Box, LineBox
    from weasyprint.layout import inline

    lay_out, set_line = document.layout_document, inline.get_next_linebox

    def layout_document(html: Any, root: Any, context: Any, *more: Any) -> Any:
        if (laid_out := _NOTING.laid_out) is not None:
            number_texts(root, html.etree_element.find("body"), laid_out.texts)
            laid_out.context = context
        return lay_out(html, root, context, *more)

    def get_next_linebox(
        context: Any, source: Any, position_y: Any, bottom_space: Any, start: Any, block: Any, *more: Any
    ) -> Any:
        if _NOTING.laid_out is None:
            return set_line(context, source, position_y, bottom_space, start, block, *more)
        floats = tuple(shape.copy() for shape in context.excluded_shapes)
        plain = more[2:] == (None, None)
        made_from = SetFrom(source, block.copy(), floats, position_y, bottom_space, source.text_indent, start, plain)
        line, resume_at = set_line(context, source, position_y, bottom_space, start, block, *more)
        if line is not None:
            line.set_from, line.moves = made_from, ()
        return line, resume_at

    def translate(line: Any, dx: float = 0, dy: float = 0, ignore_floats: bool = False) -> None:
        if hasattr(line, "moves"):
            line.moves = (*line.moves, (dx, dy, ignore_floats))
        Box.translate(line, dx, dy, ignore_floats)

    document.layout_document, inline.get_next_linebox = layout_document, get_next_linebox
    LineBox.translate = translate
