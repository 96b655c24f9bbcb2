"""A transcript for each error code: what is typed, and what it says.

Those beside this file are of the demonstration's books, in which October was issued and late reads have come; those in `small/` of
a small group's, those in `claims/` of books from which a claim has gone out, those in `pages/` of the demonstration's books in a
browser. How one is written is in transcripts.py.
"""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from invoicing.web.site import Reach, Site
from reads.cli.desk import Desk
from reads.core.error_codes import all_codes
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.demonstration import NOON
from tests.errors.claim_books import write_claim_books
from tests.errors.requests import check_page
from tests.errors.small_books import write_small_books
from tests.errors.transcripts import FOLDER, check
from tests.errors.without import WITHOUT
from tests.invoicing.web.conftest import Browser

DEMONSTRATION, SMALL, CLAIMS, PAGES = (
    sorted((FOLDER / name).glob("*.txt")) for name in ("", "small", "claims", "pages")
)


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def written(folder: Path, write: Callable[[Path], None]) -> Path:
    """Books below the folder, written by whom the tests are run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WETREAD_ACTOR", "tester")
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setattr("reads.core.system_user.system_user", lambda: "tester")
        write(folder / "books")
    return folder / "books"


@pytest.fixture(scope="module")
def small_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small group's books, in which October was issued and November has a read."""
    return written(tmp_path_factory.mktemp("small"), write_small_books)


@pytest.fixture(scope="module")
def claim_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books from which one claim has gone out."""
    return written(tmp_path_factory.mktemp("claims"), write_claim_books)


@pytest.fixture(scope="module")
def browser(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that is signed in at pages over the demonstration's books."""
    books = tmp_path_factory.mktemp("pages") / "books"
    shutil.copytree(demonstration, books)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WETREAD_ACTOR", "tester")
        store = Store.open(sqlite_url(books / "wetread.db"), clock=NOON)
        made = Browser(Site(books, store, NOON, Reach()))
        made.sign_in()
        yield made
        store.close()


@pytest.fixture
def said(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    """Compares a transcript with what comes out of a copy of the books."""
    update = request.config.getoption("--update-golden")
    return lambda path, books: check(path, books, tmp_path, update=update)


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.stem)
def test_it_is_said_as_it_is_written(path: Path, demonstration: Path, said: Callable[[Path, Path], None]):
    said(path, demonstration)


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_it_is_said_in_small_books_as_it_is_written(path: Path, small_books: Path, said: Callable[[Path, Path], None]):
    said(path, small_books)


@pytest.mark.parametrize("path", CLAIMS, ids=lambda path: path.stem)
def test_it_is_said_of_claims_as_it_is_written(path: Path, claim_books: Path, said: Callable[[Path, Path], None]):
    said(path, claim_books)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_it_is_said_by_the_pages_as_it_is_written(path: Path, browser: Browser, request: pytest.FixtureRequest):
    check_page(path, browser, update=request.config.getoption("--update-golden"))


def test_every_transcript_is_of_a_code_that_there_is_and_stands_once():
    names = [path.stem for path in FOLDER.rglob("*.txt")]
    assert set(names) - set(all_codes()) == set()
    assert len(names) == len(set(names))


def test_every_code_has_a_transcript_or_a_reason_why_not():
    names = {path.stem for path in FOLDER.rglob("*.txt")}
    assert set(all_codes()) - names == set(WITHOUT)


def test_the_catalogue_shows_the_transcript_beside_what_a_code_means():
    text = (FOLDER / "small" / "no_address.txt").read_text().rstrip()
    said = CliRunner().invoke(main, ["errors", "no-address"], obj=Desk(clock=NOON)).output
    assert said.startswith("no_address\n")
    assert textwrap.indent(text, "  ") in said
    as_json = CliRunner().invoke(main, ["errors", "no_address", "--json"], obj=Desk(clock=NOON)).output
    assert json.loads(as_json)["transcript"] == text
