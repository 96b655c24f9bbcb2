"""Faults of the user's data, as values: collected, all of them, and shown with their remedies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the data out; a warning lets it in and says so."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the user's files; lines and columns count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable code, what is wrong, and what to do about it."""

    code: str
    message: str
    remedy: str = ""
    where: Where = Where()
    severity: Severity = Severity.ERROR

    def as_json(self) -> dict[str, object]:
        """The shape of `problems` in spec 6."""
        return {
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "field": self.where.field,
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "severity": self.severity.value,
        }


class Wrong(ValueError):
    """A text doesn't have the form that its place wants; `args` are what is wrong and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy
