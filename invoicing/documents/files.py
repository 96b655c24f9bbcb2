"""Files that are there whole or not at all, also after a power cut, and readable by their owner only."""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MACHINE = "".join(each for each in platform.node() if each.isascii() and each.isalnum()) or "here"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file as it was written, and its SHA-256."""

    path: Path
    sha256: str


def write_whole(path: Path, content: bytes) -> Rendered:
    """Writes under a temporary name, to the disk, then renames: mode 0600, new folders 0700."""
    make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=f".{_MACHINE}-{os.getpid()}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return Rendered(path, hashlib.sha256(content).hexdigest())


def remove_leftovers(folder: Path) -> None:
    """Removes what killed processes of this machine left half-written in the folder; what is being written stays."""
    for path in folder.glob(f".{_MACHINE}-*.part"):
        process = path.name.split("-")[1]
        if not (process.isdecimal() and _is_running(int(process))):
            with suppress(OSError):
                path.unlink()


def _is_running(process: int) -> bool:
    """Whether there is such a process; on Windows a file that is being written can't be removed anyway."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def make_folder(folder: Path) -> None:
    """Makes the folder and those above it that are missing, for the owner only."""
    absent = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(absent):
        parent.mkdir(mode=0o700, exist_ok=True)
        sync_folder(parent.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last; systems that can't open a folder (Windows) do so by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
