"""What a transcript is, and how it is played.

    $ wetread WORDS            runs a command
    $ replace FILE OLD NEW     changes a file of the books first; `append FILE LINE` (`*N` for N characters), `write FILE TEXT`, `remove FILE`, `copy FILE TO` likewise
    $ workbook FILE CELLS…     an XLSX file, an argument a row, its cells apart by `|`: numbers, true or text
    $ sheets FILE NAME…        an XLSX file of these empty sheets
    $ finals ROW…              finals.csv: a final that is ready for a claim, a row an argument, each with these fields otherwise
    $ remittance FILE CLAIM…   an 835 of one payment, of 60.00 for C000000001, or with these segments of claims
    $ day DATE                 the commands after it run on that day; before, it is November 28, 2026
    $ set NAME VALUE           an environment variable of the commands after it
    $ mailserver KIND          a mail server, which wetread.toml names from now on; its kind is what is wrong with it
    $ occupied PORT            another program listens there
    $ sql STATEMENT            somebody who owns the database changes it behind wetread's back, and puts its guards in place again
    $ get ADDRESS              asks for a page: the status, and what the page says is wrong; `visit` does so signed in nowhere
    $ read-only, behind-proxy  how the pages are served in what follows
    $ post ADDRESS FIELD=…     sends a form of that page, `*N` for N characters; `again` the same form once more, `strange` as
                               another site would, `send ADDRESS FILE=TEXT` with a file
    (exit N)                   how the last command ended

`pytest --update-golden` writes what is said now. The catalogue (`wetread errors`, .github/reference/errors.md) shows them.
"""

from __future__ import annotations

import re
import shlex
import shutil
import socket
from contextlib import ExitStack, suppress
from datetime import datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner

from invoicing.cli.main import main
from reads.cli.desk import Desk
from reads.core.clock import Clock, FixedClock
from reads.core.error_codes import error_code
from tests.demonstration import NOON
from tests.errors.files import prepared
from tests.errors.harm import changed_behind
from tests.errors.mail_servers import mail_server

FOLDER = Path(__file__).parent
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""An audit head changes with every word of what stands before it."""
_LEAST = 10
"""Characters of its own that a sentence must have to be known again."""


def played(lines: list[str], books: Path, *options: str) -> str:
    """The transcript as it comes out now."""
    said: list[str] = []
    status, clock = 0, NOON
    with pytest.MonkeyPatch.context() as patch, ExitStack() as servers:
        patch.chdir(books)
        patch.delenv("WETREAD_BOOKS", raising=False)
        for line in lines:
            said.append(f"$ {line}")
            match shlex.split(line):
                case ["wetread", *words]:
                    status, text = _run([*words, *options], clock)
                    said.append(_DIGEST.sub("…", text.replace(str(books), "books")).rstrip())
                case ["day", day]:
                    clock = FixedClock(datetime.combine(datetime.fromisoformat(day), time(18), NOON.now().tzinfo))
                case ["set", name, value]:
                    patch.setenv(name, value)
                case ["mailserver", *kind]:
                    servers.enter_context(mail_server(" ".join(kind), books, patch))
                case ["occupied", port]:
                    with suppress(OSError):  # it is another program already
                        servers.enter_context(socket.create_server(("127.0.0.1", int(port))))
                case ["sql", statement]:
                    changed_behind(books / "wetread.db", statement)
                case words:
                    prepared(words, books)
    return "\n".join([*(each for each in said if each), f"(exit {status})"]) + "\n"


def _run(words: list[str], clock: Clock) -> tuple[int, str]:
    """The command's exit status, and what it says."""
    result = CliRunner().invoke(main, words, obj=Desk(clock=clock), prog_name="wetread")
    return result.exit_code, result.output


def lines_of(text: str) -> list[str]:
    """What is typed in a transcript."""
    return re.findall(r"^\$ (.+)$", text, re.MULTILINE)


def check(path: Path, books: Path, folder: Path, *, update: bool) -> None:
    """The transcript says what comes out of a copy of the books, and its code is the one that it is named for."""
    text = path.read_text()
    lines = lines_of(text)
    without = shutil.ignore_patterns("*.pdf") if path.parent == FOLDER else None
    for name in ("as-said", "as-json"):
        shutil.copytree(books, folder / name, ignore=without)
    compare(path, text, played(lines, folder / "as-said"), update=update)
    as_json = played(lines, folder / "as-json", "--json")
    assert re.search(rf'"(code|what)": "{path.stem}"|"{path.stem}": \d', as_json) or is_said(path.stem, text)


def is_said(code: str, text: str) -> bool:
    """Whether one of the sentences that the catalogue has for the code stands in the text; what is filled in may be anything."""
    sentences = [re.split("‹[^›]*›|…", message) for message, _ in error_code(code).says]
    patterns = [".+".join(map(re.escape, parts)) for parts in sentences if len("".join(parts)) > _LEAST]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def compare(path: Path, text: str, said: str, *, update: bool) -> None:
    """What is said now is what the file has, or is written into it."""
    if update:
        path.write_text(said)
    else:
        assert said == text
