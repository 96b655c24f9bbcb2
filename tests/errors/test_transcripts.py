"""A transcript for each error code, in the demonstration's books after October was issued: what is typed, and what it says.

    $ wetread WORDS            runs a command
    $ replace FILE OLD NEW     changes a file of the books first; `append FILE LINE`, `write FILE TEXT`, `remove FILE` likewise
    (exit N)                   how the last command ended

`pytest --update-golden` writes what is said now. The catalogue (`wetread errors`, .github/reference/errors.md) shows them.
"""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.clock import FixedClock
from reads.core.error_codes import all_codes

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))
NOON = FixedClock(datetime(2026, 11, 28, 18, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's books, in which October was issued and late reads have come."""
    folder = tmp_path_factory.mktemp("demonstration") / "books"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WETREAD_ACTOR", "tester")
        done = CliRunner().invoke(main, ["demo", str(folder)], obj=Desk(clock=NOON), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return folder


def prepared(words: list[str], books: Path) -> None:
    """One change to a file of the books."""
    verb, path, *rest = words
    file = books / path
    match verb, rest:
        case "replace", [old, new]:
            text = file.read_text()
            assert old in text, f"{path} has no {old!r}"
            file.write_text(text.replace(old, new, 1))
        case "append", [line]:
            file.write_text(file.read_text() + line + "\n")
        case "write", [text]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("\\n", "\n") + "\n")
        case "remove", []:
            file.unlink()
        case _:
            pytest.fail(f"no such line of a transcript: {words}")


def played(lines: list[str], books: Path, *options: str) -> str:
    """The transcript as it comes out now."""
    said: list[str] = []
    status = 0
    for line in lines:
        said.append(f"$ {line}")
        words = shlex.split(line)
        if words[0] != "wetread":
            prepared(words, books)
            continue
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(books)
            patch.delenv("WETREAD_BOOKS", raising=False)
            result = CliRunner().invoke(main, [*words[1:], *options], obj=Desk(clock=NOON), prog_name="wetread")
        status = result.exit_code
        said.append(result.output.replace(str(books), "books").rstrip())
    return "\n".join([*(each for each in said if each), f"(exit {status})"]) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_it_is_said_as_it_is_written(
    path: Path, demonstration: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    """And the code is the one that the transcript is named for."""
    monkeypatch.setenv("COLUMNS", "120")
    text = path.read_text()
    lines = re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    for name in ("as-said", "as-json"):
        shutil.copytree(demonstration, tmp_path / name, ignore=shutil.ignore_patterns("*.pdf"))
    said = played(lines, tmp_path / "as-said")
    if request.config.getoption("--update-golden"):
        path.write_text(said)
    else:
        assert said == text
    coded = played(lines, tmp_path / "as-json", "--json")
    assert f'"code": "{path.stem}"' in coded or f'"{path.stem}"' in coded


def test_every_transcript_is_of_a_code_that_there_is():
    assert {path.stem for path in TRANSCRIPTS} - set(all_codes()) == set()
