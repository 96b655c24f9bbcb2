"""What a person sees on terminals that lack something: colour, Unicode."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.reads.directory.written import write

WETREAD = [sys.executable, "-c", "from invoicing.cli.main import main; main()"]
BOLD = b"\x1b["


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def held(books: Path, run: Run) -> Path:
    """Books in which a read is held for an exam code with signs of its own."""
    write(books)
    (books / "o.csv").write_text(
        "facility,accession,exam_code,read_type,signed_at\nmercy-main,A1,CT→TÊTE,preliminary,2026-10-03T06:12:00Z\n"
    )
    assert run("apply").status == 0
    assert run("reads", "import", str(books / "o.csv")).status == 0
    return books


def on_terminal(books: Path, **more: str) -> bytes:
    """What `wetread held` writes to a terminal."""
    ours, theirs = pty.openpty()
    subprocess.run([*WETREAD, "held"], cwd=books, env=environment(TERM="xterm", **more), stdout=theirs, check=False)
    os.close(theirs)
    said = os.read(ours, 1 << 16)
    os.close(ours)
    return said


def test_there_is_colour_on_a_terminal_and_none_under_no_color(held: Path):
    assert BOLD in on_terminal(held, NO_COLOR="")
    assert BOLD not in on_terminal(held, NO_COLOR="1")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_sign_that_the_terminal_lacks_is_a_question_mark_and_json_is_whole(held: Path, encoding: str):
    legacy = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    shown = subprocess.run([*WETREAD, "held"], cwd=held, env=legacy, capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (1, b"")
    assert "unknown_exam" in shown.stdout.decode(encoding)
    scripts = subprocess.run([*WETREAD, "held", "--json"], cwd=held, env=legacy, capture_output=True, check=False)
    messages = [reason["message"] for reason in json.loads(scripts.stdout)[0]["reasons"]]
    assert "exams.csv has no exam 'CT→TÊTE' of mercy-main" in messages
