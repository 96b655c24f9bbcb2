"""A public class name stands for one thing in the whole product."""

import ast
from collections import defaultdict

from tests.conftest import ROOT
from tests.house.test_layout import PRODUCT, shown


def homes() -> dict[str, list[str]]:
    """Where each public class of the product is defined."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in PRODUCT:
        for node in ast.parse((ROOT / path).read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(shown(path))
    return found


def test_no_class_has_a_namesake():
    assert {name: places for name, places in homes().items() if len(places) > 1} == {}
