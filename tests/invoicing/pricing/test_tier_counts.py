"""How units fall under the steps of a tier, at their very edges (spec 3.4): found by changing each line on purpose."""

from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

import pytest

from invoicing.contracts.choices import Scope
from invoicing.contracts.model import Step, Tier
from invoicing.pricing.volume_tiers import TierCounts, split, step_of

STEPS = (Step(above=10, percent=Decimal(90)), Step(above=20, percent=Decimal(80)))


def tier(**more: object) -> Tier:
    return Tier(name="volume", steps=STEPS, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit, step", [(0, 0), (10, 0), (11, 1), (20, 1), (21, 2)])
def test_a_step_begins_above_its_edge(unit: int, step: int):
    assert step_of(tier(), unit) == step


@pytest.mark.parametrize(
    "before, units, parts",
    [
        (9, 1, ((0, 1),)),
        (10, 1, ((1, 1),)),
        (10, 0, ((0, 0),)),
        (9, 2, ((0, 1), (1, 1))),
        (10, 2, ((1, 2),)),
        (19, 3, ((1, 1), (2, 2))),
        (9, 12, ((0, 1), (1, 10), (2, 1))),
    ],
)
def test_a_read_over_an_edge_is_split_there(before: int, units: int, parts: object):
    assert split(tier(), before, units) == parts


@dataclass(frozen=True, eq=False)
class _Price:
    """A tier's price, as far as counts ask."""

    tier: Tier


@dataclass(frozen=True, eq=False)
class _Read:
    """What counts ask of a read."""

    tier: object
    counted: tuple[Tier, ...]
    facility: str


def test_counts_of_their_own_and_for_each_facility_stand_apart():
    own, all_ct = tier(scope=Scope.FACILITY), tier(count=SimpleNamespace(), scope=Scope.FACILITY)
    reads = [_Read(_Price(own), (all_ct,), name) for name in ("north", "north", "south")]
    counts = TierCounts([own, all_ct], {})
    assert list(counts.spread(reads, [11, 2, 3])) == [((0, 10), (1, 1)), ((1, 2),), ((0, 3),)]  # type: ignore[arg-type]
    assert counts.totals == {(0, "north"): 13, (0, "south"): 3, (1, "north"): 13, (1, "south"): 3}


@pytest.mark.parametrize("count", [None, SimpleNamespace()])
def test_a_read_without_its_units_is_never_left_out_in_silence(count: object):
    own = tier(count=count)
    reads = [_Read(_Price(own), (), "north")] * 2
    with pytest.raises(ValueError, match="shorter"):
        list(TierCounts([own], {}).spread(reads, [1]))
