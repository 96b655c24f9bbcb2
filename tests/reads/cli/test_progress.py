"""A terminal sees that work goes on, until there is something to say; nothing of it stays, and a file or a pipe gets none of it."""

import io
import os
import pty
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reads.cli import progress
from reads.cli.desk import Desk


@contextmanager
def terminal() -> Iterator[int]:
    """Standard error is a terminal; what it is sent can be read here. Nobody has any patience."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "PATIENCE", 0)
        patch.setattr(progress, "_TICK", 0.01)
        patch.setattr(sys, "stderr", stream)
        patch.setattr(sys, "stdout", io.StringIO())
        yield ours
    os.close(ours)


def told(screen: int) -> str:
    """All that the terminal was sent."""
    sys.stderr.write("(end)")
    sys.stderr.flush()
    seen = b""
    while not seen.endswith(b"(end)"):
        seen += os.read(screen, 10_000)
    return seen.removesuffix(b"(end)").decode().replace("\r\n", "\n")


def desk(**said: bool) -> Desk:
    made = Desk()
    for name, value in said.items():
        setattr(made, name, value)
    return made


def test_work_that_says_nothing_is_said_to_go_on_and_the_line_is_gone_after_it():
    with terminal() as screen:
        streams = sys.stdout, sys.stderr
        with progress.waiting(desk()):
            assert b"working, 0 s" in os.read(screen, 100)
        assert (sys.stdout, sys.stderr) == streams
        assert told(screen).endswith("\r" + " " * len("/ working, 0 s") + "\r")


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_the_first_word_of_the_command_ends_it(name: str):
    with terminal() as screen:
        with progress.waiting(desk()):
            os.read(screen, 100)
            stream = getattr(sys, name)
            print("three papers", file=stream)
            assert not isinstance(sys.stderr, progress._Heard)
            print("issued", file=stream)
        said = sys.stdout.getvalue() if name == "stdout" else told(screen)  # type: ignore[attr-defined]
        assert said.endswith("three papers\nissued\n")


@pytest.mark.parametrize("said", ["quiet", "json"])
def test_who_wants_no_messages_gets_none(said: str):
    with terminal() as screen:
        with progress.waiting(desk(**{said: True})), progress.bar(desk(**{said: True}), "Printing", 2) as moved:
            moved(None)
        assert told(screen) == ""


def test_quiet_after_the_noun_is_known_before_anything_is_shown(monkeypatch: pytest.MonkeyPatch):
    with terminal() as screen:
        monkeypatch.setattr(progress, "PATIENCE", 1 / 10)
        at = desk()
        with progress.waiting(at):
            at.quiet = True
            threading.Event().wait(0.3)
        assert told(screen) == ""


def test_a_bar_takes_the_place_of_the_line():
    with terminal() as screen:
        with progress.waiting(desk()), progress.bar(desk(), "october.csv", 4) as moved:
            moved(3)
            moved(None)
        seen = told(screen)
        assert "october.csv" in seen
        assert "100%" in seen


def test_a_file_gets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with (tmp_path / "said").open("w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.waiting(desk()), progress.bar(desk(), "october.csv", 4) as moved:
            moved(None)
    assert (tmp_path / "said").read_text() == ""
