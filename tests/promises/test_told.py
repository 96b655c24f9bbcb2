"""What a person is told who would else be misled: by a clock, by a name, about who acted (spec 7.1)."""

import json
import os
import pwd
from datetime import timedelta
from pathlib import Path

import pytest

from reads.core import system_user
from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.closing import mercy

THE_USER = system_user.system_user
"""As it is, before the tests' own name is put in its place."""


@pytest.fixture
def applied(books: Path, run: Run) -> Run:
    """Books that were loaded at noon."""
    mercy.write_books(books, "sqlite:///wetread.db")
    assert run("apply").status == 0
    return run


@pytest.mark.parametrize("words", [("invoice", "list"), ("reads", "quarantine"), ("apply",)])
def test_a_clock_behind_what_was_recorded_warns_in_every_command(
    applied: Run, clock: FixedClock, words: tuple[str, ...]
):
    assert "the clock says" not in applied(*words).stderr
    clock.instant -= timedelta(hours=1)
    said = applied(*words)
    assert said.status == 0
    assert said.stderr.startswith(
        "the clock says 2026-11-02T08:00:00Z, and something was recorded at 2026-11-02T09:00:00Z already\n"
        "    → set the clock before you issue or book anything"
    )


def test_a_name_that_turns_its_letters_around_is_named_by_apply(applied: Run, books: Path):
    clients = books / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("Mercy Health", "Mercy \u202eHealth"))
    said = applied("apply", "--dry-run")
    assert "directory/clients.csv:2:7: a character that can't be seen, U+202E (right-to-left override)" in said.stderr


def test_a_name_in_the_environment_stands_beside_the_user_of_the_system(
    applied: Run, books: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(system_user, "system_user", THE_USER)
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "the-accountant")
    monkeypatch.setenv("WETREAD_ACTOR", "ana")
    clients = books / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("Mercy Health", "Mercy Health System"))
    assert applied("apply").status == 0
    last = json.loads(applied("audit", "log", "--json").stdout)[-1]
    assert last["actor"] == f"{pwd.getpwuid(os.getuid()).pw_name} (ana)"
