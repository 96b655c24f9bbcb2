"""Text broken into lines that fit a width: at spaces, and inside a word only where the word alone is too long.

A line that ends at a space keeps it, so that the lines joined are the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.documents.fonts import Face

Lines = tuple[str, ...]
BREAKS = "-/_.,"


class Wrapper:
    """Measures and breaks texts in one face and size; remembers them, since a schedule repeats most of its words.

    Widths are thousandths of a point, `size` is whole points × 10 (75 for 7.5 points).
    """

    def __init__(self, face: Face, size: int) -> None:
        self._face = face
        self._size = size
        self._widths: dict[str, int] = {}
        self._lines: dict[int, _LinesIn] = {}

    def width(self, text: str) -> int:
        """How wide the text runs on one line."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = -(-self._face.width(text) * self._size // 10)
        return known

    def lines(self, text: str, room: int) -> Lines:
        """The text in lines no wider than the room; all of it, and never an empty tuple."""
        return self.lines_in(room)[text]

    def lines_in(self, room: int) -> Mapping[str, Lines]:
        """The same for each text that is asked for."""
        known = self._lines.get(room)
        if known is None:
            known = self._lines[room] = _LinesIn(self, room)
        return known

    def broken(self, text: str, room: int) -> Lines:
        """The same, worked out."""
        if self.width(text) <= room:
            return (text,)
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(f"{line} ")
            *full, line = self._pieces(word, room)
            lines += full
        return (*lines, line)

    def _pieces(self, word: str, room: int) -> Lines:
        """The word, cut behind a hyphen or the like, else between letters; at least one letter a piece."""
        pieces: list[str] = []
        while self.width(word) > room and len(word) > 1:
            fits = 1
            while self.width(word[: fits + 1]) <= room:
                fits += 1
            behind = 1 + max(word.rfind(mark, 0, fits) for mark in BREAKS)
            cut = behind if behind > fits // 2 else fits
            pieces.append(word[:cut])
            word = word[cut:]
        return (*pieces, word)


class _LinesIn(dict[str, Lines]):
    """Texts in lines no wider than one room, each worked out when it is first asked for."""

    def __init__(self, wrapper: Wrapper, room: int) -> None:
        self._wrapper, self._room = wrapper, room

    def __missing__(self, text: str) -> Lines:
        made = self[text] = self._wrapper.broken(text, self._room)
        return made
