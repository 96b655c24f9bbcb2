"""X12 text as segments: delimiters as each ISA declares them, line breaks and byte order marks overlooked.

Lenient in form: an ISA that isn't of fixed width, folded lines, spaces before a segment, a file cut short. What is wrong
becomes a finding with its place in characters from the start; everything before it is still read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import BinaryIO

from reads.core.findings import Finding, Where
from reads.core.money import Money

_NOISE = "\r\n\t \ufeff\x00\x1a"
_ISA_ELEMENTS = 16
_AMOUNT = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)")
_PIECE = 1 << 20
_ASK_AGAIN = "ask the sender for the whole file again"


@dataclass(frozen=True, slots=True)
class X12Delimiters:
    """What parts segments, their elements and the components of an element."""

    element: str
    component: str
    segment: str


@dataclass(frozen=True, slots=True, repr=False)
class Segment:
    """One segment: its id and elements, where it begins (characters from the start of the file), and the delimiters in force."""

    parts: tuple[str, ...]
    offset: int
    delimiters: X12Delimiters

    @property
    def id(self) -> str:
        """`CLM` of a CLM segment."""
        return self.parts[0]

    def __getitem__(self, element: int) -> str:
        """Element 1, 2 ... as the standard numbers them, empty where the segment ends before it."""
        return self.parts[element] if element < len(self.parts) else ""

    def components(self, element: int) -> tuple[str, ...]:
        """The components of a composite element; `>` is taken too where the declared separator isn't used."""
        text = self[element]
        declared = self.delimiters.component
        return tuple(text.split(declared if declared in text or ">" not in text else ">"))

    def __repr__(self) -> str:
        return f"<{self.id} at {self.offset}>"


def text_of(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The text of a file in pieces of a megabyte; bytes that aren't of the encoding show as such."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while data := stream.read(_PIECE):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def encoding_of(stream: BinaryIO) -> str:
    """How a whole file is encoded: UTF-16 where a byte order mark says so, else UTF-8, else Latin-1, which takes any byte."""
    first = stream.read(_PIECE)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while first:
            decoder.decode(first)
            first = stream.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig"


def segments(chunks: Iterable[str], findings: list[Finding], file: str = "") -> Iterator[Segment]:
    """The segments of a text that comes in pieces of any size; holds no more than a piece and a segment at a time.

    Appends to `findings` what stops it: `x12_unknown` where an ISA segment must begin and doesn't, `x12_truncated` where the
    text ends inside a segment.
    """
    rest, offset = "", 0
    delimiters: X12Delimiters | None = None
    for chunk in chunks:
        text, start = rest + chunk, 0
        while True:
            start = _past_noise(text, start)
            if text.startswith("ISA", start):
                if (declared := _declared(text, start)) is None:
                    break
                delimiters = declared
            elif delimiters is None:
                if len(text) - start < 3:
                    break
                findings.append(_unknown(file, offset + start))
                return
            end = text.find(delimiters.segment, start)
            if end < 0:
                break
            yield _segment(text[start:end], offset + start, delimiters)
            start = end + 1
        rest, offset = text[start:], offset + start
    if delimiters is None:
        findings.append(_unknown(file, offset))
    elif rest:
        findings.append(_truncated(file, "inside a segment", offset))


def blocks(segments: Iterable[Segment], *begins: str) -> Iterator[list[Segment]]:
    """The pieces that begin with one of these ids, one at a time; what stands before the first is a piece of its own."""
    block: list[Segment] = []
    for segment in segments:
        if segment.parts[0] in begins and block:
            yield block
            block = []
        block.append(segment)
    if block:
        yield block


def pieces(segments: Sequence[Segment], *begins: str) -> tuple[list[Segment], list[list[Segment]]]:
    """What stands before the first segment with one of these ids, and the pieces that begin with each of them."""
    head: list[Segment] = []
    parts: list[list[Segment]] = []
    for segment in segments:
        if segment.parts[0] in begins:
            parts.append([segment])
        else:
            (parts[-1] if parts else head).append(segment)
    return head, parts


@lru_cache(5_000)
def day(text: str) -> date | None:
    """A date written CCYYMMDD; None for anything else, which payers do send."""
    try:
        return date.fromisoformat(text) if len(text) == 8 and text.isascii() and text.isdigit() else None
    except ValueError:
        return None


@lru_cache(10_000)
def dollars(text: str) -> Money | None:
    """An exact amount: two decimals at most that aren't zero, no exponent; None for anything else."""
    text = text.strip()
    if not _AMOUNT.fullmatch(text):
        return None
    whole, _, cents = text.removeprefix("-").partition(".")
    minor = int(whole or "0") * 100 + int(cents[:2].ljust(2, "0"))
    return Money(-minor if text.startswith("-") else minor)


def _past_noise(text: str, start: int) -> int:
    while start < len(text) and text[start] in _NOISE:
        start += 1
    return start


def _declared(text: str, start: int) -> X12Delimiters | None:
    """The delimiters after the sixteenth element separator of an ISA segment; None while it isn't whole."""
    separator = text[start + 3 : start + 4]
    at = start
    for _ in range(_ISA_ELEMENTS):
        at = text.find(separator, at + 1) if separator else -1
        if at < 0:
            return None
    return X12Delimiters(separator, text[at + 1], text[at + 2]) if at + 2 < len(text) else None


def _segment(text: str, offset: int, delimiters: X12Delimiters) -> Segment:
    """Folded lines are joined; any other control character becomes a space, so that no amount closes up over one."""
    if not text.isprintable():
        kept = {delimiters.element, delimiters.component}
        unfolded = text.replace("\r", "").replace("\n", "")
        text = "".join([sign if sign.isprintable() or sign in kept else " " for sign in unfolded])
    return Segment(tuple(text.split(delimiters.element)), offset, delimiters)


def _where(file: str, offset: int) -> Where:
    return Where(file, field=f"character {offset}")


def _unknown(file: str, offset: int) -> Finding:
    message = f"this is no X12 file: no ISA segment at character {offset}"
    return Finding("x12_unknown", message, "give the file as the payer or clearinghouse sent it", _where(file, offset))


def _truncated(file: str, place: str, offset: int) -> Finding:
    message = f"the file ends {place}, after character {offset}"
    return Finding("x12_truncated", message, _ASK_AGAIN, _where(file, offset))
