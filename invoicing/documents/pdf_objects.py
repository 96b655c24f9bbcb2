"""Writes a PDF's objects to bytes (ISO 32000-1, 7.5.7 and 7.5.8), in one pass.

pydyf compresses every stream twice to make an identifier, and puts all small objects into one object stream, which
a reader has to unpack whole before it can show the first page: with a long schedule that is most of the time and memory.
"""

from __future__ import annotations

import struct
import zlib
from itertools import accumulate
from typing import Any

import pydyf

IN_ONE_STREAM = 500
LEVEL = 3


class Writer:
    """Takes the place of `pydyf.PDF.write` for one PDF."""

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
        small = [item for item in pdf.objects if item.free != "f" and item.compressible]
        number = len(pdf.objects)
        self._places = [0] * (number + 1 - len(small) // -IN_ONE_STREAM)
        for item in pdf.objects:
            if item.free != "f" and not item.compressible:
                self._object(item.number, item.data)
        for start in range(0, len(small), IN_ONE_STREAM):
            self._object_stream(number, small[start : start + IN_ONE_STREAM])
            number += 1
        self._references(number, identifier)

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._at += len(content)

    def _object(self, number: int, data: bytes) -> None:
        self._places[number] = _entry(1, self._at, 0)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    def _object_stream(self, number: int, members: list[Any]) -> None:
        """Many small objects in one compressed stream, with a table of where each begins."""
        contents = [item.data for item in members]
        begins = accumulate((len(data) + 1 for data in contents), initial=0)
        head = " ".join([f"{item.number} {at}" for item, at in zip(members, begins, strict=False)]).encode() + b"\n"
        entry = _entry(2, number, 0)
        for index, item in enumerate(members):
            self._places[item.number] = entry + index
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


def _entry(kind: int, where: int, index: int) -> int:
    """Where an object is, as a cross-reference of eight bytes: at a byte of the file (1), or in an object stream (2) at an index."""
    return kind << 56 | where << 16 | index


def _stream(extra: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, LEVEL)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (extra, len(packed), packed)
