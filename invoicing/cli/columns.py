"""Rows of text in columns, for a terminal as well as for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reads.cli.screen import screen_width

if TYPE_CHECKING:
    from reads.core.money import Money

_GAP = "  "
_INDENT = 4

Rows = Sequence[Sequence[str]]


def aligned(rows: Rows, *, right: Sequence[int], indent: int = 0) -> Iterator[str]:
    """Each row as one line, columns two spaces apart; those in `right` end at the same place, as figures should.

    Where a terminal is too narrow, texts are wrapped between words, and where that isn't enough, the last columns stand
    on a line of their own under the row, heading and all. No figure and no word is ever broken. The caller sets `indent`
    spaces before each line.
    """
    width = screen_width()
    if not rows:
        return
    natural = _widths(rows)
    if width is None or _span(natural) <= width - indent:
        yield from _lines(rows, natural, right)
        return
    for row in zip(
        *(_part(rows, columns, right, width - indent) for columns in _parts(rows, right, width - indent)), strict=True
    ):
        for part in row:
            yield from part


def signed(difference: Money) -> str:
    """A difference as it is printed: "+1,234.50", "-3.00", "0.00"."""
    return f"+{difference.printed()}" if difference.minor > 0 else difference.printed()


def _widths(rows: Rows) -> list[int]:
    return [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]


def _span(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _least(rows: Rows, column: int, right: Sequence[int]) -> int:
    """The narrowest that a column can be: a figure as it is, a text by its longest word."""
    if column in right:
        return max(len(row[column]) for row in rows)
    return max((len(word) for row in rows for word in row[column].split()), default=0)


def _lines(rows: Rows, widths: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    for row in rows:
        yield _line(row, widths, right)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    placed = (
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return _GAP.join(placed).rstrip()


def _parts(rows: Rows, right: Sequence[int], width: int) -> list[list[int]]:
    """The columns that stand on one line, in their order: as many as fit when texts are as narrow as they can be."""
    parts: list[list[int]] = [[]]
    used = 0
    for column in range(len(rows[0])):
        least = _least(rows, column, right)
        if parts[-1] and used + len(_GAP) + least > width:
            parts.append([])
            used = _INDENT - len(_GAP)
        used += least + (len(_GAP) if parts[-1] or len(parts) > 1 else 0)
        parts[-1].append(column)
    return parts


def _part(rows: Rows, columns: Sequence[int], right: Sequence[int], width: int) -> list[list[str]]:
    """The lines of each row for some of its columns; below the first line they stand further in, empty ones not at all."""
    inner = width if columns[0] == 0 else width - _INDENT
    lead = "" if columns[0] == 0 else " " * _INDENT
    own = [[row[column] for column in columns] for row in rows]
    at_right = [at for at, column in enumerate(columns) if column in right]
    widths = _fitted(own, at_right, inner)
    found = []
    for row in own:
        cells = [[cell] if at in at_right else _wrapped(cell, widths[at]) for at, cell in enumerate(row)]
        depth = max(len(cell) for cell in cells)
        tall = [[cell[line] if line < len(cell) else "" for cell in cells] for line in range(depth)]
        lines = [_line(cut, widths, at_right) for cut in tall]
        found.append([lead + line for line in lines if line or columns[0] == 0])
    return found


def _fitted(rows: Rows, right: Sequence[int], width: int) -> list[int]:
    """The widths of columns, texts narrowed where all do not fit: always the widest of those that still can be."""
    widths = _widths(rows)
    least = [_least(rows, column, right) for column in range(len(widths))]
    while _span(widths) > width:
        able = [column for column in range(len(widths)) if widths[column] > least[column]]
        if not able:
            break
        widest = max(able, key=lambda column: widths[column])
        widths[widest] -= 1
    return widths


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of whole words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
