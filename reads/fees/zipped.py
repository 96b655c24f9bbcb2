"""The zips that CMS ships its quarters in: of the many files within, those that wetread reads."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from reads.core.spreadsheet import is_zip
from reads.fees.errors import NotAFeeFile
from reads.fees.file_rows import MOST_BYTES

_FORMS = (".csv", ".txt", ".xlsx")
_WORKBOOK = "[Content_Types].xml"


def unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The file itself, or the files within a zip: each relative value file and the indices, in one of their forms (CSV first).

    NotAFeeFile for a zip that has none, or is damaged.
    """
    if not is_zip(content):
        return [(name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.namelist()
            if _WORKBOOK in inside:
                return [(name, content)]
            chosen = _chosen(inside)
            found = [(PurePosixPath(each).name, _member(archive, each)) for each in chosen]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotAFeeFile(name, f"it is no zip that can be read ({error})") from error
    if not found:
        raise NotAFeeFile(name, "the zip has no PPRRVU file and no GPCI file")
    return found


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(MOST_BYTES + 1)


def _chosen(names: list[str]) -> list[str]:
    """One form of each file: its name without the ending, the CSV before the text before the workbook."""
    best: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        wanted = path.name.upper().startswith(("PPRRVU", "GPCI")) and path.suffix.lower() in _FORMS
        key = path.stem.upper()
        if wanted and (key not in best or _form(name) < _form(best[key])):
            best[key] = name
    return sorted(best.values())


def _form(name: str) -> int:
    return _FORMS.index(PurePosixPath(name).suffix.lower())
