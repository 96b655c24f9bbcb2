"""MLLP, the framing of HL7 on a connection: `<VT>message<FS><CR>`; and the answers ACK (HL7 2.7, appendix C; 2.9.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

START = b"\x0b"
END = b"\x1c"


class Answer(StrEnum):
    """MSA-1 in original mode."""

    ACCEPTED = "AA"
    ERROR = "AE"
    REJECTED = "AR"


@dataclass(frozen=True, slots=True)
class Frame:
    """What came between two frame marks; `too_long` has lost its bytes, `framed` is false for what came outside."""

    data: bytes
    too_long: bool = False
    framed: bool = True


class Frames:
    """Takes bytes as they arrive and gives whole frames; holds no more than one frame of the largest size."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._buffer = bytearray()
        self._open = False
        self._lost = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is half received."""
        return not self._open and not self._buffer

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that these bytes complete."""
        found: list[Frame] = []
        for part in re.split(rb"(\x0b|\x1c)", data):
            if part == START:
                found += self._close(framed=False) if not self._open else []
                self._buffer.clear()
                self._open, self._lost = True, False
            elif part == END:
                found += self._close(framed=self._open)
            else:
                self._take(part if self._open else part.strip(b"\r\n"))
        return found

    def _take(self, part: bytes) -> None:
        if len(self._buffer) + len(part) > self._largest:
            self._buffer.clear()
            self._lost = True
        elif not self._lost:
            self._buffer += part

    def _close(self, *, framed: bool) -> list[Frame]:
        frame = Frame(bytes(self._buffer), self._lost, framed)
        self._buffer.clear()
        self._open = self._lost = False
        return [frame] if framed or frame.data or frame.too_long else []


def acknowledgement(message: bytes, answer: Answer, reason: str, at: datetime, number: int) -> bytes:
    """The framed ACK of a message: sender and receiver changed places, its control id in MSA-2, the reason in MSA-3 and ERR-8.

    `reason` names no patient; `number` makes this answer's own control id.
    """
    header = _header(message)
    sign = header[0][3:4] if header else "|"
    fields = [*header[1:], *[""] * 12]
    encoding = fields[0] or "^~\\&"
    _, event, *_ = (*fields[7].split(encoding[0]), "", "")
    kind = f"ACK{encoding[0]}{event}" if event.isalnum() and event.isascii() else "ACK"
    version = fields[10].split(encoding[0])[0] if re.match(r"2\.\d", fields[10]) else "2.5"
    text = re.sub(rf"[{re.escape(sign + encoding)}\x00-\x1f]", " ", reason).strip()
    stamp = f"{at:%Y%m%d%H%M%S}"
    ours = [*fields[3:5], *fields[1:3], f"{stamp}+0000", "", kind, f"WR{stamp}{number}", fields[9] or "P", version]
    segments = [sign.join((f"MSH{sign}{encoding}", *ours)), sign.join(("MSA", answer.value, fields[8][:199], text))]
    if answer is not Answer.ACCEPTED:
        code = encoding[0].join(("207", "Application error", "HL70357"))
        segments.append(sign.join(("ERR", "", "", code, "E", "", "", "", text)))
    return START + "".join(f"{segment}\r" for segment in segments).encode() + END + b"\r"


def _header(message: bytes) -> list[str]:
    """The fields of MSH with `MSH` and its delimiter first; none where there is no such segment."""
    line = re.split(rb"[\r\n]", message.strip(), maxsplit=1)[0][:4_000].decode("utf-8", errors="replace")
    if not re.match(r"MSH[!-/:-@\[-`{-~]", line):
        return []
    return [line[:4], *line[4:].split(line[3])]
