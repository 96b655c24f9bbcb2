"""How large the sheets of an OpenDocument spreadsheet are, before it is opened: a few bytes may repeat a row a million times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

_AT_ONCE = 1 << 20


def extents(text: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Columns and rows of each sheet in content.xml, up to its last cell that holds something.

    Repetitions are taken at their word. ExpatError for what is no XML.
    """
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    while part := text.read(_AT_ONCE):
        parser.Parse(part, False)
    parser.Parse(b"", True)
    yield from walk.sheets


class _Walk:
    """Counts rows and cells as the parser meets them."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, int]] = []
        self.columns = self.rows = self.row = self.repeated = self.column = self.filled = 0

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element.rpartition(":")[2]:
            case "table":
                self.columns = self.rows = self.row = 0
            case "table-row":
                self.repeated = _repeated(attributes, "number-rows-repeated")
                self.column = self.filled = 0
            case "table-cell" | "covered-table-cell":
                self.column += _repeated(attributes, "number-columns-repeated")
                if any(name.endswith((":value-type", ":formula")) for name in attributes):
                    self.filled = self.column

    def end(self, element: str) -> None:
        match element.rpartition(":")[2]:
            case "table-row":
                self.row += self.repeated
                if self.filled:
                    self.rows, self.columns = self.row, max(self.columns, self.filled)
            case "table":
                self.sheets.append((self.columns, self.rows))


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    found = next((text for key, text in attributes.items() if key.endswith(f":{name}")), "1")
    return int(found) if found.isdecimal() and len(found) < 12 else 1 << 40 if found.isdecimal() else 1
