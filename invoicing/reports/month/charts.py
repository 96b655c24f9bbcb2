"""Charts as geometry: rows of stacked bars, columns over a scale, and a map of the week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from invoicing.reports.month.drawing import Bar, ColourKey, Drawing, Label, RuledLine, along
from invoicing.reports.month.words import count, rough

MOST_ROWS = 12
"""How many rows a chart has room for; the rest is in the table."""

LONGEST_NAME = 34
"""How many letters of a name fit beside a figure on a telephone."""

_ROW, _BAR, _BAR_TOP = 44, 16, 20
_COLUMNS_TOP, _COLUMNS_HEIGHT, _COLUMNS_FOOT = 26, 190, 26
_CELL, _LEFT = 24, 9
_STRENGTHS = 5


@dataclass(frozen=True, slots=True)
class BarPart:
    """A piece of a bar: its colour, its size, and what the pointer is told."""

    style: str
    size: int
    hint: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A bar with its name at the left and what it comes to at the right."""

    name: str
    figure: str
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a chart shows, in words, and what its colours mean."""

    id: str
    title: str
    description: str
    keys: tuple[ColourKey, ...] = ()


def stacked_rows(told: Told, rows: Sequence[ChartRow]) -> Drawing:
    """Bars side by side in each row, on one scale for all; pieces below zero go to the left of it."""
    least = min([0, *(sum(part.size for part in row.parts if part.size < 0) for row in rows)])
    most = max([0, *(sum(part.size for part in row.parts if part.size > 0) for row in rows)])
    bars: list[Bar] = []
    labels: list[Label] = []
    rules: list[RuledLine] = []
    nothing = along(-least, most - least)
    for at, row in enumerate(rows):
        top = at * _ROW
        labels.append(Label("0%", top + 13, row.name))
        labels.append(Label("100%", top + 13, row.figure, "end", "label strong"))
        bars.append(Bar("0%", top + _BAR_TOP, "100%", _BAR, "track"))
        bars += _pieces(row.parts, top + _BAR_TOP, least, most)
        if least:
            rules.append(RuledLine(nothing, top + _BAR_TOP - 3, nothing, top + _BAR_TOP + _BAR + 3, "axis"))
    return Drawing(
        told.id, told.title, told.description, len(rows) * _ROW, tuple(bars), tuple(labels), tuple(rules), told.keys
    )


def _pieces(parts: Sequence[BarPart], top: int, least: int, most: int) -> Iterator[Bar]:
    right, left = 0, 0
    for part in parts:
        if part.size == 0:
            continue
        start = right if part.size > 0 else left + part.size
        span = most - least
        yield Bar(along(start - least, span), top, along(abs(part.size), span), _BAR, part.style, part.hint)
        if part.size > 0:
            right += part.size
        else:
            left += part.size


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column of pieces, with a word under it or none."""

    word: str
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An upright line at a place counted in columns from the left, with a word at its top."""

    at: Fraction
    word: str


def columns(
    told: Told, bars: Sequence[ChartColumn], marks: Sequence[Mark] = (), *, unit: str = "", edges: bool = False
) -> Drawing:
    """Columns on a scale of round numbers, `unit` before these; with `edges` a word stands where its column begins."""
    highest = max([sum(part.size for part in column.parts) for column in bars], default=0)
    ticks = scale(highest)
    top, floor = _COLUMNS_TOP, _COLUMNS_TOP + _COLUMNS_HEIGHT
    rules = [RuledLine(_beside(0, 1), _height(tick, ticks), "100%", _height(tick, ticks), "grid") for tick in ticks]
    labels = [Label("0%", _height(tick, ticks) + 4, f"{unit}{rough(tick)}", style="tick") for tick in ticks]
    drawn: list[Bar] = []
    for at, column in enumerate(bars):
        place = Fraction(at) + Fraction(1, 10)
        width = along(Fraction(4, 5) * (100 - _LEFT), 100 * len(bars))
        drawn += _stack(column.parts, _beside(place, len(bars)), width, ticks)
        if column.word:
            x = _beside(Fraction(at) if edges else Fraction(2 * at + 1, 2), len(bars))
            labels.append(Label(x, floor + 18, column.word, "middle", "tick"))
    for number, mark in enumerate(marks):
        x = _beside(mark.at, len(bars))
        rules.append(RuledLine(x, top - 12 + 13 * (number % 2), x, floor, "mark"))
        end = mark.at * 3 > 2 * len(bars)
        labels.append(Label(x, top - 14 + 13 * (number % 2), mark.word, "end" if end else "middle", "tick mark"))
    height = floor + _COLUMNS_FOOT
    return Drawing(told.id, told.title, told.description, height, tuple(drawn), tuple(labels), tuple(rules), told.keys)


def _beside(at: Fraction | int, whole: int) -> str:
    """A place on the plane of the columns, which stands beside its scale."""
    return along(_LEFT + (100 - _LEFT) * Fraction(at) / whole, 100)


def _height(value: int, ticks: Sequence[int]) -> int:
    """How far from the top a value lies, in pixels."""
    return _COLUMNS_TOP + _COLUMNS_HEIGHT - _COLUMNS_HEIGHT * value // ticks[-1]


def _stack(parts: Sequence[BarPart], x: str, width: str, ticks: Sequence[int]) -> Iterator[Bar]:
    below = 0
    for part in parts:
        bottom, top = _height(below, ticks), _height(below + part.size, ticks)
        if bottom > top:
            yield Bar(x, top, width, bottom - top, part.style, part.hint)
        below += part.size


def scale(highest: int) -> list[int]:
    """0 and up to five round numbers, the last at or above the highest."""
    step = next(step for step in _steps() if step * 5 >= highest)
    return [step * number for number in range(max(1, -(-highest // step)) + 1)]


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def week_map(told: Told, days: Sequence[str], counts: Mapping[tuple[int, int], int], hints: str) -> Drawing:
    """A cell an hour of the week, the darker the more; `hints` is a format of day, hour and count."""
    highest = max(counts.values(), default=0)
    bars, labels = [], []
    room = Fraction(100 - _LEFT, 24)
    for day, name in enumerate(days):
        labels.append(Label("0%", day * _CELL + 16, name, style="tick"))
        for hour in range(24):
            here = counts.get((day, hour), 0)
            strength = -(-here * _STRENGTHS // highest) if highest else 0
            hint = hints.format(day=name, hour=hour, count=count(here))
            x, width = along(_LEFT + hour * room, 100), along(room * Fraction(9, 10), 100)
            bars.append(Bar(x, day * _CELL, width, _CELL - 2, f"heat-{strength}", hint))
    foot = len(days) * _CELL
    labels += [
        Label(along(_LEFT + (hour + Fraction(9, 20)) * room, 100), foot + 14, f"{hour:02d}", "middle", "tick")
        for hour in range(0, 24, 3)
    ]
    return Drawing(told.id, told.title, told.description, foot + 20, tuple(bars), tuple(labels), (), told.keys)
