"""The columns of times of an unknown table: all that stands in them, and what a spreadsheet has made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reads.intake.column_mapping import joined, turned
from reads.intake.guess.columns import ColumnMet
from reads.intake.guess.times import FilePatterns, Shape, is_iso, patterns_of
from reads.intake.table_rows import TableRow

_MOST_TIMES = 100_000
_MOST_LINES = 20
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")


@dataclass(slots=True)
class Stamps:
    """Columns of times with the column of the time of day that belongs to each, by what they were taken as."""

    columns: Mapping[str, tuple[ColumnMet, ColumnMet | None]]
    texts: dict[str, dict[str, None]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    dates: dict[str, int] = field(default_factory=dict)

    def sweep(self, row: TableRow, spreadsheet: bool) -> None:
        """Looks at one row."""
        for name, (column, clock) in self.columns.items():
            day = row.cells[column.at].strip()
            texts = self.texts.setdefault(name, {})
            if day and len(texts) < _MOST_TIMES:
                texts[joined((day, row.cells[clock.at]), spreadsheet=spreadsheet) if clock else day] = None
            if day and spreadsheet and column.at in row.typed:
                self.dates[name] = self.dates.get(name, 0) + 1
            elif day and spreadsheet:
                self.lines.setdefault(name, []).append(row.line)

    def times(self, now: datetime) -> FilePatterns:
        """How they are written, all columns together."""
        return patterns_of([text for texts in self.texts.values() for text in texts], now)

    def swapped(self) -> tuple[str, ...]:
        """The columns in which a spreadsheet took day for month wherever it could: its dates spread over the year, the texts that it
        left alone lie close together, and all of them have a day that is no month.
        """
        return tuple(name for name, texts in self.texts.items() if _is_swapped(list(texts)))

    def doubts(self, swapped: tuple[str, ...]) -> Iterator[str]:
        """What a person should look at."""
        for name in swapped:
            iso = next(text for text in self.texts[name] if is_iso(text))
            told = f"{self.columns[name][0].name!r}: a spreadsheet took day for month in every date that allowed it"
            yield (
                f"{told} ({iso[:10]} stands for {turned(iso)[:10]}); `swapped = true` turns them back: compare the days "
                "with the source, or export again with the column as text"
            )
        for name, lines in self.lines.items():
            if self.dates.get(name):
                shown = ", ".join(map(str, lines[:_MOST_LINES])) + (", …" if len(lines) > _MOST_LINES else "")
                yield f"{self.columns[name][0].name!r}: {len(lines):,} cells are text, not dates (rows {shown}); look at them"
        for name, (column, clock) in self.columns.items():
            if column.shape is Shape.DAY and clock is None:
                yield f"{column.name!r}, taken as {name}, holds days without a time of day"


def _is_swapped(texts: list[str]) -> bool:
    dates = [date.fromisoformat(text[:10]) for text in texts if is_iso(text) and _is_date(text[:10])]
    left = [found for text in texts if not is_iso(text) and (found := _NUMERIC_DAY.match(text))]
    if not dates or not left or any(day.day > 12 for day in dates):
        return False
    if not (all(int(found[1]) > 12 for found in left) or all(int(found[2]) > 12 for found in left)):
        return False
    back = [day.replace(month=day.day, day=day.month) for day in dates]
    return 2 * (max(back) - min(back)) < max(dates) - min(dates)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return text[4:5] == "-"
