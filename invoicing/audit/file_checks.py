"""The files of papers against what was recorded of them when they were written: missing, changed, or of nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from reads.store.audit import Damage
from reads.store.raw import stored_rows

PDF = "pdf"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileChecks:
    """How many files were read, and what is wrong with them."""

    checked: int
    damage: list[Damage]


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was recorded, and where it should be now."""

    shown: str
    place: Path
    sha256: str


def file_checks(session: Session, place: Callable[[str], Path]) -> FileChecks:
    """Reads every file that was recorded; `place` says where the file of a recorded path is.

    A copy that is gone is no damage while another of the same paper is whole.
    """
    numbers = {paper: number for paper, number in stored_rows(session, "papers", ("number",)) if number is not None}
    files: dict[tuple[int, str], dict[str, _File]] = defaultdict(dict)
    for _, kind, path, sha256, paper in stored_rows(session, "paper_files", ("kind", "path", "sha256"), ("paper_id",)):
        files[paper, kind][path] = _File(path, place(path), sha256)
    checked, damage = 0, []
    for (paper, kind), copies in files.items():
        digests = {copy.shown: _digest(copy.place) for copy in copies.values()}
        checked += sum(digest is not None for digest in digests.values())
        whole = any(digests[copy.shown] == copy.sha256 for copy in copies.values())
        number = numbers.get(paper, f"paper {paper}")
        damage += [
            Damage("file_changed", copy.shown, f"{number}: {copy.shown} is not the file that was written")
            for copy in copies.values()
            if digests[copy.shown] not in {None, copy.sha256}
        ]
        if not whole and None in digests.values():
            damage += [
                Damage("file_missing", copy.shown, f"{number}: {copy.shown} ({kind}) is not there")
                for copy in copies.values()
                if digests[copy.shown] is None
            ]
    damage += [
        Damage("file_unrecorded", number, f"no PDF of {number} is recorded: `wetread invoice pdf {number}` writes it")
        for paper, number in numbers.items()
        if (paper, PDF) not in files
    ]
    return FileChecks(checked, damage)


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none that can be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()
