"""Rows of text in columns, for a terminal as well as for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reads.core.money import Money


def aligned(rows: Sequence[Sequence[str]], *, right: Sequence[int]) -> Iterator[str]:
    """Each row as one line, columns two spaces apart; those in `right` end at the same place, as figures should."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def signed(difference: Money) -> str:
    """A difference as it is printed: "+1,234.50", "-3.00", "0.00"."""
    return f"+{difference.printed()}" if difference.minor > 0 else difference.printed()
