"""Amounts divided without losing a minor unit."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from invoicing.contractors.largest_remainder import divided
from reads.core.money import Money

WEIGHTS = some.lists(some.fractions(0, 1000, max_denominator=60), min_size=1, max_size=12)


def test_10000_in_three_equal_parts():
    assert [part.minor for part in divided(Money(10_000), [Fraction(1)] * 3)] == [3_334, 3_333, 3_333]


@given(some.integers(-1_000_000, 1_000_000), WEIGHTS)
def test_parts_add_up_and_are_within_a_minor_unit_of_their_share(minor, weights):
    parts = divided(Money(minor), weights)
    assert sum(part.minor for part in parts) == minor
    whole = sum(weights) or Fraction(len(weights))
    shares = [minor * (weight if sum(weights) else 1) / whole for weight in weights]
    assert all(abs(part.minor - share) < 1 for part, share in zip(parts, shares, strict=True))
