"""Which rows of a hospital's list are none by their own words: cancelled, void, not read yet; and words that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reads.core.findings import Finding, Severity, Where
from reads.directory.directory import Directory
from reads.intake.field_parsers import WrongField, yes_or_no
from reads.intake.guess.columns import plain
from reads.intake.status_evidence import CANCELLED, NOT_A_READ
from reads.intake.words import read_type_of

_STATUS = (
    *("status", "report status", "exam status", "study status", "order status", "read status", "result status"),
    *("billing status", "line status", "row status", "invoice status", "charge status"),
)
_FLAGS = ("void", "voided", "cancelled", "canceled", "cancel", "is void", "is cancelled", "deleted", "cxl")
_NONE = {CANCELLED: "cancelled", NOT_A_READ: "not read yet"}
_MOST = 20


@dataclass(slots=True)
class StatusColumns:
    """What the columns of status say of each row; `unknown` are the lines of words that no list and no row of names.csv has, by column.

    No sentence quotes a cell: where rows have slipped, it may be a patient's name.
    """

    file: str
    directory: Directory
    words: tuple[tuple[int, str], ...]
    flags: tuple[tuple[int, str], ...]
    unknown: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, header: Sequence[str], file: str, directory: Directory) -> StatusColumns:
        """By the names of the columns."""
        names = [(at, name.strip()) for at, name in enumerate(header)]
        words = tuple((at, name) for at, name in names if plain(name) in _STATUS)
        return cls(file, directory, words, tuple((at, name) for at, name in names if plain(name) in _FLAGS))

    def left_out(self, cells: Sequence[str], line: int, facility: str) -> Finding | None:
        """Why a row is no read of theirs; None where it is one. What nobody knows is counted, and the row compared."""
        for at, name in self.flags:
            said = yes_or_no(cells[at].strip()) if at < len(cells) else "0"
            if isinstance(said, WrongField) or said == "1":
                return self._none(line, at, name, "says that it is void")
        for at, name in self.words:
            word = cells[at].strip() if at < len(cells) else ""
            meant = read_type_of(self.directory.names.meant("status", word, facility) or word)
            if meant in _NONE:
                return self._none(line, at, name, f"says that it is {_NONE[meant]}")
            if word and not meant:
                self.unknown.setdefault(name, {}).setdefault(plain(word), []).append(line)
        return None

    def not_known(self) -> Iterator[Finding]:
        """The words that say nothing here: their rows were compared like the others."""
        for name, words in self.unknown.items():
            for lines in list(words.values())[:_MOST]:
                rows = "1 row was" if len(lines) == 1 else f"{len(lines):,} rows were"
                yield self._not_known(name, lines[0], rows)

    def _not_known(self, name: str, line: int, rows: str) -> Finding:
        message = f"{name!r} has a word that is not known here: {rows} compared like the others"
        remedy = "if they are no reads, take them out of the list, or add a row to names.csv: kind status, the word, cancelled"
        return Finding("unknown_word", message, remedy, Where(self.file, line, 0, "status"), Severity.WARNING)

    def _none(self, line: int, at: int, name: str, said: str) -> Finding:
        remedy = "nothing, if they owe nothing for it; what we bill of it stands under ours only"
        where = Where(self.file, line, at + 1, "status")
        return Finding("row_left_out", f"{name!r} {said}: the row was left out", remedy, where, Severity.WARNING)
