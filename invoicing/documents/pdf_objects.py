"""Writes a PDF's objects to bytes (ISO 32000-1, 7.5.7 and 7.5.8), in one pass.

pydyf compresses every stream twice to make an identifier, and puts all small objects into one object stream, which
a reader has to unpack whole before it can show the first page: with a long schedule that is most of the time and memory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, count
from typing import Any

import pydyf

IN_ONE_STREAM = 500
LEVEL = 3
REPEATED = 32_000
"""Longer streams are attached data, which no two papers have in common."""


class WrittenStream(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A stream compressed at once, and so no larger than it is in the file."""

    compressible = False

    def __init__(self, content: bytes) -> None:
        super().__init__()
        packed = zlib.compress(content)
        self._written = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)

    @property
    def data(self) -> bytes:
        """The stream as it is written."""
        return self._written


class Writer:
    """Takes the place of `pydyf.PDF.write` for one PDF.

    An object that is only written and never looked at may stand among the PDF's as its bytes: a long schedule has a quarter
    of a million of them.
    """

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._out: Any = None
        self._at = 0
        self._places: list[int] = []

    def write(self, output: Any, version: Any, identifier: bytes, compress: Any = True) -> None:
        """Writes the PDF; the identifier is that of the content, given by who made it."""
        self._out = output
        pdf = self._pdf
        if pdf.info:
            pdf.add_object(pdf.info)
        self._put(b"%%PDF-%b\n%%\xf0\x9f\x96\xa4\n" % str(version).encode("ascii"))
        small = [number for number, item in enumerate(pdf.objects) if isinstance(item, bytes) or _is_small(item)]
        number = len(pdf.objects)
        self._places = [0] * (number + 1 - len(small) // -IN_ONE_STREAM)
        for item in pdf.objects:
            if not isinstance(item, bytes) and item.free != "f" and not item.compressible:
                self._object(item.number, _data(item))
        for start in range(0, len(small), IN_ONE_STREAM):
            self._object_stream(number, small[start : start + IN_ONE_STREAM])
            number += 1
        self._references(number, identifier)
        self._pdf = None  # it holds this writer: no search for cycles need find the two, and all that hangs on them

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._at += len(content)

    def _object(self, number: int, data: bytes) -> None:
        self._places[number] = _entry(1, self._at, 0)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    def _object_stream(self, number: int, members: Sequence[int]) -> None:
        """Many small objects, by their numbers, in one compressed stream, with a table of where each begins."""
        items = map(self._pdf.objects.__getitem__, members)
        contents = [item if isinstance(item, bytes) else item.data for item in items]
        begins = accumulate((len(data) + 1 for data in contents), initial=0)
        head = " ".join([f"{member} {at}" for member, at in zip(members, begins, strict=False)]).encode() + b"\n"
        for member, entry in zip(members, count(_entry(2, number, 0)), strict=False):
            self._places[member] = entry
        extra = b"/Type/ObjStm/N %d/First %d" % (len(members), len(head))
        self._object(number, _stream(extra, head + b"\n".join(contents)))

    def _references(self, number: int, identifier: bytes) -> None:
        """The cross-reference stream, which is also the trailer, and where it begins."""
        start = self._at
        self._places[number] = _entry(1, start, 0)
        name = pydyf.String(identifier).data
        extra = b"/Type/XRef/W[1 5 2]/Size %d/Root %b/ID[%b %b]" % (number + 1, self._pdf.catalog.reference, name, name)
        if self._pdf.info:
            extra += b"/Info " + self._pdf.info.reference
        self._put(
            b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (number, _stream(extra, struct.pack(f">{number + 1}Q", *self._places)), start)
        )


def _is_small(item: Any) -> bool:
    return item.free != "f" and bool(item.compressible)


def _entry(kind: int, where: int, index: int) -> int:
    """Where an object is, as a cross-reference of eight bytes: at a byte of the file (1), or in an object stream (2) at an index."""
    return kind << 56 | where << 16 | index


def _data(item: Any) -> bytes:
    """The object as pydyf has it; a stream that was in a file before, of a font or of a page's frame, is not compressed again."""
    if not isinstance(item, pydyf.Stream) or not item.compress or not all(type(part) is bytes for part in item.stream):
        data: bytes = item.data
        return data
    content = b"\n".join(item.stream)
    packed = _packed(content) if len(content) <= REPEATED else _packed.__wrapped__(content)
    extra = pydyf.Dictionary({**item.extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((extra.data, b"stream", packed, b"endstream"))


@lru_cache(64)
def _packed(content: bytes) -> bytes:
    """Compressed as pydyf does."""
    return zlib.compress(content, 9)


def _stream(extra: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, LEVEL)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (extra, len(packed), packed)
