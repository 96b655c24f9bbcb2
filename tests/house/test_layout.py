"""The tree is the one the house describes: its top level, its rooms, small files."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "Makefile",
    "requirements.lock",
    "reads",
    "invoicing",
    "templates",
    "tests",
    "findings",
}
LONGEST_FILE = 300
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc", "base", "models"}

SOURCES = [
    path for package in ("reads", "invoicing", "templates", "tests") for path in sorted((ROOT / package).rglob("*.py"))
]
PRODUCT = [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "tests"]
INITS = [path for path in SOURCES if path.name == "__init__.py"]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def ignored_at_top() -> set[str]:
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return {line.strip("/") for line in lines if line.startswith("/")}


def test_the_top_level_holds_what_the_house_allows_and_nothing_else():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    caches = {"__pycache__"}
    assert found - ignored_at_top() - caches == TOP_LEVEL


def test_every_folder_with_python_is_a_package():
    """Without tests/__init__.py the folder tests/reads would shadow the package reads."""
    folders = {path.parent for path in SOURCES}
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", INITS, ids=shown)
def test_an_init_holds_nothing_but_a_docstring(path: Path):
    """Importing a room loads nothing else, and no name has two homes. (That the product's have one, ruff sees.)"""
    body = ast.parse(path.read_text()).body
    assert [node for node in body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))] == []


def test_every_room_has_its_tests():
    """A room that holds code has a folder of tests, under the same name."""
    rooms = {path.parent for path in PRODUCT if path.name != "__init__.py" and path.parent.parent.parent == ROOT}
    missing = [shown(room) for room in sorted(rooms) if not (ROOT / "tests" / room.relative_to(ROOT)).is_dir()]
    assert missing == []


def test_no_file_is_longer_than_a_few_screens():
    """Migrations excepted: they are written once and never read again."""
    lengths = {path: len(path.read_text().splitlines()) for path in SOURCES if "migrations" not in path.parts}
    assert {shown(path): lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_module_is_named_for_having_no_name():
    assert [shown(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "tables.py"], ids=shown)
def test_stored_rows_are_named_row(path: Path):
    """So that a value and the row it is stored in are never taken for each other."""
    classes = [node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    assert [name for name in classes if not name.endswith("Row")] == []
