"""Rows that hold two reads each, preliminary and final side by side, taken apart: one row for each read that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reads.core.codes import ReadType
from reads.directory.names import folded
from reads.intake.profiles.table import READ_TYPE_OF_ROW, TableProfile
from reads.intake.table_rows import Rows, TableRow, misfit
from reads.intake.words import read_type_of

_READ_TYPES = frozenset(member.value for member in ReadType)


class RowsOfTwoReads:
    """The rows of a table by a profile with [reads]; for `profile.combined()`.

    Cells stay where they are; those of the other read are empty. A row whose status is no type of read (cancelled, say) is one row
    of that status, and one in which neither read is filled in is taken as the first of them, which then lacks its time.
    """

    def __init__(self, rows: Rows, profile: TableProfile) -> None:
        self._rows = rows
        self.file = rows.file
        self.epoch: date | None = rows.epoch
        self.header = rows.header._replace(cells=[*rows.header.cells, READ_TYPE_OF_ROW])
        names = [folded(cell) for cell in rows.header.cells]
        self._places = {
            read_type: [at for at, name in enumerate(names) if any(name in column.names for column in columns.values())]
            for read_type, columns in profile.reads.items()
        }
        status = profile.columns.get("read_type")
        self._status = next((names.index(name) for name in status.names if name in names), -1) if status else -1
        self._words = profile.values.get("read_type", {})

    def __iter__(self) -> Iterator[TableRow]:
        """The rows, those of one read behind those of the other."""
        width = len(self.header.cells) - 1
        for row in self._rows:
            if row.fault or len(row.cells) != width:
                fault = row.fault or misfit(self.file, row, width)
                yield row._replace(fault=fault)
                continue
            word = row.cells[self._status].strip() if self._status >= 0 else ""
            meant = self._words.get(folded(word), word)
            meant = read_type_of(meant) or meant
            if meant and meant not in _READ_TYPES:
                yield self._of(row, meant)
            else:
                yield from self._taken_apart(row)

    @property
    def hidden(self) -> int:
        """How many rows nobody sees in the spreadsheet."""
        return self._rows.hidden

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        return self._rows.joined(cells)

    def _taken_apart(self, row: TableRow) -> Iterator[TableRow]:
        filled = [name for name, places in self._places.items() if any(row.cells[at].strip() for at in places)]
        for read_type in filled or list(self._places)[:1]:
            yield self._of(row, read_type)

    def _of(self, row: TableRow, read_type: str) -> TableRow:
        """The row without the cells of any other of its reads."""
        own = set(self._places.get(read_type, ()))
        others = {at for places in self._places.values() for at in places} - own
        cells = ["" if at in others else cell for at, cell in enumerate(row.cells)]
        typed = {at: cell for at, cell in row.typed.items() if at not in others}
        return TableRow(row.line, [*cells, read_type], None, typed)
