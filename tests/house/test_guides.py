"""The guide in a room's __init__ says where things are; what it names is there."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

LARGE = 10
ROOMS = [room for package in ("reads", "invoicing") for room in sorted((ROOT / package).iterdir()) if room.is_dir()]
GUIDED = [room for room in ROOMS if len(list(room.rglob("*.py"))) > LARGE and room.name not in {"cli", "demo"}]
NAME = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b[a-z0-9_]+/(?:[a-z0-9_]+)?")


@pytest.mark.parametrize("room", GUIDED, ids=lambda room: f"{room.parent.name}.{room.name}")
def test_a_large_room_says_where_things_are(room: Path):
    _, asked, answers = (room / "__init__.py").read_text().partition("Where is …?")
    assert asked
    named = {name for name in NAME.findall(answers) if not name.startswith("not_")}
    assert named
    assert {
        name for name in named if not ((room / f"{name.rstrip('/')}.py").exists() or (room / name).is_dir())
    } == set()


def test_the_walk_of_a_read_and_the_owners_of_rules_are_files_that_there_are():
    named = re.findall(r"`((?:reads|invoicing)/[a-z0-9_/]+)`", (ROOT / ".github" / "CONTRIBUTING.md").read_text())
    assert len(named) > 30
    assert [name for name in named if not (ROOT / f"{name}.py").exists()] == []
