"""A folder that an interface engine drops files into: each is taken once, when it is whole (spec 7.1).

Whole is a file whose size and time of writing stayed the same for a while. That it was taken is recorded in the transaction of
what it brought, so that one who is killed and begins anew takes none twice, whatever became of the import since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, col, select

from reads.core.actor_and_moment import By
from reads.log.tables import TakenFileRow

UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".lock")
"""How programs name what they still write."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as it was seen, and since when it is so."""

    size: int
    written: int
    since: float


@dataclass(slots=True)
class WatchedFolder:
    """Tells which files are whole; looked at again and again, by a clock that only rises, in seconds."""

    folder: Path
    settle: float
    _seen: dict[Path, _Look] = field(default_factory=dict)
    _done: set[tuple[Path, int, int]] = field(default_factory=set)

    def whole(self, now: float) -> list[Path]:
        """The files that are whole and weren't taken yet, the oldest first."""
        seen: dict[Path, _Look] = {}
        ready: list[tuple[int, Path]] = []
        for path, size, written in self._files():
            before = self._seen.get(path)
            same = before is not None and (before.size, before.written) == (size, written)
            seen[path] = look = before if before is not None and same else _Look(size, written, now)
            if (path, size, written) not in self._done and size and now - look.since >= self.settle:
                ready.append((written, path))
        self._seen = seen
        return [path for _, path in sorted(ready)]

    def waits(self) -> bool:
        """Whether there are files that may become whole."""
        return any((path, look.size, look.written) not in self._done for path, look in self._seen.items())

    def done(self, path: Path) -> None:
        """The file as it was seen last was dealt with, for as long as it stays so."""
        look = self._seen.get(path)
        if look is not None:
            self._done.add((path, look.size, look.written))

    def _files(self) -> Iterator[tuple[Path, int, int]]:
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith(".") or path.suffix.casefold() in UNFINISHED:
                continue
            try:
                if path.is_file():
                    stat = path.stat()
                    yield path, stat.st_size, stat.st_mtime_ns
            except OSError:
                continue


def digest_of_file(path: Path) -> str:
    """The SHA-256 of its content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def take_once(session: Session, path: Path, digest: str, bring: Callable[[], object], *, by: By) -> bool:
    """Brings a file in unless one of the same content was taken before; whether it did."""
    if session.exec(select(col(TakenFileRow.id)).where(col(TakenFileRow.sha256) == digest)).first() is not None:
        return False
    bring()
    session.add(TakenFileRow(sha256=digest, path=str(path), at=by.at, actor=by.actor))
    session.flush()
    return True


def put_away(path: Path, folder: Path, digest: str) -> Path:
    """Moves a file into a folder, over none that is there already; its new place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / path.name
    if place.exists():
        place = folder / f"{path.stem}-{digest[:12]}{path.suffix}"
    path.replace(place)
    return place
