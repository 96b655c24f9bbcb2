"""The messages of a byte stream, one after the other: whatever its line ends, batch envelopes, MLLP framing or byte order marks.

A message begins with MSH and ends before the next MSH, the next envelope segment or the end of its MLLP frame. What stands
outside of any message is a piece of its own, so that every byte that isn't an envelope is accounted for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO

from reads.core.findings import Finding, Severity, Where
from reads.intake.size_limits import LARGEST_MESSAGE

_CHUNK = 1 << 18
_LINE = re.compile(rb"\r\n|\r|\n")
_FRAME = re.compile(rb"[\x0b\x1c]")
_SEGMENT = re.compile(rb"[A-Z][A-Z0-9]{2}")
_CUT = re.compile(rb"[A-Z][A-Z0-9]{2}\|")
"""How a message goes on whose head is lost."""
_HEAD = re.compile(rb"MSH[!-/:-@\[-`{-~]")
_ENVELOPE = re.compile(rb"(FHS|BHS|FTS|BTS)(?![A-Za-z0-9])")
_LOGGED = re.compile(rb"\W?\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""How the line begins that an engine's log writes above each message."""
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"M\x00S\x00": "utf-16-le", b"\x00M\x00S": "utf-16-be"}


@dataclass(slots=True)
class Piece:
    """A message, or what stands outside of one: where it begins (byte from 0, line from 1) and its bytes.

    Segments are joined by carriage returns, a line that is no segment belongs to the text before it. `data` is empty where
    the piece is too long to be kept; `digest` is the same for the same segments, whatever their line ends.
    """

    offset: int
    line: int
    is_message: bool
    data: bytearray = field(default_factory=bytearray)
    lines: list[int] = field(default_factory=list)
    too_long: bool = False
    _hash: blake2b = field(default_factory=lambda: blake2b(digest_size=16))

    @property
    def digest(self) -> str:
        """Tells whether the same piece came before."""
        return self._hash.hexdigest()

    def add(self, line: bytes, number: int) -> None:
        """Takes one more line in."""
        self._hash.update(line + b"\r")
        if self.too_long or len(self.data) + len(line) > LARGEST_MESSAGE:
            self.too_long = True
            self.data.clear()
            return
        if self.data:
            self.data += b"\r" if self._is_segment(line) else b"\n"
        if not self.data or self.data.endswith(b"\r"):
            self.lines.append(number)
        self.data += line

    def _is_segment(self, line: bytes) -> bool:
        return _SEGMENT.match(line) is not None and line[3:4] in (b"", self.data[3:4])


