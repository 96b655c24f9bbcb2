"""What no line of the product may do: ask the time, make a float, round by its own rule, open something at import."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.house.test_layout import PRODUCT, shown

CLOCK = "reads/core/clock.py"
TIME = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
}

FLOATS_ALLOWED: dict[str, str] = {}
"""Files that may say float( or round(, each with its reason; none of them touches money or work RVUs."""


def dotted(node: ast.expr) -> str:
    """`datetime.now` for datetime.now, dt.datetime.now and the like: the last two names."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        names.append(node.id)
    return ".".join(reversed(names[:2]))


@cache
def calls(path: Path) -> tuple[tuple[str, int], ...]:
    """What the file calls, and on which lines; looked up once for all rules."""
    nodes = ast.walk(ast.parse(path.read_text()))
    return tuple((dotted(node.func), node.lineno) for node in nodes if isinstance(node, ast.Call))


def found(names: set[str], *, but: set[str] | dict[str, str]) -> list[str]:
    return [
        f"{shown(path)}:{line} {name}"
        for path in PRODUCT
        if shown(path) not in but
        for name, line in calls(path)
        if name in names
    ]


def test_only_the_clock_asks_the_time():
    assert found(TIME, but={CLOCK}) == []


def test_the_clock_is_where_the_time_is_asked():
    """Else the test above holds because it looks in the wrong place."""
    assert any(name in TIME for path in PRODUCT if shown(path) == CLOCK for name, _ in calls(path))


def test_every_time_zone_is_made_where_the_systems_are_put_aside():
    """Else a module could ask for one before that, and get the machine's (spec 2.4)."""
    assert found({"ZoneInfo"}, but={"reads/core/time_zones.py"}) == []


def test_no_float_and_no_second_rounding():
    """Money is whole minor units, rates and work RVUs are Decimal; `reads.core.money` holds the one rounding."""
    assert found({"float", "round", "math.fsum", "Decimal.from_float"}, but=FLOATS_ALLOWED) == []


def test_no_float_is_written_down():
    literals = [
        f"{shown(path)}:{node.lineno} {node.value}"
        for path in PRODUCT
        if shown(path) not in FLOATS_ALLOWED
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert literals == []


def test_every_allowance_is_still_needed():
    used = {line.split(":")[0] for line in found({"float", "round"}, but=set())}
    assert set(FLOATS_ALLOWED) - used == set()


@pytest.mark.parametrize("path", PRODUCT, ids=shown)
def test_nothing_is_opened_at_import(path: Path):
    """Engines, sessions, files and processes are made by functions, never by importing a module."""
    openers = {"create_engine", "Session", "open", "Store.open", "subprocess.run", "Path.open", "connect"}
    top = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)]
    opened = [
        dotted(node.func)
        for part in top
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and dotted(node.func) in openers
    ]
    assert opened == []
