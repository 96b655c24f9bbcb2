"""What is built and installed is what stands in the tree."""

import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from tests.conftest import ROOT

PACKAGES = {"reads", "invoicing", "templates"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel that is built as `pip wheel` builds it, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as archive:
        return archive.namelist()


def test_the_wheel_holds_three_packages_and_its_papers(wheel: list[str]):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES
    assert len(tops) == len(PACKAGES) + 1


def test_the_wheel_holds_every_file_of_the_packages(wheel: list[str]):
    """Templates and migrations too: a sub-package is easily lost in packaging."""
    files = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - set(wheel) == set()
    assert any(name.startswith("reads/store/migrations/versions/0001") for name in wheel)


def locked() -> dict[str, list[str]]:
    """Each package of the lock file with the lines that belong to it."""
    entries: dict[str, list[str]] = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if not line.startswith(" "):
            entries[line.split("==")[0]] = []
        else:
            entries[next(reversed(entries))].append(line.strip(" \\"))
    return entries


def test_everything_locked_has_a_hash_and_no_address():
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    assert "--index" not in text
    assert all(lines and all(line.startswith("--hash=sha256:") for line in lines) for lines in locked().values())


def needed() -> set[str]:
    """The names of everything that pyproject.toml asks for, tools included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return {re.split(r"[\[><=]", entry)[0] for entries in lists for entry in entries if isinstance(entry, str)}


def test_everything_needed_is_locked():
    """A dependency that is added to pyproject.toml and not locked would be missing after `make setup`."""
    assert {name.replace(".", "-").lower() for name in needed()} - set(locked()) == set()


def test_every_dependency_has_its_reason():
    """A line in DECISIONS.md: what it replaces and how well it is kept."""
    decisions = (ROOT / ".github" / "DECISIONS.md").read_text()
    assert {name for name in needed() if f"`{name}`" not in decisions} == set()
