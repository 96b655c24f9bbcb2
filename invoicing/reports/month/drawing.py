"""What a chart is made of: bars, lines and words, placed so that the chart fits any width without scaling its letters.

Places from the left and widths are percents of the chart's width ("12.5%"), places from the top and heights are CSS pixels.
Colours are classes that the stylesheet gives their light and dark values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reads.core.money import rounded


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; `hint` is shown under the pointer."""

    x: str
    y: int
    width: str
    height: int
    style: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words; `anchor` is start, middle or end, `y` their baseline."""

    x: str
    y: int
    text: str
    anchor: str = "start"
    style: str = "label"


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A straight line."""

    x1: str
    y1: int
    x2: str
    y2: int
    style: str = "grid"


@dataclass(frozen=True, slots=True)
class ColourKey:
    """What a colour stands for."""

    style: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart; `title` and `description` say in words what it shows, for those who don't see it."""

    id: str
    title: str
    description: str
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    rules: tuple[RuledLine, ...] = ()
    keys: tuple[ColourKey, ...] = ()


def along(part: Fraction | int, whole: Fraction | int) -> str:
    """A part of a whole as a percent with three places; of nothing it is nothing."""
    return f"{rounded(Fraction(part) * 100 / Fraction(whole), 3).normalize():f}%" if whole else "0%"
