"""New books: a folder of commented files to fill in."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from reads.core.errors import WetreadError


class FolderNotEmpty(WetreadError):
    """New books would be written over something."""

    code = "folder_in_use"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not an empty folder", "name a new one: `wetread init books`")


def write_new_books(folder: Path) -> list[str]:
    """Writes the skeleton into a new or empty folder that its owner alone can read; the names of the files written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with resources.as_file(resources.files("reads.directory") / "skeleton") as skeleton:
        names = sorted(str(path.relative_to(skeleton)) for path in skeleton.rglob("*") if path.is_file())
        for name in names:
            path = folder / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write((skeleton / name).read_bytes())
    return names
