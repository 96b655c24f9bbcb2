"""XML read as a stream: a walker is told of each element, nothing is kept of what it doesn't keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Generic, TypeVar
from xml.parsers import expat

_AT_ONCE = 1 << 18

T = TypeVar("T")


class NotThatXml(ValueError):
    """The part is no XML, or one with a document type, which no spreadsheet program writes."""


class Walker(Generic[T]):
    """Meets elements by their local names; what it has made of them since it was last asked is in `found`."""

    def __init__(self) -> None:
        self.found: list[T] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, element: str) -> None:
        """It ends."""

    def text(self, data: str) -> None:
        """Some text of the innermost one."""

    def taken(self) -> list[T]:
        """What was found, once."""
        found, self.found = self.found, []
        return found


def walked(stream: IO[bytes], walker: Walker[T]) -> Iterator[T]:
    """What the walker makes of the stream, as it goes; NotThatXml where it ends too early or can't be read."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: walker.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: walker.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = _refused
    try:
        while part := stream.read(_AT_ONCE):
            parser.Parse(part, False)
            yield from walker.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotThatXml(str(error)) from error
    yield from walker.taken()


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name, empty where the element has none."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            return value
    return ""


def _refused(*_declared: object) -> None:
    raise NotThatXml("a document type is declared")
