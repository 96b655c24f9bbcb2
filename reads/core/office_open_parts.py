"""The parts of an XLSX workbook beside its sheets: which sheets there are, texts that cells share, number formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

from reads.core.cell_number_format import NumberFormat
from reads.core.xml_walk import Walker, attribute, walked

YES = ("1", "true", "on")
GENERAL = NumberFormat.of("General")
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]{0,64}?ref=["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})["']"""
)
_LONGEST_MERGED = 160
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SaidOfWorkbook(NamedTuple):
    """What the workbook's own part says: its sheets as (name, relation, state), whether days count from 1904, and whether the
    program that wrote it left computing to whoever opens it.
    """

    sheets: tuple[tuple[str, str, str], ...] = ()
    mac: bool = False
    uncomputed: bool = False


def said(stream: IO[bytes]) -> SaidOfWorkbook:
    """What the part xl/workbook.xml says."""
    walker = _Book()
    list(walked(stream, walker))
    return SaidOfWorkbook(tuple(walker.sheets), walker.mac, walker.uncomputed)


def relations(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    """The relations of the workbook to its sheets: their ids, and the sheets' parts."""
    return walked(stream, _Relations())


def merged_down(stream: IO[bytes]) -> dict[int, list[tuple[str, int]]]:
    """The cells that are merged with cells below them, by the row of the first: its column's letters, and the last row.

    They stand behind the rows of a sheet, and so are looked for before these are walked.
    """
    found: dict[int, list[tuple[str, int]]] = {}
    before = b""
    while chunk := stream.read(1 << 20):
        for ref in _MERGED.finditer(before + chunk):
            first, last = int(ref[2]), int(ref[3])
            if first < last:
                found.setdefault(first, []).append((ref[1].decode(), last))
        before = chunk[-_LONGEST_MERGED:]
    return found


def strings(stream: IO[bytes]) -> Iterator[str]:
    """The texts that cells share."""
    return walked(stream, _Strings())


def formats(stream: IO[bytes]) -> Iterator[NumberFormat]:
    """The number format of each style of cells."""
    return walked(stream, _Formats())


class _Book(Walker[None]):
    """Walks the workbook's part: sheets as (name, relation, state)."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        self.mac = self.uncomputed = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element:
            case "workbookPr":
                self.mac = attribute(attributes, "date1904").lower() in YES
            case "calcPr":
                self.uncomputed = attribute(attributes, "fullCalcOnLoad").lower() in YES
            case "sheet":
                state = attribute(attributes, "state")
                self.sheets.append((attribute(attributes, "name"), attribute(attributes, "id"), state))


class _Relations(Walker[tuple[str, str]]):
    """Walks the workbook's relations: sheets' ids with their parts."""

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and attribute(attributes, "Type").endswith("/worksheet"):
            part = posixpath.normpath(posixpath.join("/xl", attribute(attributes, "Target"))).lstrip("/")
            self.found.append((attribute(attributes, "Id"), part))


class Texts:
    """Collects the text of one string: its runs, without the phonetic ones."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open = False
        self._phonetic = False

    def start(self, element: str) -> None:
        """An element begins within the string."""
        self._phonetic = self._phonetic or element == "rPh"
        self.open = element in ("t", "v") and not self._phonetic

    def end(self, element: str) -> None:
        """It ends."""
        self.open = False
        if element == "rPh":
            self._phonetic = False

    def joined(self) -> str:
        """The text, once; signs that XML can't hold stand as _x000D_."""
        text = "".join(self.parts)
        self.parts.clear()
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _Strings(Walker[str]):
    """Walks the texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = Texts()

    def start(self, element: str, _attributes: Mapping[str, str]) -> None:
        self._texts.start(element)

    def end(self, element: str) -> None:
        self._texts.end(element)
        if element == "si":
            self.found.append(self._texts.joined())

    def text(self, data: str) -> None:
        if self._texts.open:
            self._texts.parts.append(data)


class _Formats(Walker[NumberFormat]):
    """Walks the styles: the number format of each, by its place."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self._cells = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "numFmt":
            self._codes[attribute(attributes, "numFmtId")] = attribute(attributes, "formatCode")
        elif element == "cellXfs":
            self._cells = True
        elif element == "xf" and self._cells:
            self.found.append(self._format(attribute(attributes, "numFmtId")))

    def _format(self, number: str) -> NumberFormat:
        if number in self._codes:
            return NumberFormat.of(self._codes[number])
        return NumberFormat.numbered(int(number)) if number.isdecimal() and len(number) < 6 else GENERAL

    def end(self, element: str) -> None:
        if element == "cellXfs":
            self._cells = False
