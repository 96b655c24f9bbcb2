"""A paper's markup, cut into what papers of one shape have in common and the texts that are each paper's own.

The project's own templates escape what they print, so that every `<` begins a tag and every attribute stands in quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"(<[^>]*>)")
_OWN = re.compile(r'(?<= )(content|data-what|data-label|id)="([^"]*)"')
_FREE_FRAME = re.compile(r'<div class="schedule" id="(frame-\d+)" style="([^"]*)">')
_HEADING = re.compile(r"<h[1-6][ >]")
_BLANK = " \t\n\r\f"
_BLANKS = re.compile(f"[{_BLANK}]+")
_HOLE = "\0"


@dataclass(frozen=True, slots=True)
class MarkupTexts:
    """The shape of a markup, the texts of its body in their order, the attributes that papers of one shape differ in.

    Texts are without the white space around them, and each run of it inside is one space. `bookmarks` are the words of
    headings and marked places. Of free frames that are alike the shape has the first; `stands_for` has each of the
    others with the first.
    """

    shape: str
    title: str
    texts: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    bookmarks: tuple[str, ...]
    stands_for: tuple[tuple[str, str], ...]

    def values(self, name: str) -> tuple[str, ...]:
        """Those of the attributes of that name."""
        return tuple(value for each, value in self.attributes if each == name)


def cut(markup: str) -> MarkupTexts:
    """Cuts the markup of one of the project's own templates."""
    pieces = _TAG.split(markup)
    cutting, first, stands_for = _Cutting(), dict[str, str](), []
    at = 1
    while at < len(pieces):
        tag, text = pieces[at], pieces[at + 1]
        at += 2
        frame = _FREE_FRAME.match(tag)
        if frame and not text and pieces[at] == "</div>":
            like = first.setdefault(frame[2], frame[1])
            if like != frame[1]:
                stands_for.append((frame[1], like))
                at += 2
                continue
        cutting.take(tag, text)
    return cutting.done(tuple(stands_for))


def one_spaced(text: str) -> str:
    """The text without white space around it, each run inside as one space; a space that doesn't break stays as it is."""
    return _BLANKS.sub(" ", text).strip(" ")


@dataclass(slots=True)
class _Cutting:
    """What was cut so far."""

    shape: list[str] = field(default_factory=list)
    title: str = ""
    texts: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    def take(self, tag: str, text: str) -> None:
        """A tag, and the text behind it."""
        self.shape.append(_OWN.sub(self._attribute, tag) if '="' in tag else tag)
        inner = text.strip(_BLANK)
        if not inner:
            self.shape.append(text)
        elif tag == "<title>":
            self.title = unescape(text)
            self.shape.append(_HOLE)
        else:
            before, after = text.split(inner, 1)
            words = unescape(one_spaced(inner))
            self.texts.append(words)
            self.shape += before, _HOLE, after
            if _HEADING.match(tag):
                self.bookmarks.append(words)

    def done(self, stands_for: tuple[tuple[str, str], ...]) -> MarkupTexts:
        """All of it."""
        shape = "".join(self.shape)
        return MarkupTexts(
            shape, self.title, tuple(self.texts), tuple(self.attributes), tuple(self.bookmarks), stands_for
        )

    def _attribute(self, found: re.Match[str]) -> str:
        name, value = found.groups()
        if name == "id" and not value.startswith("frame-"):
            return found[0]
        value = unescape(value)
        self.attributes.append((name, value))
        if name == "data-label":
            self.bookmarks.append(one_spaced(value))
        return f'{name}="{_HOLE}"'
