"""Books and database as they stood at a point that many tests begin from: brought there once a run, then put in place as copies.

So is what commands noted of the audit log outside the books.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from reads.store.anchors import anchor_file
from tests.databases import Postgres, sqlite_url


@dataclass
class Stages:
    """The points that were reached so far, by name and kind of database, as folders (and for PostgreSQL as databases)."""

    folder: Path
    _kept: set[tuple[str, bool]] = field(default_factory=set)

    def reach(
        self,
        name: str,
        books: Path,
        bring: Callable[[], object],
        database: str | None = None,
        server: Postgres | None = None,
    ) -> None:
        """Books and database are at that point afterwards: `bring` takes the empty ones there the first time.

        Without a `database` it is the SQLite file among the books. `server` is the one of a PostgreSQL database. Nobody is
        connected with it now.
        """
        kept, key = self.folder / f"{name}-{'postgres' if server else 'sqlite'}", (name, server is not None)
        noted = anchor_file(database or sqlite_url(books / "wetread.db"))
        if key in self._kept:
            shutil.copytree(kept / "books", books, dirs_exist_ok=True)
            _copy_database(kept / "database", f"stage_{name}", database, server, keep=False)
            _copy_if_there(kept / "noted", noted)
            return
        bring()
        shutil.copytree(books, kept / "books")
        _copy_database(kept / "database", f"stage_{name}", database, server, keep=True)
        _copy_if_there(noted, kept / "noted")
        self._kept.add(key)


def _copy_if_there(source: Path, target: Path) -> None:
    """What was noted of the audit log outside the books, in a file that is named for where the database is."""
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _copy_database(file: Path, stage: str, database: str | None, server: Postgres | None, *, keep: bool) -> None:
    if database is None:
        return
    own = make_url(database).database or ""
    if server:
        server.copy(*((own, stage) if keep else (stage, own)))
    else:
        shutil.copyfile(*((own, file) if keep else (file, own)))
