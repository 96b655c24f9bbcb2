"""The certificates of a time stamp in the order that a strict reader asks for (RFC 5652, 5.1; X.690, 11.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE, _CONTEXT_0 = 0x30, 0xA0
_TO_THE_CERTIFICATES = (_SEQUENCE, _CONTEXT_0, _SEQUENCE, _CONTEXT_0)
"""From an answer: its token after the status, the token's content, the signed data, and the certificates in it."""


def with_certificates_in_order(answer: bytes) -> bytes:
    """The same answer of a time stamp authority (RFC 3161, 2.4.2), its certificates sorted by their bytes.

    Nothing signs their order, and OpenSSL writes the authority's own first; `rfc3161-client` reads only a sorted set. An
    answer without a token, or that can't be walked through, comes back as it is: its reader says what is wrong with it.
    """
    try:
        found = next(_elements(answer, 0, len(answer)))
        for depth, tag in enumerate(_TO_THE_CERTIFICATES):
            children = list(_elements(answer, found.content, found.stop))
            found = next(child for child in children[1 if depth == 0 else 0 :] if child.tag == tag)
        certificates = sorted(answer[each.start : each.stop] for each in _elements(answer, found.content, found.stop))
    except (IndexError, StopIteration):
        return answer
    return answer[: found.content] + b"".join(certificates) + answer[found.stop :]


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of DER: its tag, and where it starts, its content starts, and it stops."""

    tag: int
    start: int
    content: int
    stop: int


def _elements(data: bytes, begin: int, end: int) -> Iterator[_Element]:
    """The elements from `begin` to `end`, one after the other; IndexError where one would go beyond."""
    at = begin
    while at < end:
        length, content = data[at + 1], at + 2
        if length > 0x7F:
            content += length & 0x7F
            length = int.from_bytes(data[at + 2 : content], "big")
        if content + length > end:
            raise IndexError
        yield _Element(data[at], at, content, content + length)
        at = content + length
