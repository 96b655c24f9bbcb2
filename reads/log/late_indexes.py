"""An import that brings more reads than the log had puts them in without the indexes by time, which are made again at its end.

A read's times lie anywhere in its month, so that SQLite looks up a page of each such index for each read; sorted once at the end
the same indexes take a fifth of that. Key and accession, by which a read that comes again is found, stay as they are. All is one
transaction: nobody else ever sees the log without them, and an import that fails leaves them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import text
from sqlmodel import Session

from reads.log.repository import newest_version

MANY = 50_000
"""Reads from which on it pays."""

_BY_TIME_OR_IMPORT = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'read_versions' "
    "AND (sql LIKE '%(%signed_at%)' OR sql LIKE '%(%import_id%)') ORDER BY name"
)


@dataclass(slots=True)
class LateIndexes:
    """What one import left out of the log's indexes so far; `before` is how many reads the log had."""

    session: Session
    before: int
    _left_out: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session) -> LateIndexes:
        """Those of an import that begins."""
        return cls(session, newest_version(session))

    @property
    def are_left_out(self) -> bool:
        """Whether the log goes without them now."""
        return bool(self._left_out)

    def brought(self, recorded: int) -> None:
        """So many reads are in by now: leaves the indexes out from here on where that is more than there were."""
        if self._left_out or recorded < max(MANY, self.before) or self.session.get_bind().dialect.name != "sqlite":
            return
        for name, made_by in self.session.execute(_BY_TIME_OR_IMPORT).all():
            self.session.connection().exec_driver_sql(f"DROP INDEX {name}")
            self._left_out.append(made_by)

    def make(self) -> None:
        """Makes what was left out, word for word as it was made."""
        while self._left_out:
            self.session.connection().exec_driver_sql(self._left_out.pop())