class Pieces:
    """The pieces of a stream, iterated once; `warnings` then hold what its envelopes count otherwise."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._batch: int | None = None
        self._open_file = False
        self._batches = 0
        self._any = False
        self.warnings: list[Finding] = []

    def __iter__(self) -> Iterator[Piece]:
        """In the order of the stream."""
        current: Piece | None = None
        number = 0
        for offset, number, line, ends in self._without_log():
            if _HEAD.match(line) or _ENVELOPE.match(line):
                if current and not self._is_preamble(current):
                    yield current
                current = self._begun(offset, number, line)
            elif line.strip():
                current = current or Piece(offset, number, is_message=False)
                current.add(line, number)
            if ends and current:
                yield current
                current = None
        if current:
            yield current
        if self._open_file or self._batch is not None:
            self._warn("cut_short", "a batch or file envelope is not closed: the file may be cut short", number)

    def _is_preamble(self, piece: Piece) -> bool:
        """Whether it only stands above the first message, and is no part of one: it is told, and left out."""
        above = not (piece.is_message or self._any) and not _CUT.match(piece.data)
        if above:
            lines = "1 line" if len(piece.data.splitlines()) == 1 else f"{len(piece.data.splitlines())} lines"
            message = f"{lines} above the first message, no part of one, left out"
            self.warnings.append(Finding("preamble", message, "", Where(self._file, piece.line), Severity.WARNING))
        return above

    def _without_log(self) -> Iterator[tuple[int, int, bytes, bool]]:
        """The lines without those that a log has written right above a message."""
        waiting: tuple[int, int, bytes, bool] | None = None
        for each in self._lines():
            if waiting and not each[2].strip() and not each[3]:
                continue
            if waiting and not _HEAD.match(each[2]):
                yield waiting
            elif waiting and self._any:
                message = "a line of a log above a message, left out"
                self.warnings.append(Finding("preamble", message, "", Where(self._file, waiting[1]), Severity.WARNING))
            elif waiting:
                yield waiting
            waiting = each if _LOGGED.match(each[2]) and not each[3] else None
            if not waiting:
                yield each
        if waiting:
            yield waiting

    def _begun(self, offset: int, number: int, line: bytes) -> Piece | None:
        if not _HEAD.match(line):
            self._envelope(line, number)
            return None
        if self._batch is not None:
            self._batch += 1
        self._any = True
        piece = Piece(offset, number, is_message=True)
        piece.add(line, number)
        return piece

    def _envelope(self, line: bytes, number: int) -> None:
        """Counts messages between BHS and BTS, and batches before FTS, whose first field says how many there are."""
        match line[:3]:
            case b"FHS":
                if self._open_file:
                    self._warn("cut_short", "a file begins here, and the one before it has no end (FTS)", number)
                self._open_file, self._batches = True, 0
            case b"FTS":
                self._open_file = False
                if self._batches:
                    self._count(line, number, "file", "batch", self._batches)
                self._batches = 0
            case b"BHS":
                if self._batch is not None:
                    self._warn("cut_short", "a batch begins here, and the one before it has no end (BTS)", number)
                self._batch = 0
                self._batches += 1
            case _:
                if self._batch is not None:
                    self._count(line, number, "batch", "message", self._batch)
                self._batch = None

    def _count(self, line: bytes, number: int, whole: str, part: str, came: int) -> None:
        said = line[4:].split(line[3:4] or b"|")[0].strip()
        if said.isdigit() and int(said[:9]) != came:
            parts = f"{part}es" if part == "batch" else f"{part}s"
            counted = f"1 {part}" if int(said[:9]) == 1 else f"{int(said[:9]):,} {parts}"
            self._warn("batch_count", f"the {whole} says that it has {counted}, {came:,} came", number)

    def _warn(self, code: str, message: str, line: int) -> None:
        remedy = "ask the sender whether messages were lost"
        self.warnings.append(Finding(code, message, remedy, Where(self._file, line), Severity.WARNING))

    def _lines(self) -> Iterator[tuple[int, int, bytes, bool]]:
        """Offset, number, bytes and whether an MLLP frame ends there: for each line, without its end and its framing."""
        for offset, number, line in self._raw_lines():
            at = offset
            parts = _FRAME.split(line)
            for count, part in enumerate(parts):
                ends = count + 1 < len(parts)
                bare = part.removeprefix(codecs.BOM_UTF8)
                if bare or ends:
                    yield at + len(part) - len(bare), number, bare, ends
                at += len(part) + 1

    def _raw_lines(self) -> Iterator[tuple[int, int, bytes]]:
        """The lines as they stand; one that never ends comes in portions of some size."""
        offset, number, rest = 0, 1, b""
        for chunk in self._chunks():
            buffer = rest + chunk
            start = 0
            # A carriage return at the end may be half of a pair: it waits for the next chunk.
            end = len(buffer) - buffer.endswith(b"\r")
            for found in _LINE.finditer(buffer, 0, end):
                yield offset + start, number, buffer[start : found.start()]
                start = found.end()
                number += 1
            if len(buffer) - start > LARGEST_MESSAGE:
                yield offset + start, number, buffer[start:]
                start = len(buffer)
            offset += start
            rest = buffer[start:]
        yield offset, number, rest.rstrip(b"\r")

    def _chunks(self) -> Iterator[bytes]:
        """UTF-8 or a single-byte encoding, as the stream has it; UTF-16 becomes UTF-8."""
        head = self._stream.read(_CHUNK)
        encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace") if encoding else None
        while head:
            yield decoder.decode(head).encode("utf-8", errors="replace") if decoder else head
            head = self._stream.read(_CHUNK)
