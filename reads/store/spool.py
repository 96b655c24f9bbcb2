"""What is written before anyone knows where it goes: a file without a name, so that nothing of it stays behind.

Its bytes are read in pieces, as often as they are wanted: an export of a month is larger than the memory it should take.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Spool:
    """Bytes on the disk, equal to others of the same hash."""

    sha256: str
    _handle: int = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        weakref.finalize(self, os.close, self._handle)

    @classmethod
    def written(cls, write: Callable[[IO[bytes]], object]) -> Spool:
        """What the function writes; the file goes with the last who holds it."""
        with tempfile.TemporaryFile() as file:
            write(file)
            file.seek(0)
            return cls(hashlib.file_digest(file, "sha256").hexdigest(), os.dup(file.fileno()))

    def __iter__(self) -> Iterator[bytes]:
        os.lseek(self._handle, 0, os.SEEK_SET)
        while piece := os.read(self._handle, _PIECE):
            yield piece
