"""No circle of files: what imports something is not imported by it, on whatever way."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT


def modules() -> dict[str, Path]:
    """The product's files by the name under which they are imported."""
    paths = [path for package in ("reads", "invoicing") for path in (ROOT / package).rglob("*.py")]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}
    return {name: path for name, path in names.items() if "versions" not in name}


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """What a file imports, anywhere in it, for types alone as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                f"{node.module}.{each.name}" if f"{node.module}.{each.name}" in known else node.module
                for each in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found & set(known)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """What is left after everything that imports nothing of the rest was taken away, and what nothing of the rest imports."""
    left = {name: set(others) - {name} for name, others in graph.items()}
    while True:
        done = {name for name, others in left.items() if not others & set(left)}
        done |= set(left) - {other for others in left.values() for other in others}
        if not done:
            return [sorted(left)] if left else []
        left = {name: others - done for name, others in left.items() if name not in done}


def test_no_circle_of_files():
    known = modules()
    assert circles({name: imported(path, known) for name, path in known.items()}) == []


def test_a_circle_would_be_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
