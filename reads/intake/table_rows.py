"""Rows of any table on their way to reads: where each stands, its cells as texts, and where the header was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, Protocol

from reads.core.findings import Finding, Where
from reads.core.sheet_cells import Cell

MOST_LINES_ABOVE = 50
"""How far down a header is looked for: titles, addresses and the day of printing may stand above it."""


class TableRow(NamedTuple):
    """A row, the line it begins in, and what is wrong with it as a row.

    `typed` are the cells of a spreadsheet, by their place from 0, that are neither texts nor whole numbers; `unseen`, of a
    header, are the names of the columns that nobody sees in it.
    """

    line: int
    cells: Sequence[str]
    fault: Finding | None = None
    typed: Mapping[int, Cell] = {}
    unseen: tuple[str, ...] = ()


class Rows(Protocol):
    """A table: its header, then, iterated once, the rows below it that are not empty.

    `epoch` is the day from which a spreadsheet counts its times, None for a text file.
    """

    file: str
    epoch: date | None
    header: TableRow

    @property
    def hidden(self) -> int:
        """How many rows went by so far that nobody sees in the spreadsheet."""
        ...

    def __iter__(self) -> Iterator[TableRow]: ...

    def joined(self, cells: Sequence[str]) -> str:
        """A row as one text, for quarantine."""
        ...


Fits = Callable[[tuple[str, ...]], bool]
"""Whether some cells are the header that is looked for."""


def below_header(
    rows: Iterable[TableRow], fits: Fits, header_row: int = 0
) -> tuple[TableRow | None, Iterator[TableRow]]:
    """The header and the rows below: the one in the row named, else the first that fits, else the first with any cell.

    What stands above a header that fits are titles only if they fill fewer cells by half, or hold words alone, as bands above
    groups of columns do: rows are never passed over.
    """
    rest = iter(rows)
    above: list[TableRow] = []
    for row in rest:
        if row.line == header_row or (not header_row and not row.fault and fits(tuple(row.cells))):
            if header_row or all(_is_title(each, row) for each in above):
                return (row, rest) if header_row else _lower(row, rest, fits)
            return above[0], chain(above[1:], [row], rest)
        above.append(row)
        if len(above) > MOST_LINES_ABOVE or 0 < header_row < row.line:
            break
    if header_row or not above:
        return None, rest
    return above[0], chain(above[1:], rest)


def _lower(header: TableRow, rest: Iterator[TableRow], fits: Fits) -> tuple[TableRow, Iterator[TableRow]]:
    """Of a header in two rows, bands above the columns' own names, the lower one."""
    following = next(rest, None)
    if following is None:
        return header, rest
    cells = tuple(following.cells)
    if not following.fault and fits(cells) and _filled(following) > _filled(header):
        return following, rest
    return header, chain([following], rest)


def _is_title(row: TableRow, header: TableRow) -> bool:
    if 2 * _filled(row) <= _filled(header):
        return True
    return _filled(row) < _filled(header) and not any(sign.isdigit() for cell in row.cells for sign in cell)


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def misfit(file: str, row: TableRow, width: int) -> Finding:
    """What is said of a row whose cells can't stand under the names of the header."""
    message = f"the row has {len(row.cells)} cells, the header {width}"
    return Finding("cells", message, "look for a missing or surplus delimiter", Where(file, row.line))
