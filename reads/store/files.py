"""Files that are there whole or not at all, also after a power cut, and readable by their owner alone (spec 7)."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from reads.core.clock import SystemClock

_MACHINE = "".join(each for each in platform.node() if each.isascii() and each.isalnum()) or "here"
_DAY = 86_400


def write_private(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Writes under a temporary name, to the disk, then renames: mode 0600, new folders 0700."""
    with staged(path, content) as put:
        put()


@contextmanager
def staged(path: Path, content: bytes | Iterable[bytes]) -> Iterator[Callable[[], None]]:
    """Writes it under a temporary name, to the disk; the function it gives renames it. Gone after the block without that."""
    make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=f".{_MACHINE}-{os.getpid()}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        yield partial(_put, Path(temporary), path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _put(temporary: Path, path: Path) -> None:
    temporary.replace(path)
    sync(path.parent)


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """A folder for what must not stay, for its owner only; gone at the end, and after a kill at the next start."""
    folder = Path(tempfile.mkdtemp(prefix=f".{_MACHINE}-{os.getpid()}-", suffix=".part", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers(folder: Path) -> None:
    """Removes what killed processes of this machine left half-written in the folder; what is being written stays.

    The folders of wetread 0.1, which named no process, go after a day.
    """
    for path in folder.glob(f".{_MACHINE}-*.part"):
        process = path.name.split("-")[1]
        if not (process.isdecimal() and _is_running(int(process))):
            _remove(path)
    for path in folder.glob(".wetread-????????"):
        with suppress(OSError):
            if path.is_dir() and SystemClock().now().timestamp() - path.stat().st_mtime > _DAY:
                _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
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
        sync(parent.parent)


def sync(place: Path) -> None:
    """Makes a file, or the names in a folder, last; Windows, which can't open a folder, does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
