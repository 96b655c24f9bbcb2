"""The JSON documents of a FHIR file: one for all of it, or one a line (NDJSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from reads.intake.errors import UnreadableFile
from reads.intake.size_limits import LARGEST_DOCUMENT, LARGEST_FILE


class Documents:
    """They can be gone through several times; UnreadableFile where it is not JSON, or too large to be looked at."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._document: object = None

    def __iter__(self) -> Iterator[tuple[int, object]]:
        """The JSON documents, with their line where each has one of its own (else 0); None for what is not JSON."""
        self._stream.seek(0)
        first, second = (self._stream.readline(LARGEST_DOCUMENT + 1) for _ in range(2))
        if not second.strip() or not isinstance(_json(first), dict):
            if self._document is None:
                self._document = self._whole(first + second)
            yield 0, self._document
            return
        self._stream.seek(0)
        read = line = 0
        while some := self._stream.readline(LARGEST_DOCUMENT + 1):
            line, read = line + 1, read + len(some)
            if len(some) > LARGEST_DOCUMENT or read > LARGEST_FILE:
                self._too_large()
            if some.strip():
                document = _json(some)
                yield (line, document) if isinstance(document, dict) else (line, None)

    def _whole(self, first: bytes) -> object:
        content = first + self._stream.read(LARGEST_DOCUMENT + 1)
        if len(content) > LARGEST_DOCUMENT:
            self._too_large()
        document = _json(content)
        if isinstance(document, list) and document and all(isinstance(one, dict) for one in document):
            document = {"resourceType": "Bundle", "entry": [{"resource": one} for one in document]}
        if not isinstance(document, dict):
            raise UnreadableFile(self._file, "it begins like JSON and isn't", "export it again; it may be cut short")
        return document

    def _too_large(self) -> NoReturn:
        raise UnreadableFile(
            self._file, "a document of more than 40 MB, or a file of more than 500 MB", "export it as NDJSON, or by day"
        )


def _json(content: bytes) -> object:
    """The document; None for what is none."""
    try:
        return json.loads(content.removeprefix(b"\xef\xbb\xbf"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
