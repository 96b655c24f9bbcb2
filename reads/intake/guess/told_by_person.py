"""What a person said about an unknown table before it is guessed."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from reads.directory.names import folded
from reads.intake.guess.columns import ColumnMet


@dataclass(frozen=True, slots=True)
class Said:
    """Whose reads they are, which sheet, which encoding; `columns` are fields with the column chosen for each, empty for none."""

    facility: str = ""
    sheet: str = ""
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def choose(self, found: MutableMapping[str, ColumnMet], columns: Sequence[ColumnMet]) -> None:
        """Puts the columns that were chosen in the place of those that were guessed."""
        named = {folded(column.name): column for column in reversed(columns) if column.name}
        for name, header in self.columns.items():
            found.pop(name, None)
            if folded(header) in named:
                found[name] = named[folded(header)]


NOTHING_SAID = Said()
