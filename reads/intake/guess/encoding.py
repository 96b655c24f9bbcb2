"""How an unknown text file is encoded, by all of its bytes."""

from __future__ import annotations

import codecs
from typing import BinaryIO

_AT_ONCE = 1 << 20


def encoding_of(stream: BinaryIO) -> tuple[str | None, bool]:
    """UTF-8, or what a mark at its beginning says (None), where all of the file is that; else Windows' encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8, b"PK\x03\x04")):
        return None, False
    try:
        while part := stream.read(_AT_ONCE):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", True
    finally:
        stream.seek(0)
    return None, False
