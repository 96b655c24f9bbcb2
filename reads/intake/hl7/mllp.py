"""MLLP, the framing of HL7 on a connection: `<VT>message<FS><CR>`; and the answers ACK (HL7 2.7, appendix C; 2.9.2, 2.9.3).

Original mode has one answer, AA, AE or AR. In enhanced mode MSH-15 and MSH-16 of the message say which answers its sender
wants: that the message is safe (CA, CE, CR), and what became of it (AA, AE, AR); each always, never, or only on an error or on
success.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

START = b"\x0b"
END = b"\x1c"
_BETWEEN = b"\r\n\t \x00"
"""What senders put between frames, to keep a connection alive or by habit: nobody expects an answer to it."""


class AckCode(StrEnum):
    """MSA-1 in original mode."""

    ACCEPTED = "AA"
    ERROR = "AE"
    REJECTED = "AR"


_COMMITTED = {AckCode.ACCEPTED: "CA", AckCode.ERROR: "CA", AckCode.REJECTED: "CR"}
"""MSA-1 of an accept acknowledgement: what waits in quarantine is safe, and needn't be sent again."""

_UNKEPT = "CE"


@dataclass(frozen=True, slots=True)
class MllpFrame:
    """What came between two frame marks; `too_long` has lost its bytes, `framed` is false for what came outside."""

    data: bytes
    too_long: bool = False
    framed: bool = True


@dataclass(frozen=True, slots=True)
class ToldSender:
    """What a sender is told of a message: the answer, its reason (which names no patient), and whether it was kept at all."""

    answer: AckCode
    reason: str = ""
    kept: bool = True


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

    def feed(self, data: bytes) -> list[MllpFrame]:
        """The frames that these bytes complete."""
        found: list[MllpFrame] = []
        for part in re.split(rb"(\x0b|\x1c)", data):
            if part == START:
                found += self._close(framed=False) if not self._open else []
                self._buffer.clear()
                self._open, self._lost = True, False
            elif part == END:
                found += self._close(framed=self._open)
            elif self._open or self._buffer or part.strip(_BETWEEN):
                self._take(part)
        return found

    def _take(self, part: bytes) -> None:
        if len(self._buffer) + len(part) > self._largest:
            self._buffer.clear()
            self._lost = True
        elif not self._lost:
            self._buffer += part

    def _close(self, *, framed: bool) -> list[MllpFrame]:
        data = bytes(self._buffer) if framed else bytes(self._buffer.strip(_BETWEEN))
        frame = MllpFrame(data, self._lost, framed)
        self._buffer.clear()
        self._open = self._lost = False
        return [frame] if framed or frame.data or frame.too_long else []


def acknowledgement(message: bytes, told: ToldSender, at: datetime, number: int, *, enhanced: bool = False) -> bytes:
    """The framed answers to a message that its sender asked for; in original mode one, in enhanced mode none to two.

    `number` makes the answers' own control ids. A message without MSH-15 and MSH-16 is answered in original mode.
    """
    return b"".join(_framed(message, code, told, at, number) for code in _codes(_header(message), told, enhanced))


def sender_of(message: bytes) -> str:
    """MSH-4, the facility that sent it; empty where there is none."""
    header = _header(message)
    encoding = (header[1] if len(header) > 1 else "") or "^"
    return header[3].split(encoding[0])[0].strip() if len(header) > 3 else ""


def _codes(header: list[str], told: ToldSender, enhanced: bool) -> Iterator[str]:
    accept, application = (*header[14:16], "", "")[:2] if enhanced else ("", "")
    if not accept.strip() and not application.strip():
        yield told.answer.value
        return
    committed = _COMMITTED[told.answer] if told.kept or told.answer is AckCode.REJECTED else _UNKEPT
    if _wanted(accept, good=committed == "CA"):
        yield committed
    if _wanted(application, good=told.answer is AckCode.ACCEPTED):
        yield told.answer.value


def _wanted(condition: str, *, good: bool) -> bool:
    """Whether an answer is asked for (HL7 table 0155); a word that isn't known asks for it."""
    word = condition.strip().upper()
    return {"": False, "NE": False, "ER": not good, "SU": good}.get(word, True)


def _framed(message: bytes, code: str, told: ToldSender, at: datetime, number: int) -> bytes:
    """One ACK: sender and receiver changed places, its control id in MSA-2, the reason in MSA-3 and ERR-8."""
    header = _header(message)
    sign = header[0][3:4] if header else "|"
    fields = [*header[1:], *[""] * 12]
    encoding = fields[0] or "^~\\&"
    _, event, *_ = (*fields[7].split(encoding[0]), "", "")
    kind = f"ACK{encoding[0]}{event}" if event.isalnum() and event.isascii() else "ACK"
    version = fields[10].split(encoding[0])[0] if re.match(r"2\.\d", fields[10]) else "2.5"
    text = re.sub(rf"[{re.escape(sign + encoding)}\x00-\x1f]", " ", told.reason).strip()
    stamp = f"{at:%Y%m%d%H%M%S}"
    own = f"WR{stamp}{number}" + ("C" if code.startswith("C") else "")
    ours = [*fields[3:5], *fields[1:3], f"{stamp}+0000", "", kind, own, fields[9] or "P", version]
    segments = [sign.join((f"MSH{sign}{encoding}", *ours)), sign.join(("MSA", code, fields[8][:199], text))]
    if code not in ("AA", "CA"):
        fault = encoding[0].join(("207", "Application error", "HL70357"))
        segments.append(sign.join(("ERR", "", "", fault, "E", "", "", "", text)))
    return START + "".join(f"{segment}\r" for segment in segments).encode() + END + b"\r"


def _header(message: bytes) -> list[str]:
    """The fields of MSH with `MSH` and its delimiter first; none where there is no such segment."""
    line = re.split(rb"[\r\n]", message.strip(), maxsplit=1)[0][:4_000].decode("utf-8", errors="replace")
    if not re.match(r"MSH[!-/:-@\[-`{-~]", line):
        return []
    return [line[:4], *line[4:].split(line[3])]
