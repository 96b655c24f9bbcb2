"""A transcript for each error code: what is typed, and what it says.

Those beside this file are of the demonstration's books, in which October was issued and late reads have come; those in `small/` of
a small group's. How one is written is in transcripts.py.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.error_codes import all_codes
from tests.demonstration import NOON
from tests.errors.small_books import write_small_books
from tests.errors.transcripts import FOLDER, check

DEMONSTRATION, SMALL = sorted(FOLDER.glob("*.txt")), sorted((FOLDER / "small").glob("*.txt"))


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture(scope="module")
def small_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small group's books, in which October was issued and November has a read."""
    folder = tmp_path_factory.mktemp("small") / "books"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WETREAD_ACTOR", "tester")
        write_small_books(folder)
    return folder


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.stem)
def test_it_is_said_as_it_is_written(path: Path, demonstration: Path, tmp_path: Path, request: pytest.FixtureRequest):
    check(path, demonstration, tmp_path, update=request.config.getoption("--update-golden"))


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_it_is_said_in_small_books_as_it_is_written(
    path: Path, small_books: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    check(path, small_books, tmp_path, update=request.config.getoption("--update-golden"))


def test_every_transcript_is_of_a_code_that_there_is_and_stands_once():
    names = [path.stem for path in (*DEMONSTRATION, *SMALL)]
    assert set(names) - set(all_codes()) == set()
    assert len(names) == len(set(names))


def test_the_catalogue_shows_the_transcript_beside_what_a_code_means():
    text = (FOLDER / "small" / "no_address.txt").read_text().rstrip()
    said = CliRunner().invoke(main, ["errors", "no-address"], obj=Desk(clock=NOON)).output
    assert said.startswith("no_address\n")
    assert textwrap.indent(text, "  ") in said
    as_json = CliRunner().invoke(main, ["errors", "no_address", "--json"], obj=Desk(clock=NOON)).output
    assert json.loads(as_json)["transcript"] == text
