"""What names patients and is more than memory should hold, until it is kept or written: texts on the disk, each of them encrypted.

The file has no name, and its key is in the memory of this process alone: with the process both are gone.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator

_BUFFERED = 1 << 18


class SealedSpool:
    """Texts by number, from 0, in the order in which they were put in."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(AESGCM.generate_key(256))
        with tempfile.TemporaryFile() as file:
            self._handle = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._handle)
        self._ends = array("Q", [0])
        self._pending: list[bytes] = []
        self._written = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def put(self, text: str) -> int:
        """Adds a text; its number."""
        number = len(self)
        sealed = self._cipher.encrypt(_nonce(number), text.encode(), None)
        self._pending.append(sealed)
        self._ends.append(self._ends[-1] + len(sealed))
        if self._ends[-1] - self._written >= _BUFFERED:
            self._flush()
        return number

    def __getitem__(self, number: int) -> str:
        if self._pending:
            self._flush()
        start, end = self._ends[number], self._ends[number + 1]
        return self._cipher.decrypt(_nonce(number), os.pread(self._handle, end - start, start), None).decode()

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def _flush(self) -> None:
        rest = memoryview(b"".join(self._pending))
        self._pending.clear()
        while rest:
            done = os.pwrite(self._handle, rest, self._written)
            self._written, rest = self._written + done, rest[done:]


def _nonce(number: int) -> bytes:
    """Never twice under one key: each number is given once."""
    return number.to_bytes(12)
