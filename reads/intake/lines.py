"""The lines of a text file from its bytes: decoded, counted, and given back when a quote has swallowed too many."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from reads.intake.errors import UnreadableFile
from reads.intake.size_limits import LARGEST_FILE, LONGEST_LINE

_CHUNK = 1 << 18
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER_FORMATS = {
    b"PK\x03\x04": "a spreadsheet or an archive, not text",
    b"\xd0\xcf\x11\xe0": "an old Excel file, not text",
    b"\x1f\x8b": "compressed, not text",
    b"%PDF": "a PDF, not text",
}
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|head|body|table|meta|workbook)\b", re.IGNORECASE)
_WIDE = re.compile(rb"(?:[\t\r\n -~]\x00){4}")


class _Watched(io.BufferedIOBase):
    """Bytes on their way to the decoder: counted, with the file and its lines bounded."""

    def __init__(self, head: bytes, stream: BinaryIO, file: str) -> None:
        self._head = head
        self._stream = stream
        self._file = file
        self._since_newline = 0
        self.given = 0

    def readable(self) -> bool:
        """For the decoder above it."""
        return True

    def read1(self, _size: int = -1, /) -> bytes:
        """The next bytes, as many as come at once."""
        chunk, self._head = (self._head or self._stream.read(_CHUNK)), b""
        self.given += len(chunk)
        if self.given > LARGEST_FILE:
            raise UnreadableFile(self._file, "larger than 500 MB", "split it, by month for example")
        newline = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        self._since_newline = len(chunk) - newline - 1 + (self._since_newline if newline < 0 else 0)
        if self._since_newline > LONGEST_LINE:
            raise UnreadableFile(self._file, "a line of more than 16 MiB", "look whether it is a CSV file at all")
        return chunk


class Lines:
    """An iterator over the lines, with their ends; `number` is that of the last one given, from 1.

    `record` collects what was given since it was last cleared: the lines of one row.
    """

    def __init__(self, stream: BinaryIO, file: str, encoding: str | None = None) -> None:
        head = stream.read(_CHUNK)
        self._file = file
        self._encoding, bom = _encoding(head, file, encoding)
        self._bytes = _Watched(head[bom:], stream, file)
        self._offset = bom
        self._text = io.TextIOWrapper(self._bytes, encoding=self._encoding, newline="")  # type: ignore[type-var]
        self._again: deque[str] = deque()
        self.number = 0
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """The lines, one after the other, those given back first."""
        while line := self._again.popleft() if self._again else self._next():
            self.number += 1
            self.record.append(line)
            yield line

    def give_back(self) -> None:
        """All lines of the present record but its first will be given once more."""
        surplus = self.record[1:]
        del self.record[1:]
        self._again.extendleft(reversed(surplus))
        self.number -= len(surplus)

    def rewind(self) -> None:
        """All lines of the present record will be given once more."""
        self._again.extendleft(reversed(self.record))
        self.number -= len(self.record)
        self.record.clear()

    def _next(self) -> str:
        try:
            return self._text.readline()
        except UnicodeDecodeError as error:
            offset = self._offset + self._bytes.given - len(error.object) + error.start
            raise UnreadableFile(
                self._file,
                f"the byte at offset {offset} (after line {self.number}) is not {self._encoding.upper()}",
                "say how the file is encoded, for example --encoding cp1252 for one from Windows",
            ) from None


def _encoding(head: bytes, file: str, asked: str | None) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes: by the mark, else the one asked for, else UTF-8."""
    for start, what in _OTHER_FORMATS.items():
        if head.startswith(start):
            raise UnreadableFile(file, what, "save it as XLSX, or as CSV, UTF-8")
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        what = "a page of the web or XML under another name, as systems write it for a spreadsheet"
        raise UnreadableFile(file, what, "open it in the spreadsheet program and save it as XLSX, or as CSV, UTF-8")
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    if asked is None and _WIDE.match(head):
        raise UnreadableFile(file, "UTF-16 without its mark", "say so with --encoding utf-16-le")
    if asked is None:
        return "utf-8", 0
    try:
        name = codecs.lookup(asked).name
        "a".encode(name)
    except (LookupError, ValueError):
        raise UnreadableFile(file, f"{asked!r} is no encoding", "try --encoding cp1252 or utf-8") from None
    return name, 0
