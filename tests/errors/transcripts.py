"""What a transcript is, and how it is played.

    $ wetread WORDS            runs a command
    $ replace FILE OLD NEW     changes a file of the books first; `append FILE LINE`, `write FILE TEXT`, `remove FILE` likewise
    (exit N)                   how the last command ended

`pytest --update-golden` writes what is said now. The catalogue (`wetread errors`, .github/reference/errors.md) shows them.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from tests.demonstration import NOON

FOLDER = Path(__file__).parent
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""An audit head changes with every word of what stands before it."""


def _unescaped(text: str) -> str:
    """Line breaks and other characters by number, as a transcript writes them after a backslash."""
    return re.sub(r"\\(n|u[0-9a-f]{4})", lambda found: "\n" if found[1] == "n" else chr(int(found[1][1:], 16)), text)


def prepared(words: list[str], books: Path) -> None:
    """One change to a file of the books."""
    verb, path, *rest = words
    file = books / path
    match verb, rest:
        case "replace", [old, new]:
            text = file.read_text()
            assert old in text, f"{path} has no {old!r}"
            file.write_text(text.replace(old, _unescaped(new), 1))
        case "append", [line]:
            file.write_text(file.read_text() + _unescaped(line) + "\n")
        case "write", [text]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_unescaped(text) + "\n")
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
        said.append(_DIGEST.sub("…", result.output.replace(str(books), "books")).rstrip())
    return "\n".join([*(each for each in said if each), f"(exit {status})"]) + "\n"


def check(path: Path, books: Path, folder: Path, *, update: bool) -> None:
    """The transcript says what comes out of a copy of the books, and its code is the one that it is named for."""
    text = path.read_text()
    lines = re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    for name in ("as-said", "as-json"):
        shutil.copytree(books, folder / name, ignore=shutil.ignore_patterns("*.pdf"))
    said = played(lines, folder / "as-said")
    if update:
        path.write_text(said)
    else:
        assert said == text
    assert re.search(rf'"(code|what)": "{path.stem}"', played(lines, folder / "as-json", "--json"))
