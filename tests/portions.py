"""A long test in portions, each a test of its own: a nightly run that is stopped goes on with the portion that it was in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

T = TypeVar("T")


@dataclass(frozen=True)
class Portion:
    """The things number, number + of, number + 2 × of …, counted from nought."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number + 1} of {self.of}"

    def take(self, things: Sequence[T]) -> Sequence[T]:
        """Its share; all portions together have each thing once."""
        return things[self.number :: self.of]


def in_portions(of: int) -> pytest.MarkDecorator:
    """The test takes a `portion`, so many times."""
    return pytest.mark.parametrize("portion", [Portion(number, of) for number in range(of)], ids=str)
