"""Divides an amount so that the parts add up to it: rounded down, then a minor unit each to the largest remainders. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from reads.core.money import Money


def divided(amount: Money, weights: Sequence[Fraction]) -> list[Money]:
    """The amount in parts that stand to each other as the weights do, each within a minor unit of its exact share.

    Weights are not negative; where all are 0 the parts are equal. Of equal remainders the first gets the unit.
    """
    whole = sum(weights, Fraction(0))
    if not whole:
        weights, whole = [Fraction(1)] * len(weights), Fraction(len(weights))
    return fitted(amount, [amount.minor * weight / whole for weight in weights])


def fitted(amount: Money, exact: Sequence[Fraction]) -> list[Money]:
    """Amounts in minor units, rounded so that they add up to the amount, which is their sum, itself rounded."""
    parts = [floor(each) for each in exact]
    by_remainder = sorted(range(len(parts)), key=lambda number: (parts[number] - exact[number], number))
    for number in by_remainder[: amount.minor - sum(parts)]:
        parts[number] += 1
    return [Money(part, amount.currency) for part in parts]
