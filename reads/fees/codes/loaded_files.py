"""The files of code sets that were imported, each edition's newest revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


@dataclass(frozen=True, slots=True)
class StoredCodeFile:
    """One imported revision of an edition, with the days that it is for."""

    id: int
    kind: str
    edition: str
    revision: int
    path: str
    sha256: str
    starts: date | None
    ends: date | None


def newest_files(reading: Reading) -> list[StoredCodeFile]:
    """Each edition's newest revision, by set and day."""
    query = "SELECT id, kind, edition, revision, path, sha256, starts, ends FROM code_files ORDER BY kind, edition, revision"
    found = (StoredCodeFile(*row[:6], *map(_day, row[6:])) for row in rows(reading, query))
    return list({(each.kind, each.edition): each for each in found}.values())


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
