"""Files that can't be read at all: nothing of them enters the log."""

from __future__ import annotations

from collections.abc import Sequence

from reads.core.errors import WetreadError
from reads.core.findings import Finding


class UnreadableFile(WetreadError):
    """A file whose rows can't be told apart or decoded: it is refused whole."""

    code = "unreadable_file"

    def __init__(self, file: str, message: str, remedy: str) -> None:
        super().__init__(f"{file}: {message}; nothing was imported", remedy)


class UnknownColumns(WetreadError):
    """A header that lacks what every read needs, or has names that nearly are names of fields."""

    code = "columns"

    def __init__(self, file: str, problems: Sequence[Finding], remedy: str = "") -> None:
        count = len(problems)
        super().__init__(
            f"{file}: {count} {'fault' if count == 1 else 'faults'} in the header; nothing was imported",
            remedy
            or "name the columns as the fields are named: facility, accession, exam_code or cpt, read_type, signed_at, …",
            problems,
        )
