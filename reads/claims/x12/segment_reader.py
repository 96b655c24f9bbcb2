"""X12 text as segments: delimiters as each ISA declares them, line breaks and byte order marks overlooked.

Lenient in form: an ISA that isn't of fixed width, folded lines, spaces before a segment, a file cut short. What is wrong
becomes a finding with its place in characters from the start; everything before it is still read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reads.core.findings import Finding, Severity, Where

_NOISE = "\r\n\t \ufeff\x00\x1a"
_ISA_ELEMENTS = 16
_ASK_AGAIN = "ask the sender for the whole file again"


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What parts segments, their elements and the components of an element."""

    element: str
    component: str
    segment: str


@dataclass(frozen=True, slots=True, repr=False)
class Segment:
    """One segment: its id and elements, where it begins (characters from the start of the file), and the delimiters in force."""

    parts: tuple[str, ...]
    offset: int
    delimiters: Delimiters

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


@dataclass(slots=True)
class Document:
    """A whole file: its segments, and what is wrong with its form."""

    file: str
    segments: list[Segment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_document(data: bytes, file: str = "") -> Document:
    """All segments of a file and its findings; never raises, whatever the bytes are."""
    document = Document(file)
    document.segments.extend(segments([decoded(data)], document.findings, file))
    document.findings.extend(_unclosed(document))
    return document


def decoded(data: bytes) -> str:
    """The text of a file: UTF-16 where a byte order mark says so, else UTF-8, else Latin-1, which takes any byte."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def segments(chunks: Iterable[str], findings: list[Finding], file: str = "") -> Iterator[Segment]:
    """The segments of a text that comes in pieces of any size; holds no more than a piece and a segment at a time.

    Appends to `findings` what stops it: `x12_unknown` where an ISA segment must begin and doesn't, `x12_truncated` where the
    text ends inside a segment.
    """
    rest, offset = "", 0
    delimiters: Delimiters | None = None
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


def pieces(segments: Sequence[Segment], *begins: str) -> tuple[list[Segment], list[list[Segment]]]:
    """What stands before the first segment with one of these ids, and the pieces that begin with each of them."""
    head: list[Segment] = []
    parts: list[list[Segment]] = []
    for segment in segments:
        if segment.id in begins:
            parts.append([segment])
        else:
            (parts[-1] if parts else head).append(segment)
    return head, parts


def _past_noise(text: str, start: int) -> int:
    while start < len(text) and text[start] in _NOISE:
        start += 1
    return start


def _declared(text: str, start: int) -> Delimiters | None:
    """The delimiters after the sixteenth element separator of an ISA segment; None while it isn't whole."""
    separator = text[start + 3 : start + 4]
    at = start
    for _ in range(_ISA_ELEMENTS):
        at = text.find(separator, at + 1) if separator else -1
        if at < 0:
            return None
    return Delimiters(separator, text[at + 1], text[at + 2]) if at + 2 < len(text) else None


def _segment(text: str, offset: int, delimiters: Delimiters) -> Segment:
    """Folded lines are joined; any other control character becomes a space, so that no amount closes up over one."""
    if not text.isprintable():
        kept = {delimiters.element, delimiters.component}
        unfolded = text.replace("\r", "").replace("\n", "")
        text = "".join([sign if sign.isprintable() or sign in kept else " " for sign in unfolded])
    return Segment(tuple(text.split(delimiters.element)), offset, delimiters)


def _unclosed(document: Document) -> Iterator[Finding]:
    """Envelopes that don't close, and transaction sets whose trailer counts other segments than there are."""
    open_at: int | None = None
    begun: tuple[int, Segment] | None = None
    for number, segment in enumerate(document.segments):
        if segment.id == "ISA":
            open_at = segment.offset
        elif segment.id == "IEA":
            open_at = None
        elif segment.id == "ST":
            begun = (number, segment)
        elif segment.id == "SE" and begun:
            counted = number - begun[0] + 1
            if segment[1].strip() != str(counted):
                yield _miscounted(document.file, segment, counted, money=begun[1][1] == "835")
            begun = None
    if (open_at is not None or begun) and not document.findings:
        yield _truncated(document.file, "before its IEA segment", document.segments[-1].offset)


def _where(file: str, offset: int) -> Where:
    return Where(file, field=f"character {offset}")


def _unknown(file: str, offset: int) -> Finding:
    message = f"this is no X12 file: no ISA segment at character {offset}"
    return Finding("x12_unknown", message, "give the file as the payer or clearinghouse sent it", _where(file, offset))


def _truncated(file: str, place: str, offset: int) -> Finding:
    message = f"the file ends {place}, after character {offset}"
    return Finding("x12_truncated", message, _ASK_AGAIN, _where(file, offset))


def _miscounted(file: str, segment: Segment, counted: int, *, money: bool) -> Finding:
    """A warning, but an error where a lost segment is lost money."""
    message = f"transaction set {segment[2][:9]} counts {segment[1][:10]} segments in SE01 and has {counted}"
    severity = Severity.ERROR if money else Severity.WARNING
    return Finding("x12_count", message, _ASK_AGAIN, _where(file, segment.offset), severity)
