"""Texts that the fonts can't draw are found before anything is laid out, each by the name of its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, cast

from invoicing.documents.errors import UnprintableText
from invoicing.documents.fonts import missing
from reads.core.findings import Finding, Where


def in_every_font(text: str) -> bool:
    """Whether the text is ASCII that is printed, which every font has."""
    return text.isascii() and text.isprintable()


def is_plain(value: object) -> bool:
    """Whether that holds of every text in a value."""
    return in_every_font("".join(_texts(value)))


def is_drawable(value: object) -> bool:
    """Whether the fonts have every letter of every text in a value."""
    return not any(missing(text) for text in _texts(value) if not in_every_font(text))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, in no order."""
    left: list[Any] = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, tuple):
            left += each
        else:
            kind: Any = type(each)
            left += _values(kind)(each)


def check_letters(document: str, texts: Iterable[tuple[str, str]]) -> None:
    """UnprintableText with each text that the fonts can't draw, by the name of its place; never the text itself."""
    problems = [
        Finding(
            "unprintable_text",
            f"{where}: the font has no {', '.join(f'U+{ord(letter):04X}' for letter in letters)}",
            "write it in Latin, Greek or Cyrillic letters",
            Where(field=where),
        )
        for where, text in texts
        if (letters := missing(text))
    ]
    if problems:
        raise UnprintableText(document, problems)


def texts_of(where: str, value: object) -> Iterator[tuple[str, str]]:
    """Every text in a value, with the path of names that leads to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for member in value:
            yield from texts_of(where, member)
    else:
        for name in _names(cast("Any", type(value))):
            yield from texts_of(f"{where}.{name}", getattr(value, name))


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields at once."""
    match _names(kind):
        case ():
            return lambda _: ()
        case (name,):
            return lambda value: (getattr(value, name),)
        case names:
            return attrgetter(*names)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass; nothing else has any."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
