"""What one file of the directory says of another: every id that is named must be there (spec 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reads.core.findings import Finding
from reads.directory.schema import SORTS

if TYPE_CHECKING:
    from reads.directory.files import FileRead

REFERENCES = (
    ("facilities", "client", "clients"),
    ("locations", "radiologist", "radiologists"),
    ("licenses", "radiologist", "radiologists"),
    ("enrollments", "radiologist", "radiologists"),
    ("enrollments", "payer", "payers"),
    ("exams", "facility", "facilities"),
    ("names", "facility", "facilities"),
)
"""The file, its column, and the file whose `id` it names."""


def reference_faults(files: Mapping[str, FileRead]) -> Iterator[Finding]:
    """Every cell that names an id which its file doesn't have.

    A row that is faulty for another reason still counts as there, and nothing is said of a file that can't be read at
    all: one mistake gives one message.
    """
    for kind, column, target in REFERENCES:
        if kind not in files or (target in files and not files[target].usable):
            continue
        ids = {line.cells.get("id", "") for line in files[target].sheet.lines} if target in files else set()
        spoiled = "\n".join(files[target].sheet.spoiled) if target in files else ""
        sheet = files[kind].sheet
        for line in sheet.lines:
            name = line.cells.get(column, "")
            if name and name != "*" and name not in ids and name not in spoiled:
                near = get_close_matches(name, ids, 1)
                remedy = f"did you mean {near[0]}?" if near else f"add it to {SORTS[target].file}, or correct it here"
                message = f"{column} {name!r} is not in {SORTS[target].file}"
                yield Finding("unknown_reference", message, remedy, sheet.where(line, column))
