"""Files that are there whole or not at all, also after a power cut, and readable by their owner alone (spec 7)."""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from reads.core.clock import SystemClock

_MACHINE = "".join(each for each in platform.node() if each.isascii() and each.isalnum()) or "here"
_DAY = 86_400
_OURS = re.compile(rf"\.{_MACHINE}-([0-9]+)-[a-z0-9_]{{8}}\.part")
_OF_0_1 = re.compile(r"\.wetread-[a-z0-9_]{8}")
_FILES_OF_0_1 = frozenset(
    [
        "ready",
        "ready.zip",
        "decrypted.zip",
        "wetread.dump",
        "wetread.db",
        "wetread.db-wal",
        "wetread.db-shm",
        "wetread.db-journal",
    ]
)


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

    The folders of wetread 0.1, which named no process, go after a day. What only looks like one of ours stays.
    """
    for path in folder.glob(".*"):
        ours = _OURS.fullmatch(path.name)
        if (ours and not _is_running(int(ours[1]))) or (_OF_0_1.fullmatch(path.name) and _is_left_by_0_1(path)):
            _remove(path)


def _is_left_by_0_1(path: Path) -> bool:
    """Whether it is what a backup or restore of wetread 0.1 worked in, a day ago or longer: its owner's, its files alone."""
    with suppress(OSError):
        told = path.lstat()
        held = {each.name for each in path.iterdir()}
        private = stat.S_ISDIR(told.st_mode) and not told.st_mode & 0o077
        old = SystemClock().now().timestamp() - told.st_mtime > _DAY
        return private and old and bool(held) and held <= _FILES_OF_0_1
    return False


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
