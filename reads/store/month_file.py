"""The rows of a month as the log gave them, in a file beside a SQLite database: half a million reads are gathered once, not for each look.

    wetread.db
    wetread.db-months/
    └── <about>-<seal>-<last>-<fits>-<content>.db

A file's name says all that its rows hang on: of which month they are, up to which seal of the hash tree and which row the log had come,
a hash over that and over whatever else decides the answer, and a hash of the file itself. Where one of these differs the file isn't
taken, and is made anew. What came in since the seal is asked of the log. Any of the files may be deleted at any time; `audit verify`
compares them with the log.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reads.store.look_without_orm import is_read_only, rows, sqlite_file, stream, url_of
from reads.store.private_files import make_folder, scratch

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

FEW = 50_000
"""Up to so many reads are gathered as fast without a file; a file is made anew where more have come since."""

_NAME = re.compile(r"([0-9a-f]{16})-([0-9]+)-([0-9]+)-([0-9a-f]{32})-([0-9a-f]{32})\.db")
_NEWEST = "id = (SELECT max(id) FROM tree_seals)"

Answer = Sequence[Any]
"""A row that the log answers with: texts and whole numbers."""


@dataclass(frozen=True, slots=True)
class MonthFile:
    """A file with the rows of a month, of a log whose last row was `last`."""

    path: Path
    last: int

    def rows(self) -> Iterator[Answer]:
        """The rows, in the order in which the log gave them; from here on the file may be deleted."""
        return _rows(_opened(self.path))

    @property
    def about(self) -> list[str]:
        """What the file says that it is about."""
        with closing(_opened(self.path)) as connection:
            return [row[0] for row in connection.execute("SELECT told FROM about ORDER BY rowid")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement up to its last condition, what follows that, and its values."""

    select: str
    in_groups: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the log; `about` says so in words of the asker's, `hangs_on` is what decides the answer beside the log's rows.

    The log's rows are numbered by `number`; all that can be an answer lie in `stretch`, a condition. `together` makes the
    answers of what is found.
    """

    reading: Reading
    asked: Asked
    together: Callable[[Iterator[Answer]], Iterator[Answer]]
    number: str
    stretch: str
    about: Sequence[str]
    hangs_on: Sequence[Sequence[Any]]

    def answers(self) -> Iterator[Answer]:
        """The rows: from a file up to where it goes, which is made where there is none, or much came since; else from the log."""
        folder = folder_of(self.reading)
        file = None if folder is None else self._newest(folder)
        if folder is not None and (file is None or self._came_since(file) > FEW):
            file = self._kept(folder) or file
        if file is not None:
            with suppress(sqlite3.Error):  # another process has deleted it
                return chain(file.rows(), self._found(f"{self.number} > {file.last}"))
        return self.of_log()

    def of_log(self, last: int | None = None) -> Iterator[Answer]:
        """The rows as the log gives them, up to its row `last`."""
        return self._found(self.stretch if last is None else f"{self.stretch} AND {self.number} <= {last}")

    def fits(self, path: Path) -> bool:
        """Whether a file is the answer, as far as its name says."""
        said = _NAME.fullmatch(path.name)
        if said is None or said[1] != self._hash:
            return False
        seal = self._seals("id = :seal", seal=int(said[2]))
        return bool(seal) and said[4] == self._fit(seal[0][1], int(said[3]))

    def _found(self, where: str) -> Iterator[Answer]:
        query = f"{self.asked.select} AND {where} {self.asked.in_groups}"
        return self.together(stream(self.reading, query, **self.asked.values))

    def _newest(self, folder: Path) -> MonthFile | None:
        """The file that fits and has most; one that is not what was written is deleted."""
        fit = [path for path in folder.glob(f"{self._hash}-*.db") if self.fits(path)]
        for path in sorted(fit, key=last_of, reverse=True):
            if is_whole(path):
                return MonthFile(path, last_of(path))
            with suppress(OSError):
                path.unlink()
        return None

    def _came_since(self, file: MonthFile) -> int:
        return sum(last - file.last for _, _, last in self._seals(_NEWEST))

    def _kept(self, folder: Path) -> MonthFile | None:
        """The answer of the log up to its newest seal, written down; None where nothing may be or can be written: the log answers."""
        seals = self._seals(_NEWEST)
        if not seals or is_read_only(self.reading):
            return None
        (number, sha, last) = seals[0]
        try:
            with scratch(folder.parent) as place:
                made = place / "month.db"
                _write(made, self.about, self.of_log(last))
                name = f"{self._hash}-{number}-{last}-{self._fit(sha, last)}-{hash_of(made)}.db"
                make_folder(folder)
                path = made.replace(folder / name)
        except (OSError, sqlite3.Error):
            return None
        self._make_room(path)
        return MonthFile(path, last)

    def _make_room(self, newest: Path) -> None:
        """Deletes what the newest replaces, and the oldest, so that all files together are no larger than the database."""
        room = newest.parent.with_name(newest.parent.name.removesuffix(_ENDING)).stat().st_size
        with suppress(OSError):
            for path in sorted(newest.parent.glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True):
                room -= path.stat().st_size
                if path != newest and (room < 0 or path.name.startswith(self._hash)):
                    path.unlink()

    def _seals(self, which: str, **values: int) -> list[tuple[int, str, int]]:
        """Seals of the tree's present epoch: number and hash, and the last row of the log that is sealed by now."""
        query = (
            f"SELECT id, sha256, (SELECT last FROM tree_tables WHERE name = 'read_versions') FROM tree_seals WHERE {which} "
            "AND epoch = (SELECT epoch FROM tree_heads)"
        )
        return [(number, sha, last) for number, sha, last in rows(self.reading, query, **values) if last]

    @property
    def _said(self) -> str:
        return json.dumps([self.asked.select, self.asked.in_groups, sorted(self.asked.values.items())])

    @property
    def _hash(self) -> str:
        return hashlib.sha256(json.dumps(self.about).encode()).hexdigest()[:16]

    def _fit(self, seal: str, last: int) -> str:
        """A hash over all that decides the answer."""
        return hashlib.sha256(json.dumps([self._said, seal, last, self.hangs_on]).encode()).hexdigest()[:32]


_ENDING = "-months"


def folder_of(reading: Reading) -> Path | None:
    """Where the files of a database are; None for one that is no file."""
    database = sqlite_file(url_of(reading))
    return None if database is None else database.with_name(database.name + _ENDING)


def hash_of(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def is_whole(path: Path) -> bool:
    """Whether a file has the content that its name says; one that can't be read has not."""
    try:
        return hash_of(path) == path.stem.rpartition("-")[2]
    except OSError:
        return False


def last_of(path: Path) -> int:
    """The last row of the log that a file may have, as its name says."""
    return int(path.name.split("-")[2])


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)


def _rows(connection: sqlite3.Connection) -> Iterator[Answer]:
    with closing(connection):
        yield from connection.execute("SELECT * FROM answers ORDER BY rowid")


def _write(path: Path, about: Iterable[str], rows: Iterator[Answer]) -> None:
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; CREATE TABLE about (told)"
        )
        connection.executemany("INSERT INTO about VALUES (?)", [(told,) for told in about])
        first = next(rows, None)
        if first is None:
            connection.execute("CREATE TABLE answers (nothing)")
        else:
            connection.execute(f"CREATE TABLE answers ({', '.join(f'place_{at}' for at in range(len(first)))})")
            holders = ", ".join("?" * len(first))
            connection.executemany(f"INSERT INTO answers VALUES ({holders})", map(tuple, chain([first], rows)))
        connection.execute("COMMIT")
