"""A class name stands for one thing in the whole product, or for the same thing twice: room by room, as they are settled."""

import ast
from collections import defaultdict

from tests.conftest import ROOT
from tests.house.test_layout import PRODUCT, shown

SETTLED = ("invoicing/closing/", "invoicing/papers/")
"""Rooms whose public class names stand nowhere else."""

THE_SAME = {
    "Adjustment": "an amount that puts a paper or a claim right",
    "Ground": "what reads are decided on, loaded once a command: for routing, for claims",
}
"""Names that mean the same in both places."""


def homes() -> dict[str, list[str]]:
    """Where each public class of the product is defined."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in PRODUCT:
        for node in ast.parse((ROOT / path).read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(shown(path))
    return found


def test_no_class_of_a_settled_room_has_a_namesake_that_means_something_else():
    twice = {
        name: places
        for name, places in homes().items()
        if len(places) > 1 and name not in THE_SAME and any(place.startswith(SETTLED) for place in places)
    }
    assert twice == {}


def test_what_is_excused_is_still_there():
    found = homes()
    assert [name for name in THE_SAME if len(found[name]) < 2] == []
