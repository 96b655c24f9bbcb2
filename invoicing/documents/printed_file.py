"""What was printed, as files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reads.store.private_files import write_private


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file as it was written, and its SHA-256; of an encrypted one also that of its content before (`sealed_from`)."""

    path: Path
    sha256: str
    sealed_from: str = ""


def write_whole(path: Path, content: bytes) -> Rendered:
    """Writes the file whole or not at all, for its owner only, as all files are written."""
    write_private(path, content)
    return Rendered(path, hashlib.sha256(content).hexdigest())
